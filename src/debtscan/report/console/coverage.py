"""What became of every file."""

from __future__ import annotations

from debtscan.report.console.paper import Paper
from debtscan.report.content import Report
from debtscan.report.wording import coverage_line
from debtscan.rulekit.wording import count


def coverage(paper: Paper, report: Report) -> None:
    """The coverage line and, when asked for, each unread file with its reason."""
    if not paper.look.quiet:
        paper.blank()
    paper.line((coverage_line(report.coverage), ""))
    if report.hidden:
        paper.line((f"hidden {count(report.hidden, 'finding')} by settings", ""))
    if not paper.look.show_unread:
        return
    for unread in sorted(report.coverage.unread, key=lambda each: (each.path, each.line)):
        place = f"{unread.path}:{unread.line}" if unread.line else unread.path
        detail = f"  {unread.detail}" if unread.detail else ""
        paper.line((f"  {place}", ""), (f"  {unread.reason}{detail}", "dim"))
