"""SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/

Debt is never a security problem, so no `security-severity`. A result has one anchor of one line,
for an alert shows on a pull request only when all its lines are in the diff; the other places
are `relatedLocations`, linked from the message.
"""

from __future__ import annotations

import gzip
from typing import Any

import msgspec

from debtscan.report.content import Report
from debtscan.report.look import Look
from debtscan.report.sarif.log import log

#: GitHub refuses more, or more megabytes than this gzipped.
MOST_RESULTS = 25_000
MOST_BYTES = 10_000_000


def render(report: Report, look: Look) -> str:
    """The log, indented by two. Where there are too many results for GitHub, the worst."""
    most = MOST_RESULTS
    while True:
        text = _text(log(report, most))
        if most <= 1 or len(gzip.compress(text.encode(), mtime=0)) <= MOST_BYTES:
            return text
        most //= 2


def _text(document: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"
