"""Markdown for a job summary or a comment: score, gate, every finding; nothing in it acts.

GitHub refuses a summary above 1 MiB, so the tail of a longer one is counted instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from debtscan.model import Finding
from debtscan.report.accepted_text import acceptance_lines, hidden_line
from debtscan.report.asides import asides
from debtscan.report.code_spans import code_spans
from debtscan.report.content import Report
from debtscan.report.look import Look
from debtscan.report.places import COLUMNS
from debtscan.report.unread_text import left_out_lines
from debtscan.report.verdict_text import verdict_lines
from debtscan.report.visibility import visible
from debtscan.report.wording import coverage_line, effort, span, standing
from debtscan.rulekit.wording import count

_LARGEST = 900_000  #: bytes
_RELATED_AT_MOST = 6
_PAGE = re.compile(r"https?://[\w./:#?=&%~+-]+")
_ACTIVE = re.compile(r"[\\*_{}\[\]#|~>]|^[-+]")


def render(report: Report, look: Look) -> str:
    """The summary; findings worst first, as many as fit."""
    lines = [*_head(report), *_verdict(report), *_categories(report)]
    size = sum(len(line.encode()) + 1 for line in lines)
    ordered = report.worst_first()
    if ordered:
        lines += ["", f"### {count(len(ordered), 'finding')}, worst first", ""]
    for number, finding in enumerate(ordered):
        item = [*_finding(finding, report)]
        size += sum(len(line.encode()) + 1 for line in item)
        if size > _LARGEST:
            lines.append(f"- and {count(len(ordered) - number, 'finding')} more")
            break
        lines += item
    lines += _tail(report, look)
    return "\n".join(lines) + "\n"


def _head(report: Report) -> Iterator[str]:
    card = report.scorecard
    score = "not graded" if card.overall is None else f"{card.overall:.1f} {card.grade}"
    yield f"## Technical debt of {text(report.root)}: {score}"
    yield ""
    if card.not_graded:
        yield text(card.not_graded)
        return
    cost = span(card.minutes_low, card.minutes_high)
    said = [f"about {cost} to pay back what scores" if cost else "", text(standing(report))]
    if sentence := "; ".join(filter(None, said)):
        yield f"{sentence[0].upper()}{sentence[1:]}."


def _verdict(report: Report) -> Iterator[str]:
    yield from _plain([*verdict_lines(report.verdict)])


def _categories(report: Report) -> Iterator[str]:
    rows = report.scorecard.categories
    if rows:
        yield from ("", "| category | score | grade | findings | to pay back |")
        yield "|---|---:|:-:|---:|---:|"
    for row in rows:
        score = "-" if row.score is None else f"{row.score:.1f}"
        cost = span(row.minutes_low, row.minutes_high) or "-"
        name = row.category.value
        yield f"| {name} | {score} | {row.grade or '-'} | {row.findings:,} | {cost} |"


def _finding(finding: Finding, report: Report) -> Iterator[str]:
    grades = f"{finding.severity.label} severity, {finding.confidence.label} confidence"
    place = _in_code(str(finding.at))
    beside = "" if report.scores(finding) else ", does not score"
    yield f"- **{_rule(finding, report)}** {place} ({grades}, {effort(finding.minutes)}{beside})  "
    yield f"  {text(finding.message)}  "
    yield f"  *Do:* {text(finding.advice)}"
    for related in finding.related[:_RELATED_AT_MOST]:
        yield f"  - {_in_code(str(related.at))} {text(related.role)}"
    if len(finding.related) > _RELATED_AT_MOST:
        yield f"  - and {len(finding.related) - _RELATED_AT_MOST:,} more places"


def _rule(finding: Finding, report: Report) -> str:
    """Its name, linked to its page where one is declared."""
    name, page = text(finding.rule), report.page_of(finding)
    return f"[{name}]({page})" if _PAGE.fullmatch(page) else name


def _tail(report: Report, look: Look) -> Iterator[str]:
    if report.findings:
        yield from ("", f"Places are path, line and column; columns are {COLUMNS}.")
    yield ""
    yield text(coverage_line(report.coverage))
    if look.show_unread:
        yield from _plain([visible(line) for line in left_out_lines(report.coverage)])
    if hidden := hidden_line(report.acceptance, report.hidden):
        yield from ("", text(hidden))
    for line in asides(report):
        yield from ("", text(line))
    yield from _plain([*acceptance_lines(report.acceptance)])


def _plain(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", "```text", *(line.replace("`", "'") for line in lines), "```")


def text(raw: str) -> str:
    """Prose in which only the code spans of our own messages are Markdown."""
    spans = code_spans(visible(raw))
    return "".join(_in_code(part) if is_code else _inert(part) for part, is_code in spans)


def _inert(part: str) -> str:
    """No emphasis, link, table, mention or HTML."""
    escaped = _ACTIVE.sub(lambda found: f"\\{found[0]}", part.replace("`", "'"))
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), ("@", "&#64;")):
        escaped = escaped.replace(mark, entity)
    return escaped


def _in_code(part: str) -> str:
    return f"`{visible(part).replace('`', chr(39))}`"
