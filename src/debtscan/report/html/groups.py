"""The findings by category and rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from debtscan.model import Category, Finding
from debtscan.report.content import Report, RuleInfo
from debtscan.report.html.cards import Card, ordered
from debtscan.report.html.rule_notes import RuleNotes, notes


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """A rule with its cards, worst first; ``unwritten`` findings had no room."""

    info: RuleInfo
    notes: RuleNotes
    why: str
    cards: tuple[Card, ...]
    unwritten: int

    @property
    def total(self) -> int:
        """All findings of the rule."""
        return len(self.cards) + self.unwritten

    @property
    def minutes(self) -> int:
        """What repairing those that are written out takes."""
        return sum(card.finding.minutes for card in self.cards)


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """A category's rules, the one with the worst finding first."""

    category: Category
    rules: tuple[RuleGroup, ...]

    @property
    def total(self) -> int:
        """All findings of the category."""
        return sum(rule.total for rule in self.rules)


def grouped(report: Report, cards: Iterable[Card]) -> Iterator[CategoryGroup]:
    """By category, in the order of `Category`."""
    written: dict[str, list[Card]] = {}
    for card in cards:
        written.setdefault(card.finding.rule, []).append(card)
    found: dict[str, list[Finding]] = {}
    for finding, _ in ordered(report):
        found.setdefault(finding.rule, []).append(finding)
    groups = [_group(report, own, written.get(rule, ())) for rule, own in found.items()]
    for category in Category:
        if rules := tuple(group for group in groups if group.info.category is category):
            yield CategoryGroup(category, rules)


def _group(report: Report, own: Sequence[Finding], cards: Sequence[Card]) -> RuleGroup:
    first = own[0]
    info = report.rules.get(first.rule) or RuleInfo(first.rule, first.category, "")
    return RuleGroup(info, notes(info), first.why, tuple(cards), len(own) - len(cards))
