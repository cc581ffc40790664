"""One cause, one finding: what a rule leaves to another one that says more of the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from graphlib import TopologicalSorter
from typing import Any

from debtscan.model import Finding, Location
from debtscan.rulekit import Rule

Place = tuple[str, int, int]


def undoubled(findings: Sequence[Finding], rules: Iterable[Rule[Any, Any]]) -> list[Finding]:
    """In their order, without those that start on a line that a kept finding of a rule names (at
    its first place or another end) to which their own rule gives way.

    Only what is shown counts: a finding that was filtered out, or whose rule is not selected,
    hides nothing. Raises `graphlib.CycleError` when rules give way to one another in a ring.
    """
    ways = {rule.id: rule.gives_way_to for rule in rules}
    by_rule: defaultdict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        by_rule[each.rule].append(each)
    told: dict[str, set[Place]] = {}
    kept: set[int] = set()
    for rule in TopologicalSorter(ways).static_order():
        taken = set[Place]().union(*(told.get(other, ()) for other in ways.get(rule, ())))
        left = [each for each in by_rule[rule] if _line(each.at) not in taken]
        told[rule] = {place for each in left for place in _places(each)}
        kept.update(map(id, left))
    return [each for each in findings if id(each) in kept]


def _places(finding: Finding) -> Iterable[Place]:
    return (_line(at) for at in (finding.at, *(end.at for end in finding.related)))


def _line(at: Location) -> Place:
    return (at.path, at.cell, at.line)
