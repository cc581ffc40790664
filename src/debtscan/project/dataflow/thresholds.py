"""Where a model's score is cut, at what, and where that number comes from.

Only scores that are followed to the prediction itself count: not errors, metrics, losses,
overlaps of boxes or random draws (`prob < 0.15`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from debtscan.facts import (
    Assignment,
    FileFacts,
    Item,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Value,
)
from debtscan.model import Location
from debtscan.project.dataflow.nodes import Node
from debtscan.project.dataflow.sinks import Flow, Sink
from debtscan.project.names.bindings import Bindings, is_plain, parameter, scopes
from debtscan.project.names.reaching import reaching

#: steps after which a score is the same score
_SAME = frozenset(
    {"item", "astype", "float", "numpy", "cpu", "detach", "tolist", "reshape", "ravel", "squeeze"}
    | {"flatten", "array", "asarray", "list", "eval", "view", "to", "to_numpy", "round", "float32"}
    | {"expand_dims", "unsqueeze", "get", "copy", "clone", "tensor", "DataFrame", "Series"}
)
_SETTINGS = re.compile(
    r"(^|[._])(args?|opts?|cfg|config|conf|configs|flags|FLAGS|hparams|hps|settings|params)(\.|$|_)"
)
#: origin, name, number
_Origin = tuple[str, str, float | None]


class Threshold(Struct, frozen=True):
    """One cut. `origin`: `literal`, `constant` (a named number), `parameter`, `configuration`,
    `computed` or `unknown`."""

    at: Location
    sign: str  #: `<`, `<=`, `>`, `>=`, as the score stands on the left
    value: float | None  #: where the text gives it
    origin: str
    name: str  #: of the constant, parameter or setting
    score: str  #: the call that made the score
    scored: Location
    probability: bool  #: the score lies between 0 and 1, or is a margin around 0
    natural: bool  #: 0.5 of a probability, 0 of a margin: what the model itself would say


def thresholds(flow: Flow, file: FileFacts, bindings: Bindings) -> tuple[Threshold, ...]:
    """All cuts of one scope, and of what it calls where the score comes from here."""
    found: dict[Location, Threshold] = {}
    for sink in flow.sinks:
        if sink.kind == "threshold" and sink.data is not None and sink.limit is not None:
            for score in _scores(sink.data):
                found.setdefault(sink.at, _threshold(sink, sink.limit, score, file, bindings))
    return tuple(found[at] for at in sorted(found))


def _scores(node: Node) -> Iterator[Node]:
    seen = {node}
    waiting = [node]
    for one in waiting:
        if one.kind == "prediction":
            yield one
        elif _passes(one):
            for parent in one.parents:
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)


def _passes(node: Node) -> bool:
    if node.kind == "step":
        return node.name.rpartition(".")[2] in _SAME
    if node.kind == "together":
        return node.name in ("tuple", "table")
    return node.kind in ("columns", "either", "filter", "pair", "enumerated", "slice", "split")


def _threshold(
    sink: Sink, limit: Value, score: Node, file: FileFacts, bindings: Bindings
) -> Threshold:
    origin, name, value = ("unknown", "", None)
    if sink.at.path == file.path or isinstance(limit, Literal):
        origin, name, value = _Origins(file, bindings).of(limit, sink)
    probability = score.part != "predict"
    natural = (0,) if score.part == "decision_function" else (0.5,)
    return Threshold(
        sink.at, sink.name, value, origin, name, score.name, score.at, probability,
        probability and value in natural,
    )  # fmt: skip


class _Origins:
    def __init__(self, file: FileFacts, bindings: Bindings) -> None:
        self._file, self._bindings = file, bindings

    def of(self, limit: Value, sink: Sink) -> _Origin:
        """Where the number that a score is compared with comes from."""
        match limit:
            case Literal(value=int() | float() as number):
                return "literal", "", float(number)
            case Operation(operator="neg", operands=(Literal(value=int() | float() as number),)):
                return "literal", "", -float(number)
            case Reference(name=name):
                return self._named(name, sink.scope, sink.line)
            case Item(of=of) | Member(of=of):
                text = _text(of)
                return ("configuration", text, None) if _SETTINGS.search(text) else _unknown(text)
            case Operation() | Result():
                return "computed", "", None
        return _unknown("")

    def _named(self, name: str, scope: int, line: int) -> _Origin:
        if _SETTINGS.search(name):
            return "configuration", name, None
        for level in scopes(self._file, scope):
            one = parameter(self._file, level, name)
            if one is not None:
                return "parameter", name, _number(one.default)
        found = self._bindings.visible(self._file, scope, name)
        if name.startswith("self."):
            found = self._bindings.attribute(self._file, scope, name)
        elif len(found) > 1 and found[0].scope == scope:
            if any(one.at.line > line for one in found) and not self._file.cells:
                return "computed", name, None  # a loop may come round: the best so far
            found, _ = reaching(self._file, found, line)
        return self._bound(name, found)

    def _bound(self, name: str, found: Sequence[Assignment]) -> _Origin:
        if len(found) != 1 or not is_plain(found[0]):
            return ("computed", name, None) if found else _unknown(name)
        value = found[0].value
        if isinstance(value, Reference) and value.name != name:
            return self._named(value.name, found[0].scope, found[0].at.line)
        number = _number(value)
        return ("computed", name, None) if number is None else ("constant", name, number)


def _number(value: Value | None) -> float | None:
    constant = value.value if isinstance(value, Literal) else None
    is_number = isinstance(constant, int | float) and not isinstance(constant, bool)
    return float(constant) if is_number and constant is not None else None


def _unknown(name: str) -> _Origin:
    return "unknown", name, None


def _text(value: Value) -> str:
    while isinstance(value, Item | Member):
        value = value.of
    return value.name if isinstance(value, Reference) else ""
