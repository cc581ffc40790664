"""The worst findings: where, what was seen, why it costs, what to do."""

from __future__ import annotations

import re

from debtscan.model import Finding
from debtscan.report.console.excerpt import excerpt
from debtscan.report.console.paper import Paper
from debtscan.report.content import Report
from debtscan.report.wording import effort
from debtscan.rulekit.wording import count

_RELATED_AT_MOST = 6
_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
_SEVERITIES = {"high": "red", "medium": "yellow", "low": ""}


def findings(paper: Paper, report: Report) -> None:
    """As many as are to be shown, worst first, and how to see the rest."""
    if not report.findings:
        looked = count(len(report.rules), "rule")
        known = report.acceptance.in_baseline or report.acceptance.in_revision
        paper.blank()
        paper.line((f"no {'new ' if known else ''}debt found by {looked}", "green"))
        return
    ordered = report.worst_first()
    shown = ordered[: paper.look.show]
    hidden = len(ordered) - len(shown)
    paper.blank()
    if shown:
        part = f"{len(shown):,} of " if hidden else ""
        paper.line((f"{part}{count(len(ordered), 'finding')}, worst first", "dim"))
    explained: set[str] = set()
    for finding in shown:
        paper.blank()
        _finding(paper, finding, _why(finding, explained), report.scores(finding))
    if hidden:
        paper.blank()
        paper.line((f"{count(hidden, 'finding')} more: --show all, or --show N", "dim"))


def _why(finding: Finding, explained: set[str]) -> str:
    """In full for the first finding of a rule, then its first sentence: a page that repeats
    itself is not read."""
    if finding.rule in explained:
        return _SENTENCE_END.split(finding.why, maxsplit=1)[0]
    explained.add(finding.rule)
    return finding.why


def _finding(paper: Paper, finding: Finding, why: str, scores: bool) -> None:
    paper.line((str(finding.at), "bold"))
    paper.line(
        (f"  {finding.rule}", "cyan"),
        (" · ", "dim"),
        (f"{finding.severity.label} severity", _SEVERITIES[finding.severity.label]),
        (f", {finding.confidence.label} confidence · {effort(finding.minutes)}", "dim"),
        ("" if scores else " · does not score", "dim"),
    )
    paper.paragraph(finding.message, indent=2)
    excerpt(paper, finding.at)
    paper.paragraph(why, indent=7, label="why")
    paper.paragraph(finding.advice, indent=7, label="do")
    _related(paper, finding)


def _related(paper: Paper, finding: Finding) -> None:
    for number, related in enumerate(finding.related[:_RELATED_AT_MOST]):
        label = "see" if number == 0 else ""
        paper.line((f"{label:>5}  ", "dim"), (str(related.at), ""), (f"  {related.role}", "dim"))
    hidden = len(finding.related) - _RELATED_AT_MOST
    if hidden > 0:
        paper.line((f"       and {hidden:,} more", "dim"))
