"""What every report says beside its findings, for formats that have a place for plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from debtscan.report.accepted_text import complaint_lines, hidden_line, stale_lines
from debtscan.report.asides import asides
from debtscan.report.content import Report
from debtscan.report.wording import coverage_line

Kind = Literal["coverage", "hidden", "aside", "suppression", "stale"]


class Remark(NamedTuple):
    """One plain line, and what it speaks of."""

    kind: Kind
    line: str


def remarks(report: Report) -> Iterator[Remark]:
    """What became of the files (but for the cache: equal bytes in, equal bytes out), what is
    hidden, what was not asked."""
    yield Remark("coverage", coverage_line(replace(report.coverage, cached=0)))
    if hidden := hidden_line(report.acceptance, report.hidden):
        yield Remark("hidden", hidden)
    yield from (Remark("aside", line) for line in asides(report))


def to_look_at(report: Report) -> Iterator[Remark]:
    """Suppressions that do nothing and records whose debt was paid, all of them."""
    for line in complaint_lines(report.acceptance.complaints):
        yield Remark("suppression", line)
    for line in stale_lines(report.acceptance.stale):
        yield Remark("stale", line)
