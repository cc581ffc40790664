"""A finding as a result: one anchor, the other ends related to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from debtscan.model import Finding, Location, Related
from debtscan.report.content import Report
from debtscan.report.places import cell_note, file_line, repository_path
from debtscan.report.sarif.rules import LEVELS
from debtscan.report.visibility import encodable

_LINKS_AT_MOST = 6
_RELATED_AT_MOST = 100
_HIGHEST = 9  #: severity times confidence
Json = dict[str, Any]


def result(finding: Finding, rule_index: int, report: Report) -> Json:
    """The `result` object."""
    related = finding.related[:_RELATED_AT_MOST]
    found: Json = {
        "ruleId": encodable(finding.rule),
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "rank": round(100 * finding.severity * finding.confidence / _HIGHEST, 1),
        "message": {"text": _message(finding)},
        "locations": [location(finding.at, report)],
        "partialFingerprints": {"debtscan/v1": finding.fingerprint},
        "properties": _properties(finding),
    }
    if related:
        found["relatedLocations"] = [
            _related(each, number, report) for number, each in enumerate(related, 1)
        ]
    return found


def artifact(path: str) -> Json:
    """Where a file is: relative to the repository's root, percent-encoded."""
    return {"uri": quote(encodable(path)), "uriBaseId": "SRCROOT"}


def _message(finding: Finding) -> str:
    """With links to the related places, by the numbers they have."""
    links = " ".join(
        f"[{_plain(each.role) or 'see'}]({number})."
        for number, each in enumerate(finding.related[:_LINKS_AT_MOST], 1)
    )
    said = f"{cell_note(finding.at)}{finding.message}. {finding.advice}."
    return f"{_plain(said)} {links}".rstrip()


def _plain(text: str) -> str:
    """Brackets of ours are no links."""
    escaped = encodable(text).replace("\\", "\\\\")
    return escaped.replace("[", "\\[").replace("]", "\\]")


def _place(at: Location, report: Report) -> Json:
    region: Json = {"startLine": file_line(at)}
    if not at.cell:
        region["startColumn"] = at.column
        if at.end_column > at.column and at.last_line == at.line:
            region["endColumn"] = at.end_column
    return {"artifactLocation": artifact(repository_path(at.path, report.prefix)), "region": region}


def location(at: Location, report: Report) -> Json:
    """The `location` object, with the cell where there is one."""
    cell = {"properties": _cell(at)} if at.cell else {}
    return {"physicalLocation": _place(at, report), **cell}


def _related(each: Related, number: int, report: Report) -> Json:
    place = location(each.at, report)
    return {"id": number, **place, "message": {"text": _plain(each.role)}}


def _cell(at: Location) -> Json:
    return {"cell": at.cell, "cellLine": at.line} if at.cell else {}


def _properties(finding: Finding) -> Json:
    return {
        "category": finding.category.value,
        "confidence": finding.confidence.label,
        "severity": finding.severity.label,
        "minutes": finding.minutes,
        "subject": encodable(finding.subject),
        **_cell(finding.at),
    }
