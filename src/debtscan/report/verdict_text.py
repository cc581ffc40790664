"""The verdict in plain lines: what failed, by how much, and the cheapest way to pass."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.report.visibility import visible
from debtscan.report.wording import effort
from debtscan.rulekit.wording import count
from debtscan.score import Check, Limit, Verdict

_SHOWN = 5


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """One line a limit and a floor, failures last and each floor's followed by its cure."""
    for limit in sorted(verdict.limits, key=lambda limit: not limit.passed):
        yield limit_line(limit)
    for check in sorted(verdict.checks, key=lambda check: not check.passed):
        yield check_line(check)
        if not check.passed:
            yield from _cure(check)


def check_line(check: Check) -> str:
    """`FAIL pipeline-jungles 61.2 < 70.0 (--fail-under)`."""
    word = "PASS" if check.passed else "FAIL"
    if check.score is None:
        return visible(f"{word} {check.name} not scored: {check.reason} (--fail-under)")
    sign = ">=" if check.passed else "<"
    return f"{word} {check.name} {check.score:.1f} {sign} {_floor(check.floor)} (--fail-under)"


def _floor(floor: float) -> str:
    """With all its digits: `74.5 < 74.5` would explain nothing."""
    short = f"{floor:.1f}"
    return short if float(short) == floor else str(floor)


def limit_line(limit: Limit) -> str:
    """`FAIL new findings 3 > 0 (--fail-on new)`."""
    word, sign = ("PASS", "<=") if limit.passed else ("FAIL", ">")
    return f"{word} {limit.name} {limit.count:,} {sign} {limit.most:,} ({limit.option})"


def _cure(check: Check) -> Iterator[str]:
    if not check.cure and check.score is None:
        return
    if not check.cure:
        yield "     no repair of findings is enough: what could not be read counts for nothing"
        return
    found = count(len(check.cure), "finding")
    yield f"     cheapest way to pass: {found}, about {effort(check.minutes)}"
    for finding in sorted(check.cure, key=lambda finding: finding.at)[:_SHOWN]:
        yield f"       {visible(finding.at)} {visible(finding.rule)}"
    if len(check.cure) > _SHOWN:
        yield f"       and {len(check.cure) - _SHOWN:,} more"
