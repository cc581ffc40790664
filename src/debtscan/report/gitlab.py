"""GitLab's Code Quality report: a JSON list, one object a finding.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from debtscan.model import Finding, Severity
from debtscan.report.content import Report
from debtscan.report.look import Look
from debtscan.report.places import cell_note, file_line, repository_path
from debtscan.report.visibility import encodable, visible

_SEVERITIES = {Severity.HIGH: "major", Severity.MEDIUM: "minor", Severity.LOW: "info"}


class _Lines(Struct, frozen=True):
    begin: int
    end: int


class _Location(Struct, frozen=True):
    path: str
    lines: _Lines


class _Issue(Struct, frozen=True):
    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: _Location


def render(report: Report, look: Look) -> str:
    """The list, indented by two; `[]` without findings. The page shows no rule, so the
    description begins with it."""
    issues = [_issue(finding, report) for finding in report.by_place()]
    return msgspec.json.format(msgspec.json.encode(issues), indent=2).decode() + "\n"


def _issue(finding: Finding, report: Report) -> _Issue:
    at = finding.at
    begin = file_line(at)
    end = begin if at.cell else at.last_line
    return _Issue(
        visible(f"{finding.rule}: {cell_note(at)}{finding.message}"),
        encodable(finding.rule),
        finding.fingerprint,
        _SEVERITIES[finding.severity],
        _Location(encodable(repository_path(at.path, report.prefix)), _Lines(begin, end)),
    )
