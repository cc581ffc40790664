"""One line a finding, in the order of the files: for editors, grep and diff."""

from __future__ import annotations

from debtscan.model import Finding
from debtscan.report.content import Report
from debtscan.report.look import Look
from debtscan.report.visibility import visible
from debtscan.report.wording import effort


def render(report: Report, look: Look) -> str:
    """`path:line:column: rule: message (severity, confidence, effort)`."""
    return "".join(f"{_line(finding)}\n" for finding in report.by_place())


def _line(finding: Finding) -> str:
    marks = (
        f"{finding.severity.label} severity, {finding.confidence.label} confidence, "
        f"{effort(finding.minutes)}"
    )
    return visible(f"{finding.at}: {finding.rule}: {finding.message} ({marks})")
