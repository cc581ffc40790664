"""Lines on which `isinstance` has shown what a name holds."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from debtscan.facts import Branch, Collection, FileFacts, Operation, Reference, Result, Value


class Guard(NamedTuple):
    """From `first` to `last` the name holds an instance of one of these."""

    first: int
    last: int
    classes: tuple[str, ...]


class Guards:
    """`if isinstance(x, C):` and `assert isinstance(x, C)`, one table per file."""

    def __init__(self) -> None:
        self._known: dict[str, Mapping[tuple[int, str], Sequence[Guard]]] = {}

    def of(self, file: FileFacts, scope: int, name: str, line: int) -> tuple[str, ...]:
        """Names of the classes as the file spells them; empty when nothing guards the line."""
        known = self._known.get(file.path)
        if known is None:
            known = self._known[file.path] = _guards(file)
        for guard in reversed(known.get((scope, name), ())) if known else ():
            if guard.first <= line <= guard.last:
                return guard.classes
        return ()


def _guards(file: FileFacts) -> Mapping[tuple[int, str], Sequence[Guard]]:
    found: dict[tuple[int, str], list[Guard]] = defaultdict(list)
    for branch in file.branches:
        for name, classes in _shown(file, branch.test):
            found[branch.scope, name].append(Guard(*_lines(file, branch), classes))
    return found


def _lines(file: FileFacts, branch: Branch) -> tuple[int, int]:
    if branch.kind != "assert":
        return branch.body.line, max(branch.body.line, branch.body.end_line)
    return branch.at.line + 1, _block_end(file, branch.at.line)


def _block_end(file: FileFacts, line: int) -> int:
    """The last line of the block that a statement stands in."""
    rows = file.statements
    row = bisect_right(rows.lines, line) - 1
    for below in range(row + 1, len(rows.lines)):
        if rows.depths[below] < rows.depths[row]:
            return rows.lines[below] - 1
    return file.lines


def _shown(file: FileFacts, test: Value) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(test, Operation) and test.operator == "and":
        for operand in test.operands:
            yield from _shown(file, operand)
    if not isinstance(test, Result):
        return
    call = file.calls[test.call]
    if call.callee == "isinstance" and len(call.arguments) == 2:
        held, kinds = call.arguments
        every = kinds.items if isinstance(kinds, Collection) else (kinds,)
        names = tuple(one.name for one in every if isinstance(one, Reference))
        if isinstance(held, Reference) and len(names) == len(every):
            yield held.name, names
