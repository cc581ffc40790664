"""One run of the tool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from debtscan.acceptance import Suppressed
from debtscan.facts import Unread
from debtscan.model import Finding
from debtscan.report.accepted_text import hidden_line
from debtscan.report.asides import asides
from debtscan.report.content import Report
from debtscan.report.places import repository_path
from debtscan.report.sarif.results import artifact, result
from debtscan.report.sarif.rules import descriptors
from debtscan.report.visibility import encodable

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
Json = dict[str, Any]
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
    notes = [_unread(each, report.prefix) for each in report.coverage.unread]
    if left_out:
        notes.append(_note("warning", f"{left_out:,} results were left out: too many for a log"))
    beside = [hidden_line(report.acceptance, report.hidden), *asides(report)]
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": notes,
        "toolConfigurationNotifications": [
            _note("note", encodable(line)) for line in beside if line
        ],
    }


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
    }


def _place(finding: Finding) -> tuple[object, ...]:
    return (finding.at, finding.rule, finding.fingerprint)
