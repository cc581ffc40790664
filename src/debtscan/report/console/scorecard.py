"""The head of the page: the overall score and a row for each category."""

from __future__ import annotations

from debtscan.report.console.paper import Paper
from debtscan.report.content import Report
from debtscan.report.wording import found, left_out_by_reason, span, standing, to_pay_back
from debtscan.score import CategoryScore

_NAME = 24
_BAR = 20
_GRADES = {"A": "green", "B": "green", "C": "yellow", "D": "red", "E": "red"}


def scorecard(paper: Paper, report: Report) -> None:
    """Title, overall score, categories, and those left out."""
    paper.line((report.root, "bold"), (f"  debtscan {report.version}", "dim"))
    if report.targets:
        paper.paragraph(
            f"only {', '.join(report.targets)} is judged; the whole project was read",
            indent=0,
            style="dim",
        )
    paper.blank()
    _overall(paper, report)
    paper.blank()
    if not paper.look.quiet:
        _categories(paper, report)


def _overall(paper: Paper, report: Report) -> None:
    card = report.scorecard
    effort = span(card.minutes_low, card.minutes_high)
    summary = f"{found(report)}, about {effort} to pay back" if effort else found(report)
    if card.overall is None:
        paper.line(("  not graded", "bold"), (f"   {summary}", ""))
        paper.paragraph(card.not_graded or "no category applies", indent=2, style="dim")
        return
    style = f"bold {_GRADES[card.grade]}"
    paper.line((f"  {card.overall:.1f}  {card.grade}", style), (f"   {summary}", ""))
    if known := standing(report):
        paper.paragraph(known, indent=2, style="dim")


def _categories(paper: Paper, report: Report) -> None:
    head = f"  {'category':<{_NAME}}{'score':>5}  {'':{_BAR}}  grade  {'findings':>8}  to pay back"
    if report.scorecard.categories:
        paper.line((head, "dim"))
    for row in report.scorecard.categories:
        _category(paper, row)
    if share := report.scorecard.size.unread_share:
        paper.blank()
        paper.paragraph(
            f"{share:.1%} of the files judged could not be read: so much is taken off each score",
            indent=2,
            style="yellow",
        )


def left_out(paper: Paper, report: Report) -> None:
    """The categories without a score, by reason."""
    reasons = left_out_by_reason(report.scorecard)
    if reasons:
        paper.blank()
    for why, names in reasons.items():
        paper.paragraph(f"not scored, {why}: {', '.join(names)}", indent=0, style="dim")


def _category(paper: Paper, row: CategoryScore) -> None:
    style = _GRADES.get(row.grade, "")
    score = "-" if row.score is None else f"{row.score:.1f}"
    filled = round((row.score or 0) / 100 * _BAR)
    paper.line(
        (f"  {row.category.value:<{_NAME}}", ""),
        (f"{score:>5}  ", style),
        ("━" * filled, style),
        ("╌" * (_BAR - filled) if row.score is not None else " " * _BAR, "dim"),
        (f"  {row.grade or '-':^5}", style),
        (f"  {row.findings:>8,}", ""),
        (f"  {to_pay_back(row)}", ""),
    )
