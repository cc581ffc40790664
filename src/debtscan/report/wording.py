"""Effort and coverage as people say them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from debtscan.model import Stage
from debtscan.report.content import Coverage, Report
from debtscan.rulekit.wording import count
from debtscan.score import CategoryScore, Scorecard

_FULL = 100.0

_REASONS = {"python2": "Python 2 syntax", "syntax": "syntax error"}


def effort(minutes: int) -> str:
    """`5 min`, `1.5 h`, `12 h`."""
    return f"{minutes} min" if minutes < 90 else f"{_hours(minutes)} h"


def span(low: int, high: int) -> str:
    """`10-25 min`, `1.5-4 h`; empty when there is nothing to do."""
    if not high:
        return ""
    unit, first, last = (
        ("min", str(low), str(high)) if high < 90 else ("h", _hours(low), _hours(high))
    )
    return f"{first} {unit}" if first == last else f"{first}-{last} {unit}"


def coverage_line(coverage: Coverage) -> str:
    """What became of every file, on one line."""
    cached = f" ({coverage.cached:,} cached)" if coverage.cached else ""
    parts = [f"analysed {count(coverage.analysed, 'file')}{cached}"]
    if coverage.listed:
        parts.append(f"listed {coverage.listed:,} by name")
    if coverage.ignored:
        parts.append(f"ignored {coverage.ignored:,}")
    if coverage.excluded:
        parts.append(f"excluded {coverage.excluded:,}")
    if coverage.unread:
        parts.append(f"unread {len(coverage.unread):,}: {_reasons(coverage)}")
    if coverage.unjudged:
        parts.append(_not_judged(coverage))
    return ", ".join(parts)


def _not_judged(coverage: Coverage) -> str:
    counts = {role.value: len(paths) for role, paths in coverage.unjudged.items()}
    return f"not judged {sum(counts.values()):,}: {_by_number(counts)}"


def _reasons(coverage: Coverage) -> str:
    """In words; machines are told the codes."""
    codes = (unread.reason for unread in coverage.unread)
    return _by_number(Counter(_REASONS.get(code, code.replace("-", " ")) for code in codes))


def _by_number(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{number:,} {name}" for name, number in ordered)


def _hours(minutes: int) -> str:
    hours = minutes / 60
    return f"{hours:,.0f}" if hours >= 10 else f"{hours:.1f}".removesuffix(".0")


def standing(report: Report) -> str:
    """`better than 64 % of 171 repositories (2026-11)`, or why there is no comparison; empty where
    nothing is known."""
    card = report.scorecard
    if card.constants.stage is not Stage.PRODUCTION:
        return (
            f"a {card.constants.stage.value} score ({card.constants.version}): no production score"
        )
    if report.not_compared and card.overall is not None:
        return f"not compared with other repositories: {', '.join(report.not_compared)}"
    if card.percentile is None:
        return ""
    return (
        f"better than {card.percentile} % of {card.corpus:,} repositories "
        f"({card.constants.version})"
    )


def found(report: Report) -> str:
    """The findings, and how many of them the reader has not seen before."""
    acceptance = report.acceptance
    known = len(acceptance.in_baseline) + len(acceptance.in_revision)
    if not known:
        return count(len(report.findings), "finding")
    return f"{count(known + len(report.findings), 'finding')}, {len(report.findings):,} new"


def to_pay_back(row: CategoryScore) -> str:
    """A full score praises nobody: it says that no rule found anything."""
    silent = row.score == _FULL and not row.findings
    return "nothing found" if silent else span(row.minutes_low, row.minutes_high)


def left_out_by_reason(card: Scorecard) -> dict[str, list[str]]:
    """The names of the categories without a score, by why they have none."""
    reasons: dict[str, list[str]] = {}
    for category, why in card.left_out.items():
        reasons.setdefault(why, []).append(category.value)
    return reasons
