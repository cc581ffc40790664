"""Which scopes are worth reading: those with a sink, and those that call one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts
from debtscan.project.dataflow.meanings import INTEREST

_ROUNDS = 3  #: callers of callers looked at
#: names so many definitions bear that calling one says nothing
_COMMON = frozenset({"__init__", "forward", "call", "__call__", "get", "update", "run", "main"})


class Interest:
    """By last names only: it costs one look at every call."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = files

    def has(self, path: str, scope: int) -> bool:
        """Whether a scope may hold a sink."""
        return (path, scope) in self._found

    @cached_property
    def scopes(self) -> tuple[tuple[str, int], ...]:
        """All of them, by path and scope."""
        return tuple(sorted(self._found))

    @cached_property
    def _found(self) -> frozenset[tuple[str, int]]:
        callers: dict[str, set[tuple[str, int]]] = defaultdict(set)
        found: set[tuple[str, int]] = set()
        for path, file in self._files.items():
            for call in file.calls:
                last = call.callee.rpartition(".")[2]
                if last in INTEREST:
                    found.add((path, call.scope))
                else:
                    callers[last].add((path, call.scope))
        new = set(found)
        for _ in range(_ROUNDS):
            names = {last for place in new for last in self._names(*place)}
            new = set().union(*(callers.get(one, ()) for one in names)) - found
            found |= new
        return frozenset(found)

    def _names(self, path: str, scope: int) -> Iterator[str]:
        if scope:
            definition = self._files[path].definitions[scope - 1]
            last = definition.name.rpartition(".")[2]
            if last not in _COMMON:
                yield last
            elif last == "__init__":
                yield definition.name.split(".")[-2]
