"""What a log says of each rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from debtscan.model import Severity
from debtscan.report.content import RuleInfo
from debtscan.report.visibility import encodable

LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}
_PROBLEMS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "recommendation"}


def descriptors(ids: Sequence[str], known: Mapping[str, RuleInfo]) -> Iterator[dict[str, Any]]:
    """A `reportingDescriptor` for each id, in this order."""
    for rule in ids:
        info = known.get(rule)
        yield _descriptor(info) if info else {"id": encodable(rule)}


def _descriptor(info: RuleInfo) -> dict[str, Any]:
    summary = encodable(info.summary)
    page = encodable(info.page.strip()) or summary
    url = {"helpUri": info.url} if info.url else {}
    return {
        "id": encodable(info.id),
        "name": _camel(info.id),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {"text": page, "markdown": page},
        **url,
        "defaultConfiguration": {"level": LEVELS[info.severity]},
        "properties": {
            "precision": info.confidence.label,
            "problem.severity": _PROBLEMS[info.severity],
            "tags": ["technical-debt", "machine-learning", info.category.value],
        },
    }


def _camel(rule: str) -> str:
    words = encodable(rule).replace("/", "-").split("-")
    return "".join(word.capitalize() for word in words)
