"""Order between tasks as code writes it: `a >> [b, c]`, `chain(a, b)`, `b.set_upstream(a)`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from debtscan.facts import (
    Assignment,
    Call,
    Collection,
    FileFacts,
    Item,
    Member,
    Operation,
    Reference,
    Result,
    Span,
    Table,
    Value,
)

if TYPE_CHECKING:
    from debtscan.project.model import Project

_DEEP = 10  #: steps of a value's way that are followed at most
_CHAINS = ("chain", "chain_linear", "cross_downstream")
_AFTER = ("set_upstream", "after")
_BEFORE = ("set_downstream",)
#: gives back the task it is called of
_CHAINED = frozenset(
    {"apply", "set_memory_limit", "set_cpu_limit", "set_gpu_limit", "add_volume", "override"}
    | {"expand", "partial", "set_caching_options", "set_display_name", "add_pvolumes"}
    | {"set_memory_request", "set_cpu_request", "set_image_pull_policy", "set_retry"}
)

_Order = tuple[str, str, Span]


class TaskOrder:
    """The tasks that values of one file mean, and what runs before what.

    `tasks`: index of a call -> id of its step; `groups`: index of the call that opens a block
    -> ids of the steps made in it.
    """

    def __init__(
        self,
        project: Project,
        file: FileFacts,
        tasks: Mapping[int, str],
        groups: Mapping[int, frozenset[str]],
    ) -> None:
        self._project = project
        self._file = file
        self._tasks = tasks
        self._groups = groups

    def found(self) -> Iterator[_Order]:
        """(first, then, where), each pair once."""
        rows = list(dict.fromkeys(self._rows()))
        inside = {(a, b) for first, then, _ in rows for a in first for b in then}
        seen: set[tuple[str, str]] = set()
        for first, then, at in rows:
            for a in sorted(self._ends(first, inside, last=True)):
                for b in sorted(self._ends(then, inside, last=False)):
                    if a != b and (a, b) not in seen:
                        seen.add((a, b))
                        yield a, b, at

    def of(self, value: Value | None, scope: int, line: int, deep: int = _DEEP) -> frozenset[str]:
        """Ids of the tasks a value means; a group by `#` and the index of its call."""
        if value is None or not deep:
            return frozenset()
        found: set[str] = set()
        match value:
            case Result(call=index):
                found |= self._called(index, deep)
            case Reference(name=name):
                found |= self._named(name, scope, line, deep)
            case Collection(items=items) | Table(values=items):
                for one in items:
                    found |= self.of(one, scope, line, deep - 1)
            case Operation(operator=">>" | "<<", operands=(_, last)):
                found |= self.of(last, scope, line, deep - 1)
            case Item(of=inner) | Member(of=inner):
                found |= self.of(inner, scope, line, deep - 1)
        return frozenset(found)

    def _called(self, index: int, deep: int) -> frozenset[str]:
        if index in self._tasks:
            return frozenset((self._tasks[index],))
        if index in self._groups:
            return frozenset((f"#{index}",))
        call = self._file.calls[index]
        head, _, last = call.callee.rpartition(".")
        if last in _CHAINED:
            inner = call.receiver if head == "?" else Reference(head)
            return self.of(inner, call.scope, call.at.line, deep - 1)
        return self._made(index, deep)

    def _made(self, index: int, deep: int) -> frozenset[str]:
        """What a function of this file gives back that makes tasks."""
        symbol = self._project.calls.target(self._file.path, index)
        found: frozenset[str] = frozenset()
        if symbol is not None and symbol.path == self._file.path and not symbol.is_class:
            for one in self._file.returns:
                if one.scope == symbol.scope:
                    found |= self.of(one.value, one.scope, one.at.line, deep - 1)
        return found

    def _named(self, name: str, scope: int, line: int, deep: int) -> frozenset[str]:
        head = name.partition(".")[0]
        bound = self._project.calls.bindings.visible(self._file, scope, head)
        found: frozenset[str] = frozenset()
        for one in _latest(bound, line):
            found |= self.of(one.value, one.scope, one.at.line, deep - 1)
        return found or self._gathered(head, scope, deep)

    def _gathered(self, name: str, scope: int, deep: int) -> frozenset[str]:
        """What is appended to a list."""
        found: frozenset[str] = frozenset()
        for call in self._file.calls:
            if call.callee == f"{name}.append" and call.scope == scope:
                for value in call.arguments:
                    found |= self.of(value, scope, call.at.line, deep - 1)
        return found

    def _rows(self) -> Iterator[tuple[frozenset[str], frozenset[str], Span]]:
        for shift in self._file.shifts:
            yield from self._shifted(shift.value, shift.scope, shift.at)
        for one in self._file.assignments:
            yield from self._shifted(one.value, one.scope, one.at)
        for call in self._file.calls:
            yield from self._ordered(call)

    def _shifted(
        self, value: Value, scope: int, at: Span
    ) -> Iterator[tuple[frozenset[str], frozenset[str], Span]]:
        match value:
            case Operation(operator=">>" | "<<" as operator, operands=(left, right)):
                yield from self._shifted(left, scope, at)
                yield from self._shifted(right, scope, at)
                first, then = (self.of(one, scope, at.line) for one in (left, right))
                yield (first, then, at) if operator == ">>" else (then, first, at)

    def _ordered(self, call: Call) -> Iterator[tuple[frozenset[str], frozenset[str], Span]]:
        head, _, last = call.callee.rpartition(".")
        if last in _CHAINS and (head.startswith("airflow") or not head):
            ends = [self.of(value, call.scope, call.at.line) for value in call.arguments]
            yield from ((a, b, call.at) for a, b in pairwise(ends))
        elif last in (*_AFTER, *_BEFORE):
            inner = call.receiver if head == "?" else Reference(head)
            own = self.of(inner, call.scope, call.at.line)
            for value in call.arguments:
                other = self.of(value, call.scope, call.at.line)
                yield (other, own, call.at) if last in _AFTER else (own, other, call.at)

    def _ends(
        self, ids: frozenset[str], inside: set[tuple[str, str]], *, last: bool
    ) -> Iterator[str]:
        """Tasks; of a group those that no other of it follows, or that follow no other."""
        for one in ids:
            if not one.startswith("#"):
                yield one
                continue
            group = self._groups[int(one[1:])]
            ordered = {(a, b) for a, b in inside if a in group and b in group}
            inner = {a for a, _ in ordered} if last else {b for _, b in ordered}
            yield from group - inner


def _latest(bound: Sequence[Assignment], line: int) -> list[Assignment]:
    """The last binding before a line; all of them where none is."""
    before = [one for one in bound if one.at.line <= line]
    return before[-1:] or list(bound)
