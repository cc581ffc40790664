"""Names of a module or a class that hold functions: registries, aliases.

Holding a function runs nothing: who reads the name may run it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Names
from collections.abc import Iterator, Mapping
from functools import cached_property

from debtscan.facts import Collection, FileFacts, Operation, Reference, Table, Value

_END = 1 << 30


class Holders:
    """Of one file: what stands in assignments of the module and of class bodies."""

    def __init__(self, file: FileFacts, names: Names[str]) -> None:
        self._file = file
        self._names = names  #: last segments of definitions

    def holder(self, scope: int, name: str, line: int) -> str:
        """The name that is bound to a display holding another; "" when none is there."""
        found = ""
        for first, last, target in self._windows.get((scope, name), ()):
            if first <= line < last:
                found = target
        return found

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Names of the module that hold functions, sorted."""
        found = {one[2] for (scope, _), rows in self._windows.items() if not scope for one in rows}
        return tuple(sorted(found))

    @cached_property
    def _windows(self) -> Mapping[tuple[int, str], list[tuple[int, int, str]]]:
        """(scope, name held) -> (first line, line of what follows, holder)."""
        index: dict[tuple[int, str], list[tuple[int, int, str]]] = defaultdict(list)
        for one in self._file.assignments:
            if "." not in one.target and self._is_static(one.scope):
                held = {name for name in _held(one.value) if name.rpartition(".")[2] in self._names}
                for name in held:
                    row = (one.at.line, self._following(one.at.line), one.target.removesuffix("[]"))
                    index[one.scope, name].append(row)
        return dict(index)

    def _is_static(self, scope: int) -> bool:
        return not scope or self._file.definitions[scope - 1].kind == "class"

    def _following(self, line: int) -> int:
        return next((one for one in self._starts if one > line), _END)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Lines where statements of modules and classes begin."""
        static = (one for one in self._file.assignments if self._is_static(one.scope))
        lines = {one.at.line for one in static}
        return tuple(sorted(lines | {one.at.line for one in self._file.definitions}))


def _held(value: Value) -> Iterator[str]:
    match value:
        case Reference(name=name):
            yield name
        case Collection(items=members) | Table(values=members) | Operation(operands=members):
            for one in members:
                yield from _held(one)
