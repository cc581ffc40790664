"""The formats by name; each module is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from debtscan.report.content import Report
    from debtscan.report.look import Look

FORMATS = {
    "console": "debtscan.report.console",
    "concise": "debtscan.report.concise",
    "json": "debtscan.report.json_v1",
    "sarif": "debtscan.report.sarif",
    "github": "debtscan.report.github",
    "gitlab": "debtscan.report.gitlab",
    "junit": "debtscan.report.junit",
    "markdown": "debtscan.report.markdown",
    "html": "debtscan.report.html",
    "csv": "debtscan.report.csv_table",
    "badge": "debtscan.report.badge",
}


def render(report: Report, fmt: str, look: Look | None = None) -> str:
    """The report in one format, ending in a newline unless empty. ``fmt`` is of `FORMATS`."""
    from debtscan.report.look import Look

    text: str = import_module(FORMATS[fmt]).render(report, look or Look())
    return text
