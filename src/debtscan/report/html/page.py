"""All that the page shows, ready to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from debtscan.facts import Unread
from debtscan.report.accepted_text import hidden_line
from debtscan.report.asides import asides
from debtscan.report.content import Report
from debtscan.report.html.cards import LARGEST, Card, cards
from debtscan.report.html.gate import Outcome, outcomes
from debtscan.report.html.groups import CategoryGroup, grouped
from debtscan.report.html.standing import Band, Bar, bands, histogram
from debtscan.report.html.treemap import Treemap, treemap
from debtscan.report.html.whereabouts import KINDS, Spot, files, folders
from debtscan.report.look import Look
from debtscan.report.wording import coverage_line

_FIRST = 5  #: findings that are named before all others
LIMITS = {
    "spots": 300,  #: files and folders that are named
    "rows": 1000,  #: of each list of what is beside the score
    "open": 40,  #: cards that stand open at first
    "laid_out": 200,  #: cards that a browser lays out at once with ease
    "megabytes": LARGEST // 1_000_000,
}


@dataclass(frozen=True, slots=True)
class Page:
    """``cards`` are the findings that are written out, worst first; ``groups`` are the same by
    category and rule, and count those that are not."""

    report: Report
    cards: Sequence[Card]
    groups: Sequence[CategoryGroup]
    gate: Sequence[Outcome]
    files: Sequence[Spot]
    folders: Sequence[Spot]
    map: Treemap
    bars: Sequence[Bar]
    bands: Sequence[Band]
    unread: Sequence[Unread]

    @property
    def first(self) -> Sequence[Card]:
        """Where to start: the worst of what is reported."""
        return [card for card in self.cards if not card.known][:_FIRST]

    @property
    def compared(self) -> bool:
        """Whether findings are told apart by whether they were known."""
        return any(card.status for card in self.cards)

    @property
    def known(self) -> int:
        """How many findings were known before."""
        accepted = self.report.acceptance
        return len(accepted.in_baseline) + len(accepted.in_revision)

    @property
    def unwritten(self) -> int:
        """How many findings are counted only."""
        return len(self.report.findings) + self.known - len(self.cards)

    @property
    def kinds(self) -> list[str]:
        """The kinds of debt that the drawing shows, as they are ordered everywhere."""
        drawn = {cell.spot.kind for cell in self.map.cells}
        return [kind for kind in dict.fromkeys(KINDS.values()) if kind in drawn]

    @property
    def remarks(self) -> list[str]:
        """What is hidden or beside the score, in plain lines."""
        hidden = hidden_line(self.report.acceptance, self.report.hidden)
        return [*filter(None, [hidden]), *asides(self.report)]

    @property
    def coverage(self) -> str:
        """What became of every file; the cache is nobody's business here."""
        return coverage_line(replace(self.report.coverage, cached=0))


def compose(report: Report, look: Look) -> Page:
    """Choose what is written out, and work out what is drawn."""
    written = [*cards(report, look)]
    counted = report.scorecard.findings
    spots, held = files(counted), folders(counted)
    return Page(
        report,
        written,
        [*grouped(report, written)],
        outcomes(report.verdict, {card.finding: card.id for card in written}),
        spots,
        held,
        treemap(spots, held),
        histogram(report.scorecard),
        bands(report.scorecard),
        sorted(report.coverage.unread, key=lambda each: (each.path, each.line, each.reason)),
    )
