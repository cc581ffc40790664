"""One scope, read once in source order: what each name holds, and what reaches a sink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from debtscan.facts import Assignment, Branch, Call, FileFacts, Return, Span
from debtscan.project.dataflow.evaluation import Evaluation
from debtscan.project.dataflow.events import Event
from debtscan.project.dataflow.nodes import Node, joined
from debtscan.project.dataflow.sinks import Flow, Sink

_ARMS = ("if", "elif")


class Beyond(Protocol):
    """What other scopes have to say."""

    def called(self, values: Evaluation, index: int) -> Node | None:
        """What a call of the repository returns here; its effects are put into `values`."""

    def is_global(self, path: str, name: str) -> bool:
        """Whether a module-level variable of this name exists."""


class ScopeReader:
    """Takes the statements of one scope one by one."""

    def __init__(
        self, file: FileFacts, scope: int, events: Sequence[Event], beyond: Beyond
    ) -> None:
        self._file, self._events = file, events
        self.values = Evaluation(file, scope, beyond)
        self._returned: list[Node | None] = []

    def read(self) -> Flow:
        """The sinks in source order, what is returned, and what the names hold at the end."""
        self._read(self._events)
        returned = joined(self._file, Span(1), self._returned)
        if len(self._returned) == 1:
            returned = self._returned[0]
        return Flow(tuple(self._sinks()), returned, dict(self.values.held))

    def _sinks(self) -> list[Sink]:
        return list(dict.fromkeys(self.values.sinks))

    def _read(self, events: Sequence[Event]) -> None:
        position = 0
        while position < len(events):
            event = events[position]
            position += 1
            if isinstance(event.fact, Branch):
                position += self._branch(event.fact, events[position:])
            elif isinstance(event.fact, Call):
                self.values.call(event.number)
            elif isinstance(event.fact, Assignment):
                self.values.assign(event.fact)
            elif isinstance(event.fact, Return):
                self.values.at = event.fact.at
                self._returned.append(self.values.of(event.fact.value))

    def _branch(self, branch: Branch, events: Sequence[Event]) -> int:
        """Both arms start from what was held before; afterwards either may have run. Returns
        how many events stand in the arms."""
        self.values.at = branch.at
        self.values.of(branch.test)
        if branch.kind not in _ARMS:
            return 0
        ready = _leading(events, branch)
        self._read(events[:ready])
        body = _extent(events, ready, branch.body)
        other = _extent(events, body, branch.orelse) if branch.orelse else body
        first = self._arm(events[ready:body])
        second = self._arm(events[body:other])
        self.values.merge(branch.at, first, second)
        return other

    def _arm(self, events: Sequence[Event]) -> dict[str, Node | None]:
        """What an arm binds; undone again."""
        self.values.begin()
        self._read(events)
        return self.values.undo()


def _leading(events: Sequence[Event], branch: Branch) -> int:
    """Calls of the condition itself."""
    count = 0
    while count < len(events) and not events[count].inside(branch.body):
        if not events[count].inside(branch.at) and events[count].line != branch.at.line:
            break
        count += 1
    return count


def _extent(events: Sequence[Event], start: int, block: Span) -> int:
    while start < len(events) and events[start].inside(block):
        start += 1
    return start
