"""JSON, schema version 1: types of its own, so that inner ones are free to change.

The bytes depend on the findings alone: no times, no absolute paths, nothing about the cache.
"""

from __future__ import annotations

import msgspec

from debtscan.report.content import Report
from debtscan.report.json_v1.convert import document
from debtscan.report.look import Look


def render(report: Report, look: Look) -> str:
    """The document, indented by two, keys in the order of the types."""
    return msgspec.json.format(msgspec.json.encode(document(report)), indent=2).decode() + "\n"
