"""How a name ends where a condition has shown it: `if name.endswith(".wav")`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from debtscan.facts import (
    Branch,
    Call,
    Collection,
    FileFacts,
    Literal,
    Operation,
    Reference,
    Result,
    Value,
)

_END = 1 << 30


class _Shown(NamedTuple):
    """From `first` to `last` the name ends in one of these."""

    first: int
    last: int
    endings: tuple[str, ...]


_Table = Mapping[tuple[int, str], Sequence[_Shown]]


class Endings:
    """Filters of comprehensions and branches, one table per file."""

    def __init__(self) -> None:
        self._known: dict[str, _Table] = {}

    def of(self, file: FileFacts, scope: int, name: str, line: int) -> tuple[str, ...]:
        """The endings one of which the name has; empty when nothing shows it."""
        known = self._known.get(file.path)
        if known is None:
            known = self._known[file.path] = _table(file)
        for shown in reversed(known.get((scope, name), ())) if known else ():
            if shown.first <= line <= shown.last:
                return shown.endings
        return ()


def _table(file: FileFacts) -> _Table:
    found: dict[tuple[int, str], list[_Shown]] = defaultdict(list)
    filters: dict[tuple[int, str], list[tuple[str, ...]]] = defaultdict(list)
    for call in file.calls:
        if call.callee.endswith(".endswith") and "~" in call.callee:
            filters[call.scope, call.callee.removesuffix(".endswith")].append(_given(call))
    for key, every in filters.items():
        if len(every) == 1 and every[0]:
            found[key].append(_Shown(0, _END, every[0]))
    for branch in file.branches:
        for name, shown in _of_branch(file, branch):
            found[branch.scope, name].append(shown)
    return found


def _of_branch(file: FileFacts, branch: Branch) -> Iterator[tuple[str, _Shown]]:
    """Inside `if x.endswith(e):`, and after `if not x.endswith(e):` that leaves or mends."""
    test = branch.test
    if isinstance(test, Operation) and test.operator == "not":
        if branch.orelse is None and branch.body_statements == 1 and branch.kind == "if":
            last = file.definitions[branch.scope - 1].at.end_line if branch.scope else _END
            for name, endings in _tested(file, test.operands[0]):
                yield name, _Shown(branch.body.end_line + 1, last, endings)
        return
    if branch.kind in ("if", "elif"):
        for name, endings in _tested(file, test):
            yield name, _Shown(branch.body.line, branch.body.end_line, endings)


def _tested(file: FileFacts, test: Value) -> Iterator[tuple[str, tuple[str, ...]]]:
    match test:
        case Operation(operator="and", operands=operands):
            for one in operands:
                yield from _tested(file, one)
        case Operation(operator="==", operands=(Reference(name=name), Literal(value=str(text)))):
            if name.endswith(".suffix") and text:
                yield name.removesuffix(".suffix"), (text,)
        case Result(call=index) if file.calls[index].callee.endswith(".endswith"):
            endings = _given(file.calls[index])
            if endings:
                yield file.calls[index].callee.removesuffix(".endswith"), endings


def _given(call: Call) -> tuple[str, ...]:
    if len(call.arguments) != 1:
        return ()
    first = call.arguments[0]
    every = first.items if isinstance(first, Collection) else (first,)
    texts = [one.value for one in every if isinstance(one, Literal)]
    told = tuple(text for text in texts if isinstance(text, str) and text)
    return told if len(told) == len(every) else ()
