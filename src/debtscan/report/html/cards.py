"""The findings as they are written out: which of them, and what stands beside each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.model import Finding, Related
from debtscan.report.content import Report, by_place, worst_first
from debtscan.report.look import ExcerptLine, Look, dedented

LARGEST = 4_000_000  #: characters of all cards, about: what a browser shows with ease
_BARE = 900  #: characters of a card without its texts, its row of the index included
_RELATED = 40  #: of a related place without its texts
_PLACES_AT_MOST = 200  #: related places of one finding
_LINE_AT_MOST = 240  #: characters of a line of code
Code = tuple[tuple[ExcerptLine, ...], int]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding written out. ``id`` is its address within the page, ``status`` "new" or where
    it was known before; empty where nothing was held against it. ``more`` lines of code and
    ``further`` places are counted only."""

    finding: Finding
    id: str
    status: str
    scores: bool
    code: tuple[ExcerptLine, ...]
    more: int

    @property
    def places(self) -> tuple[Related, ...]:
        """The other ends that are written out."""
        return self.finding.related[:_PLACES_AT_MOST]

    @property
    def further(self) -> int:
        """How many other ends are counted only."""
        return len(self.finding.related) - len(self.places)

    @property
    def known(self) -> bool:
        """Whether it was there before."""
        return self.status not in ("", "new")


def ordered(report: Report) -> list[tuple[Finding, str]]:
    """All findings that are not accepted and the status of each, worst first, the new ones
    before those that were known."""
    accepted = report.acceptance
    compared = accepted.in_baseline or accepted.in_revision or accepted.revision
    parts = (
        (report.findings, "new" if compared else ""),
        (accepted.in_revision, f"already in {accepted.revision}"),
        (accepted.in_baseline, "in the baseline"),
    )
    return [(each, status) for part, status in parts for each in worst_first(part)]


def cards(report: Report, look: Look) -> Iterator[Card]:
    """As many of the worst findings as there is room for, at least one."""
    chosen = list(_fitting(ordered(report)))
    codes = _codes([finding for finding, _ in chosen], look)
    seen: Counter[str] = Counter()
    for finding, status in chosen:
        seen[finding.fingerprint] += 1
        address = _address(finding.fingerprint, seen[finding.fingerprint])
        yield Card(finding, address, status, report.scores(finding), *codes[finding])


def _fitting(candidates: Sequence[tuple[Finding, str]]) -> Iterator[tuple[Finding, str]]:
    taken = 0
    for finding, status in candidates:
        size = _size(finding)
        if taken and taken + size > LARGEST:
            return
        taken += size
        yield finding, status


def _size(finding: Finding) -> int:
    places = finding.related[:_PLACES_AT_MOST]
    related = sum(_RELATED + len(each.at.path) + len(each.role) for each in places)
    said = len(finding.message) + len(finding.advice) + 2 * len(finding.at.path)
    return _BARE + said + related


def _codes(findings: Sequence[Finding], look: Look) -> dict[Finding, Code]:
    """Asked for by place, so that each file is read once."""
    codes: dict[Finding, Code] = {}
    for finding in by_place(findings):
        lines, more = look.excerpt(finding.at)
        codes[finding] = tuple(map(_cut, dedented(lines))), more
    return codes


def _cut(line: ExcerptLine) -> ExcerptLine:
    if len(line.text) <= _LINE_AT_MOST:
        return line
    return ExcerptLine(line.number, f"{line.text[:_LINE_AT_MOST].rstrip()}…")


def _address(fingerprint: str, occurrence: int) -> str:
    """Stays the same while other findings come and go."""
    return f"f-{fingerprint}" + (f"-{occurrence}" if occurrence > 1 else "")
