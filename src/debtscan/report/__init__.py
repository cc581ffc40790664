"""Turns a finished report into text, one module per format.

Knows what was found and scored; must not know how, nor where the text goes.
"""

from debtscan.report.content import Coverage, Report, RuleInfo
from debtscan.report.formats import FORMATS, render
from debtscan.report.look import Excerpt, ExcerptLine, Look
from debtscan.report.verdict_text import verdict_lines
from debtscan.report.visible import visible

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
