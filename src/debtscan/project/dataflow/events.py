"""What happens in each scope of a file, in source order; one table per file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from debtscan.facts import Assignment, Branch, Call, FileFacts, Return, Span

Fact = Assignment | Branch | Call | Return


class Event(NamedTuple):
    """One fact, its index among the facts of its kind, and its place in the scope."""

    line: int
    order: int  #: on one line: conditions, then what is bound, returned, called
    column: int
    number: int
    fact: Fact

    def inside(self, block: Span) -> bool:
        """Whether it stands in a block."""
        if self.line == block.line:
            return self.column >= block.column
        return block.line < self.line <= block.end_line


def events_by_scope(file: FileFacts) -> Mapping[int, Sequence[Event]]:
    """Assignments come with the calls in their values, so calls come last on a line."""
    found: dict[int, list[Event]] = defaultdict(list)
    for kind, facts in enumerate(_kinds(file)):
        for number, fact in enumerate(facts):
            at = fact.at
            # the variable of a comprehension is read before its line ends
            inner = isinstance(fact, Assignment) and "~" in fact.target
            order = 0 if inner else kind
            found[fact.scope].append(Event(at.line, order, at.column, number, fact))
    for events in found.values():
        events.sort(key=_place)
    return found


def _kinds(file: FileFacts) -> tuple[Sequence[Fact], ...]:
    return file.branches, file.assignments, file.returns, file.calls


def _place(event: Event) -> tuple[int, int, int, int]:
    return event[:4]
