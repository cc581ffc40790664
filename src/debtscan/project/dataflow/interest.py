"""Which scopes are worth reading: those with a sink, and those that call one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts
from debtscan.project.dataflow.meanings import (
    LEARNERS,
    LEARNING,
    SAVED,
    SAVES,
    SAVING,
    SCORING,
    TELLTALE,
)

_ROUNDS = 2  #: callers of callers looked at
_MOST = 3  #: definitions of one name, beyond which calling it says nothing
_LIMIT = re.compile(r"thr|cut|limit|conf|min_|max_", re.IGNORECASE)

_Scopes = set[tuple[str, int]]


class Interest:
    """By last names only: it costs one look at every call."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = files
        self._callers: dict[str, _Scopes] = defaultdict(set)

    def has(self, path: str, scope: int) -> bool:
        """Whether a scope may hold a sink."""
        return (path, scope) in self._found

    @cached_property
    def scopes(self) -> tuple[tuple[str, int], ...]:
        """All of them, by path and scope."""
        return tuple(sorted(self._found))

    @cached_property
    def learning(self) -> tuple[tuple[str, int], ...]:
        """Those that fit, split or transform, or call what does: no mere saving or cutting."""
        return tuple(sorted(self._sorted[0]))

    @cached_property
    def _found(self) -> frozenset[tuple[str, int]]:
        strong, weak = self._sorted
        return frozenset(strong | weak)

    @cached_property
    def _sorted(self) -> tuple[_Scopes, _Scopes]:
        strong: _Scopes = set()
        weak: _Scopes = set()
        for path, file in self._files.items():
            self._sort(path, file, strong, weak)
        new = set(strong)
        for _ in range(_ROUNDS):
            names = {last for place in new for last in self._names(*place)}
            new = set().union(*(self._callers.get(one, ()) for one in names)) - strong
            strong |= new
        return strong, weak

    def _sort(self, path: str, file: FileFacts, strong: _Scopes, weak: _Scopes) -> None:
        heads = {one.module.partition(".")[0] for one in file.imports}
        telling = TELLTALE | LEARNING if heads & LEARNERS else TELLTALE
        scored: set[int] = set()
        for call in file.calls:
            last = call.callee.rpartition(".")[2]
            if last in telling:
                strong.add((path, call.scope))
            elif last in SCORING:
                scored.add(call.scope)
            elif last in SAVED and (last in SAVING or call.callee in SAVES):
                weak.add((path, call.scope))
            else:
                self._callers[last].add((path, call.scope))
        weak |= {(path, one) for one in _cutting(file, scored)} if scored else set()

    def _names(self, path: str, scope: int) -> Iterator[str]:
        """The name a scope is called by, when few others bear it."""
        if scope:
            *owner, last = self._files[path].definitions[scope - 1].name.split(".")
            name = owner[-1] if last == "__init__" and owner else last
            if self._bearers.get(name, 0) <= _MOST:
                yield name

    @cached_property
    def _bearers(self) -> Mapping[str, int]:
        found: dict[str, int] = defaultdict(int)
        for file in self._files.values():
            for one in file.definitions:
                found[one.name.rpartition(".")[2]] += 1
        return found


def _cutting(file: FileFacts, scopes: set[int]) -> set[int]:
    """Those of these scopes that name a limit, or a number between 0 and 1."""
    rows = zip(file.statements.scopes, file.statements.constants, strict=False)
    found = {
        scope
        for scope, constants in rows
        if scope in scopes and any(isinstance(c, float) and 0 < c < 1 for c in constants)
    }
    named = (one for one in scopes if any(map(_LIMIT.search, file.reads[one])))
    return found | set(named)
