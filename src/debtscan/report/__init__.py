"""Turns a finished report into text, one module per format.

Knows what was found and scored; must not know how, nor where the text goes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from debtscan.report.content import Coverage, Report, RuleInfo
    from debtscan.report.formats import FORMATS, render
    from debtscan.report.look import Excerpt, ExcerptLine, Look
    from debtscan.report.verdict_text import verdict_lines
    from debtscan.report.visibility import visible

# Imported on demand: a command line names the formats long before there is a report.
_HOMES = {
    "FORMATS": "formats",
    "Coverage": "content",
    "Excerpt": "look",
    "ExcerptLine": "look",
    "Look": "look",
    "Report": "content",
    "RuleInfo": "content",
    "render": "formats",
    "verdict_lines": "verdict_text",
    "visible": "visibility",
}

__all__ = [
    "FORMATS",
    "Coverage",
    "Excerpt",
    "ExcerptLine",
    "Look",
    "Report",
    "RuleInfo",
    "render",
    "verdict_lines",
    "visible",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
