"""Annotations of GitHub Actions: workflow commands on stdout, worst first.

GitHub shows at most ten errors, ten warnings and ten notices a step; what does not fit is
counted in a last notice, beside what is hidden and what became of the files, and the job summary
(`markdown`) holds it all. Suppressions that do nothing are warnings where there is room.
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from debtscan.acceptance import Complaint
from debtscan.model import Finding, Severity
from debtscan.report.accepted_text import acceptance_lines
from debtscan.report.content import Report
from debtscan.report.look import Look
from debtscan.report.places import cell_note, file_line, repository_path
from debtscan.report.remarks import remarks
from debtscan.report.verdict_text import verdict_lines
from debtscan.report.visibility import visible
from debtscan.rulekit.wording import count

_KINDS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "notice"}
_ROOM = {"error": 10, "warning": 10, "notice": 9}  #: the tenth notice says what is left


def render(report: Report, look: Look) -> str:
    """One command a line; the last is a notice about the run."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    shown: Counter[str] = Counter()
    for finding in report.worst_first():
        kind = _KINDS[finding.severity]
        if shown[kind] < _ROOM[kind]:
            shown[kind] += 1
            yield _annotation(kind, finding, report)
    left = len(report.findings) - shown.total()
    placed = (each for each in report.acceptance.complaints if each.at)
    yield from (_complaint(each, report) for each in islice(placed, _free(shown)))
    yield f"::notice title=debtscan::{_data(_rest(report, left))}"


def _free(shown: Counter[str]) -> int:
    return _ROOM["warning"] - shown["warning"]


def _rest(report: Report, left: int) -> str:
    """What has no annotation: further findings, why the gate failed, and what is left out."""
    failed = [] if report.verdict.passed else [*verdict_lines(report.verdict)]
    more = [f"{count(left, 'finding')} more, see the job summary"] if left else []
    said = [*(line for _, line in remarks(report)), *acceptance_lines(report.acceptance)]
    return "\n".join(visible(line) for line in [*failed, *more, *said])


def _annotation(kind: str, finding: Finding, report: Report) -> str:
    at = finding.at
    properties = {
        "file": repository_path(at.path, report.prefix),
        "line": str(file_line(at)),
        "title": f"{finding.rule} ({finding.confidence.label} confidence)",
    }
    if not at.cell and at.last_line == at.line:
        properties["col"] = str(at.column)
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    page = report.page_of(finding)
    more = f". {page}" if page else ""
    text = f"{cell_note(at)}{finding.message}. {finding.advice}{more}"
    return f"::{kind} {listed}::{_data(visible(text))}"


def _complaint(each: Complaint, report: Report) -> str:
    assert each.at is not None
    path = _property(repository_path(each.at.path, report.prefix))
    text = _data(visible(f"{cell_note(each.at)}{each.message}"))
    return f"::warning file={path},line={file_line(each.at)},title=suppression::{text}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
