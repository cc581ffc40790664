"""What objects parameters hold, by what the callers give them.

The calls are those that `FirstLook` resolved without such knowledge: two passes, no fixpoint. What
comes of it is less sure than the rest, since others may call a function as well;
`Calls.is_sure` tells the two apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from debtscan.facts import Role
from debtscan.project.names.arguments import given_at
from debtscan.project.names.objects import NOTHING, Objects, cause_of, joined, mystery
from debtscan.project.names.symbols import Symbol

if TYPE_CHECKING:
    from debtscan.project.names.calls import Calls, CallSite

_MOST = 40  #: callers looked at; more say nothing
_NOT_KNOWN = mystery("a parameter without a known class")

Called = Mapping[Symbol, list[tuple[str, int]]]


class FirstLook:
    """What the calls of definitions mean while nothing is known of parameters."""

    def __init__(self, calls: Calls) -> None:
        self.called: dict[Symbol, list[tuple[str, int]]] = defaultdict(list)
        self.unsure: dict[str, dict[tuple[str, int], None]] = defaultdict(dict)
        self.outside: set[tuple[str, int]] = set()
        names = calls.symbols.last_names
        for path, file in calls.files.items():
            for index, call in enumerate(file.calls):
                last = call.callee.rpartition(".")[2]
                if last in names:
                    self._add(calls, last, (path, index))

    def _add(self, calls: Calls, last: str, key: tuple[str, int]) -> None:
        runs, outside = calls.runs_at_first(*key)
        for symbol in runs:
            self.called[symbol].append(key)
        if outside:
            self.outside.add(key)
        if not runs:
            self.unsure[last][key] = None


class ParameterClasses:
    """Joins what the resolved callers give; production code before tests."""

    def __init__(self, calls: Calls, called: Called) -> None:
        self._calls = calls
        self._called = called

    def of(self, symbol: Symbol, name: str) -> Objects:
        """What a parameter holds; a mystery unless every caller gives something known."""
        sites = self._sites(symbol)
        if not sites or len(sites) > _MOST:
            return _NOT_KNOWN
        found: list[Objects] = []
        for site in sites:
            given = self._given(symbol, site, name)
            if cause_of(given):
                return _NOT_KNOWN
            found.append(given)
        return joined(found)

    def _given(self, symbol: Symbol, site: CallSite, name: str) -> Objects:
        file = self._calls.files[site.path]
        value = given_at(symbol, site, name)
        if value is not None:
            return self._calls.evaluated(file, value, site)
        if site.call.star or site.call.double_star:
            return _NOT_KNOWN
        return self._default(symbol, name)

    def _default(self, symbol: Symbol, name: str) -> Objects:
        for one in symbol.definition.parameters:
            if one.name == name and one.default is not None:
                home = self._calls.files[symbol.path]
                return self._calls.inference.value(home, one.default, symbol.definition.scope)
        return NOTHING

    def _sites(self, symbol: Symbol) -> list[CallSite]:
        found = list(dict.fromkeys(self._callers(symbol)))
        if len(found) > _MOST:
            return []
        files = self._calls.files
        kept = [pair for pair in found if files[pair[0]].role is not Role.TEST]
        return [self._calls.site(*pair) for pair in kept or found]

    def _callers(self, symbol: Symbol) -> Iterator[tuple[str, int]]:
        """Calls of it, of what it overrides, and constructions of its class."""
        yield from self._called.get(symbol, ())
        owner, last = self._calls.symbols.owner_of(symbol), symbol.name.rpartition(".")[2]
        if owner is None:
            return
        if last == "__init__":
            yield from self._constructions(owner, symbol)
            return
        for base in self._calls.symbols.line_of(owner)[1:]:
            over = self._calls.symbols.at(base.path, f"{base.name}.{last}")
            if over is not None:
                yield from self._called.get(over, ())

    def _constructions(self, made: Symbol, constructor: Symbol) -> Iterator[tuple[str, int]]:
        yield from self._called.get(made, ())
        for below in self._calls.symbols.descendants(made):
            if self._calls.symbols.method(below, "__init__") == constructor:
                yield from self._called.get(below, ())
