"""One run of the tool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from debtscan.acceptance import By, Complaint, Suppressed
from debtscan.facts import Unread
from debtscan.model import Finding
from debtscan.report.accepted_text import stale_lines
from debtscan.report.content import Coverage, Report
from debtscan.report.places import cell_note, repository_path
from debtscan.report.remarks import remarks
from debtscan.report.sarif.results import artifact, location, result
from debtscan.report.sarif.rules import descriptors
from debtscan.report.visibility import encodable

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
Json = dict[str, Any]
_MOST_NOTES = 1000  #: of suppressions, and of stale entries
_PATTERNS = frozenset({"per-file-ignores", "overrides"})  #: give no reason but themselves


def log(report: Report, most: int) -> Json:
    """The document with at most so many results, the worst; what was left out is told."""
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, most)]}


def _run(report: Report, most: int) -> Json:
    shown = sorted(report.worst_first()[:most], key=_place)
    suppressed = report.acceptance.suppressed[: most - len(shown)]
    left_out = len(report.findings) + len(report.acceptance.suppressed)
    left_out -= len(shown) + len(suppressed)
    rules = sorted({*report.rules, *(finding.rule for finding in shown)})
    return {
        "tool": {"driver": _driver(report, rules)},
        "automationDetails": {"id": f"debtscan/{encodable(report.prefix)}"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The repository's root."}}},
        "invocations": [_invocation(report, left_out)],
        "results": [*_results(shown, suppressed, rules, report)],
        "properties": _properties(report),
    }


def _driver(report: Report, rules: Sequence[str]) -> Json:
    page = {"informationUri": report.url} if report.url else {}
    return {
        "name": "debtscan",
        **page,
        "version": report.version,
        "semanticVersion": report.version,
        "rules": [*descriptors(rules, report.rules)],
    }


def _results(
    shown: Sequence[Finding], suppressed: Sequence[Suppressed], rules: Sequence[str], report: Report
) -> Iterator[Json]:
    number = {rule: index for index, rule in enumerate(rules)}
    for finding in shown:
        yield result(finding, number[finding.rule], report)
    for each in suppressed:
        found = result(each.finding, number.get(each.finding.rule, -1), report)
        yield found | {"suppressions": [_suppression(each)]}


def _suppression(each: Suppressed) -> Json:
    kind = "inSource" if each.by == "comment" else "external"
    said = f"{each.by}: {each.reason}" if each.by in _PATTERNS else each.reason
    reason = {"justification": encodable(said)} if said else {}
    return {"kind": kind, "status": "accepted", **reason}


def _invocation(report: Report, left_out: int) -> Json:
    coverage, *beside = [encodable(line) for _, line in remarks(report)]
    notes = [_unread(each, report.prefix) for each in report.coverage.unread]
    notes.append(_note("note", coverage))
    if left_out:
        notes.append(_note("warning", f"{left_out:,} results were left out: too many for a log"))
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": notes,
        "toolConfigurationNotifications": [
            *(_note("note", line) for line in beside),
            *_to_look_at(report),
        ],
    }


def _to_look_at(report: Report) -> Iterator[Json]:
    """Suppressions that do nothing, and stale entries of the baseline."""
    complaints, stale = report.acceptance.complaints, report.acceptance.stale
    for each in complaints[:_MOST_NOTES]:
        yield _complaint(each, report)
    for line in stale_lines(stale[:_MOST_NOTES]):
        yield _note("note", f"stale entry in the baseline: {line}")
    for left in (len(complaints) - _MOST_NOTES, len(stale) - _MOST_NOTES):
        if left > 0:
            yield _note("note", f"and {left:,} more")


def _complaint(complaint: Complaint, report: Report) -> Json:
    at = complaint.at
    note = _note("warning", encodable(f"{cell_note(at) if at else ''}{complaint.message}"))
    return note | {"locations": [location(at, report)]} if at else note


def _unread(unread: Unread, prefix: str) -> Json:
    detail = f": {unread.detail}" if unread.detail else ""
    note = _note("warning", encodable(f"not read ({unread.reason}{detail})"))
    place: Json = {"artifactLocation": artifact(repository_path(unread.path, prefix))}
    if unread.line:
        place["region"] = {"startLine": unread.line}
    return note | {"locations": [{"physicalLocation": place}]}


def _note(level: str, text: str) -> Json:
    return {"level": level, "message": {"text": text}}


def _properties(report: Report) -> Json:
    card = report.scorecard
    return {
        "score": card.overall,
        "grade": card.grade or None,
        "scoring": card.constants.version,
        "stage": card.constants.stage.value,
        "passed": report.verdict.passed,
        "inBaseline": len(report.acceptance.in_baseline),
        "hidden": _hidden(report),
        "coverage": _coverage(report.coverage),
    }


def _hidden(report: Report) -> Json:
    """How many findings are in no result, or in a suppressed one, and by what."""
    return {
        "baseline": len(report.acceptance.in_baseline),
        "revision": len(report.acceptance.in_revision),
        "minConfidence": report.hidden,
        **{by: report.acceptance.count(by) for by in get_args(By)},
    }


def _coverage(coverage: Coverage) -> Json:
    return {
        "analysed": coverage.analysed,
        "listed": coverage.listed,
        "ignored": coverage.ignored,
        "excluded": coverage.excluded,
        "unread": len(coverage.unread),
        "notJudged": {role.value: len(paths) for role, paths in coverage.unjudged.items()},
    }


def _place(finding: Finding) -> tuple[object, ...]:
    return (finding.at, finding.rule, finding.fingerprint)
