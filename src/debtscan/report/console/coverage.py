"""What became of every file, and what was left out on purpose."""

from __future__ import annotations

from debtscan.facts import Role
from debtscan.report.accepted_text import acceptance_lines, hidden_line
from debtscan.report.asides import asides
from debtscan.report.console.paper import Paper
from debtscan.report.content import Coverage, Report
from debtscan.report.unread_text import unjudged_places, unread_places
from debtscan.report.wording import coverage_line

_FEW = 3  #: broken files that are named unasked


def coverage(paper: Paper, report: Report) -> None:
    """The coverage line and the unread files: those with a syntax error, or, when asked for, all
    of them and those that are not judged."""
    if not paper.look.quiet:
        paper.blank()
    paper.line((coverage_line(report.coverage), ""))
    if hidden := hidden_line(report.acceptance, report.hidden):
        paper.line((hidden, ""))
    for line in asides(report):
        paper.paragraph(line, indent=0, style="dim")
    if not paper.look.quiet:
        for line in acceptance_lines(report.acceptance):
            paper.line((line, "yellow" if not line.startswith(" ") else ""))
    for place, why in _named(paper, report.coverage):
        paper.line((f"  {place}", ""), (f"  {why}", "dim"))


def _named(paper: Paper, coverage: Coverage) -> list[tuple[str, str]]:
    """Every file that was not read or is not judged when asked for; else the first that Python
    cannot read either, which somebody will want to repair."""
    if paper.look.show_unread:
        return [*unread_places(coverage.unread), *unjudged_places(coverage)]
    broken = (
        each for each in coverage.unread if each.reason == "syntax" and each.role is Role.SOURCE
    )
    return [] if paper.look.quiet else [*unread_places(broken)][:_FEW]
