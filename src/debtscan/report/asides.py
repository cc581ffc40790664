"""What a reader must know to take the score for what it is: rules left out, findings beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debtscan.report.content import Report
from debtscan.report.visibility import visible
from debtscan.rulekit.wording import count
from debtscan.score import Scorecard
from debtscan.score.scorecard import weight

_NAMED = 8  #: rules; of more, how many


def asides(report: Report) -> Iterator[str]:
    """One line each for what the stage weighs otherwise, for the rules it leaves out, for those
    that were deselected, and for findings that do not score."""
    if heavier := _weighed_otherwise(report.scorecard):
        yield f"weighed for research: {heavier}"
    if report.not_asked:
        yield f"not asked at the research stage: {', '.join(report.not_asked)}"
    if report.deselected:
        yield f"not asked (select, ignore): {_named(report.deselected)}"
    beside = [finding for finding in report.findings if not report.scores(finding)]
    if beside:
        rules = ", ".join(sorted({visible(finding.rule) for finding in beside}))
        verb = "does" if len(beside) == 1 else "do"
        yield f"{count(len(beside), 'finding')} {verb} not score (scored-packs): {rules}"


def _weighed_otherwise(card: Scorecard) -> str:
    """`glue-code 1 instead of 2`, of the categories that have a score."""
    usual = ((row, weight(row.category)) for row in card.categories)
    return ", ".join(
        f"{row.category.value} {row.weight:g} instead of {production:g}"
        for row, production in usual
        if row.weight != production
    )


def _named(rules: Sequence[str]) -> str:
    if len(rules) > _NAMED:
        return count(len(rules), "rule")
    return visible(", ".join(rules))
