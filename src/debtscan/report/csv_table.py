"""A table for spreadsheets, one row a finding, worst first; no cell can act as a formula."""

from __future__ import annotations

import csv
import io

from debtscan.model import Finding
from debtscan.report.content import Report
from debtscan.report.look import Look
from debtscan.report.visibility import visible

_HEAD = (
    *("rule", "category", "severity", "confidence", "minutes"),
    *("path", "cell", "line", "column", "end_line", "end_column", "raw_line"),
    *("message", "advice", "subject", "fingerprint", "url"),
)
_ACTIVE = ("=", "+", "-", "@")


def render(report: Report, look: Look) -> str:
    """RFC 4180 with a head row and `\\n` at the ends of lines. Cells of what is unknown, and of
    notebooks alone, are empty elsewhere; `raw_line` is the line of the `.ipynb`."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_HEAD)
    for finding in report.worst_first():
        table.writerow([_cell(value) for value in (*_row(finding), report.page_of(finding))])
    return text.getvalue()


def _row(finding: Finding) -> tuple[object, ...]:
    at = finding.at
    grades = (finding.severity.label, finding.confidence.label, finding.minutes)
    ends = (at.last_line, at.end_column or "", at.raw_line or "")
    place = (at.path, at.cell or "", at.line, at.column, *ends)
    said = (finding.message, finding.advice, finding.subject, finding.fingerprint)
    return (finding.rule, finding.category.value, *grades, *place, *said)


def _cell(value: object) -> str:
    """OWASP: what begins like a formula is led by an apostrophe."""
    text = visible(value)
    return f"'{text}" if text.startswith(_ACTIVE) else text
