"""What happens in each scope of a file, in source order; one table per file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from debtscan.facts import Assignment, Branch, Call, FileFacts, Return

#: the fact and its index among the facts of its kind
Event = tuple[int, Assignment | Branch | Call | Return]


def events_by_scope(file: FileFacts) -> Mapping[int, Sequence[Event]]:
    """On one line: conditions, then what is bound (its calls included), returned, called."""
    found: dict[int, list[tuple[int, int, int, Assignment | Branch | Call | Return]]]
    found = defaultdict(list)
    for index, branch in enumerate(file.branches):
        found[branch.scope].append((branch.at.line, 0, index, branch))
    for index, bound in enumerate(file.assignments):
        found[bound.scope].append((bound.at.line, 1, index, bound))
    for index, returned in enumerate(file.returns):
        found[returned.scope].append((returned.at.line, 2, index, returned))
    for index, call in enumerate(file.calls):
        found[call.scope].append((call.at.line, 3, index, call))
    return {
        scope: [(one[2], one[3]) for one in sorted(events, key=lambda one: one[:3])]
        for scope, events in found.items()
    }
