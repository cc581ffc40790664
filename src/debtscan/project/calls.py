"""Which call means which definition of the repository."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from debtscan.facts import Call, FileFacts, Value
from debtscan.model import Location
from debtscan.project.symbols import Symbol, Symbols


@dataclass(frozen=True, slots=True)
class CallSite:
    """One call: `files[path].calls[index]`."""

    path: str
    index: int
    call: Call
    at: Location


@dataclass(frozen=True, slots=True)
class ParameterValues:
    """What a parameter is given. `open` says why there may be more values than these
    ("" when the list is complete: every use of the definition is a call that was seen)."""

    values: tuple[tuple[CallSite, Value], ...]
    defaulted: tuple[CallSite, ...]  #: calls that leave it to its default
    open: str


class Calls:
    """Calls resolved lazily, by last name segment first."""

    def __init__(self, files: Sequence[FileFacts], symbols: Symbols) -> None:
        self._files = files

    def target(self, path: str, index: int) -> Symbol | None:
        """The function that runs (for a class its `__init__`, else the class)."""
        return None

    def callers(self, symbol: Symbol) -> tuple[CallSite, ...]:
        """Every resolved call of a function, or construction of a class."""
        return ()

    def arguments(self, symbol: Symbol, parameter: str) -> ParameterValues:
        """Every value a parameter gets from resolved calls."""
        return ParameterValues((), (), "not known")
