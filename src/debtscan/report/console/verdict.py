"""Whether the gate passed."""

from __future__ import annotations

from debtscan.report.console.paper import Paper
from debtscan.report.content import Report
from debtscan.report.verdict_text import verdict_lines

_STYLES = {"PASS": "bold green", "FAIL": "bold red"}


def verdict(paper: Paper, report: Report) -> None:
    """One plain line a floor or limit; nothing when none was set."""
    if (report.verdict.checks or report.verdict.limits) and not paper.look.quiet:
        paper.blank()
    for line in verdict_lines(report.verdict):
        word, rest = line[:4], line[4:]
        paper.line((word, _STYLES.get(word, "")), (rest, ""))
