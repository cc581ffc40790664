"""Which class of the repository an object is an instance of."""

from __future__ import annotations

from debtscan.facts import FileFacts, Result, Value
from debtscan.project.names.inference import Inference
from debtscan.project.names.objects import Instance, Itself, Objects
from debtscan.project.names.symbols import Symbol


class Receivers:
    """The one class a name shows; see `Inference` for all that is known."""

    def __init__(self, inference: Inference) -> None:
        self._inference = inference

    def of_name(self, file: FileFacts, scope: int, name: str) -> Symbol | None:
        """The class of the object a dotted name holds (`self`, `model`, `self.encoder`), or
        the class that is held itself."""
        return _only(self._inference.name(file, scope, name))

    def of_value(self, file: FileFacts, value: Value | None) -> Symbol | None:
        """The class what a call gives is an instance of."""
        return _only(self._inference.value(file, value, 0)) if isinstance(value, Result) else None


def _only(found: Objects) -> Symbol | None:
    if len(found) != 1:
        return None
    (one,) = found
    if isinstance(one, Instance) or (isinstance(one, Itself) and one.of.is_class):
        return one.of
    return None
