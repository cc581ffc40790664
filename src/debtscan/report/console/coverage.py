"""What became of every file, and what was left out on purpose."""

from __future__ import annotations

from debtscan.facts import Role, Unread
from debtscan.report.accepted_text import acceptance_lines, hidden_line
from debtscan.report.asides import asides
from debtscan.report.console.paper import Paper
from debtscan.report.content import Report
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
    for unread in _named(paper, report):
        place = f"{unread.path}:{unread.line}" if unread.line else unread.path
        detail = f"  {unread.detail}" if unread.detail else ""
        paper.line((f"  {place}", ""), (f"  {unread.reason}{detail}", "dim"))
    if paper.look.show_unread:
        for role, paths in report.coverage.unjudged.items():
            for path in paths:
                paper.line((f"  {path}", ""), (f"  not judged: {role.value}", "dim"))


def _named(paper: Paper, report: Report) -> list[Unread]:
    """Every unread file when asked for; else the first that Python cannot read either, which
    somebody will want to repair."""
    found = sorted(report.coverage.unread, key=lambda each: (each.path, each.line))
    if paper.look.show_unread:
        return found
    broken = [each for each in found if each.reason == "syntax" and each.role is Role.SOURCE]
    return [] if paper.look.quiet else broken[:_FEW]
