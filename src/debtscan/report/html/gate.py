"""What the gate decided, with the cheapest way to pass as places one can go to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from debtscan.model import Finding
from debtscan.report.verdict_text import check_line, limit_line
from debtscan.score import Verdict

_CURES_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Cure:
    """A finding whose repair helps to pass; ``id`` is empty where it is not written out."""

    finding: Finding
    id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A floor or limit. ``minutes`` is what all its cures cost, ``further`` how many of them
    are counted only; ``hopeless`` where no repair of findings is enough."""

    passed: bool
    text: str
    cures: tuple[Cure, ...] = ()
    further: int = 0
    minutes: int = 0
    hopeless: bool = False


def outcomes(verdict: Verdict, ids: Mapping[Finding, str]) -> list[Outcome]:
    """Failures first. ``ids`` are the addresses within the page."""
    return sorted(_outcomes(verdict, ids), key=lambda each: each.passed)


def _outcomes(verdict: Verdict, ids: Mapping[Finding, str]) -> Iterator[Outcome]:
    for limit in verdict.limits:
        yield Outcome(limit.passed, limit_line(limit)[5:])
    for check in verdict.checks:
        cure = sorted(check.cure, key=lambda finding: finding.at)
        yield Outcome(
            check.passed,
            check_line(check)[5:],
            tuple(Cure(each, ids.get(each, "")) for each in cure[:_CURES_AT_MOST]),
            max(0, len(cure) - _CURES_AT_MOST),
            check.minutes,
            not check.passed and not cure,
        )
