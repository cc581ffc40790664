"""What became of every file."""

from __future__ import annotations

from debtscan.report.accepted_text import acceptance_lines, hidden_line
from debtscan.report.asides import asides
from debtscan.report.console.paper import Paper
from debtscan.report.content import Report
from debtscan.report.wording import coverage_line


def coverage(paper: Paper, report: Report) -> None:
    """The coverage line and, when asked for, each unread file with its reason."""
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
    if not paper.look.show_unread:
        return
    for unread in sorted(report.coverage.unread, key=lambda each: (each.path, each.line)):
        place = f"{unread.path}:{unread.line}" if unread.line else unread.path
        detail = f"  {unread.detail}" if unread.detail else ""
        paper.line((f"  {place}", ""), (f"  {unread.reason}{detail}", "dim"))
