"""What a reader must know to take the score for what it is: rules left out, findings beside it."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.report.content import Report
from debtscan.report.visibility import visible
from debtscan.rulekit.wording import count


def asides(report: Report) -> Iterator[str]:
    """One line for the rules that the stage leaves out, one for findings that do not score."""
    if report.not_asked:
        yield f"not asked at the research stage: {', '.join(report.not_asked)}"
    beside = [finding for finding in report.findings if not report.scores(finding)]
    if beside:
        rules = ", ".join(sorted({visible(finding.rule) for finding in beside}))
        verb = "does" if len(beside) == 1 else "do"
        yield f"{count(len(beside), 'finding')} {verb} not score (scored-packs): {rules}"
