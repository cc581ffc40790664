"""The report a person reads in a terminal, from the score down to the verdict."""

from __future__ import annotations

from debtscan.report.console.coverage import coverage
from debtscan.report.console.findings import findings
from debtscan.report.console.paper import Paper
from debtscan.report.console.scorecard import left_out, scorecard
from debtscan.report.console.verdict import verdict
from debtscan.report.content import Report
from debtscan.report.look import Look


def render(report: Report, look: Look) -> str:
    """Score card, worst findings, coverage, verdict; quiet leaves the findings out."""
    paper = Paper(look)
    scorecard(paper, report)
    if not look.quiet:
        findings(paper, report)
        left_out(paper, report)
    coverage(paper, report)
    verdict(paper, report)
    return paper.text()
