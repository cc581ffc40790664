"""A badge for a README: the grade and the score, as a small drawing."""

from __future__ import annotations

from html import escape

from debtscan.model import Stage
from debtscan.report.accepted_text import hidden_line
from debtscan.report.content import Report
from debtscan.report.look import Look

_COLORS = {"A": "#3a7d2c", "B": "#6a8f1f", "C": "#a87c00", "D": "#c05a1c", "E": "#b3312c"}
_UNGRADED = "#6b6b6b"
_LABEL = "tech debt"
_WIDTH = 6.6  #: of a character of the face at this size, about
_MARGIN = 12

_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" \
aria-label="{label}: {value}">
<title>{label}: {value}{aside}</title>{hidden}
<clipPath id="r"><rect width="{width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)">
<rect width="{left}" height="20" fill="#444"/>
<rect x="{left}" width="{right}" height="20" fill="{color}"/>
</g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{label_at}" y="14">{label}</text>
<text x="{value_at}" y="14">{value}</text>
</g>
</svg>
"""


def render(report: Report, look: Look) -> str:
    """An SVG with no script, no link and nothing taken from the repository. A star marks a score
    that must not be held against others; the description says what is hidden."""
    card = report.scorecard
    value = "not graded" if card.overall is None else f"{card.grade} {card.overall:.1f}"
    label = _LABEL if card.constants.stage is Stage.PRODUCTION else f"{_LABEL} (research)"
    aside = ""
    if report.not_compared and card.overall is not None:
        value, aside = f"{value}*", f" ({', '.join(report.not_compared)})"
    hidden = hidden_line(report.acceptance, report.hidden)
    left, right = _room(label), _room(value)
    return _SVG.format(
        label=label,
        value=value,
        aside=aside,
        hidden=f"\n<desc>{escape(hidden)}</desc>" if hidden else "",
        color=_COLORS.get(card.grade, _UNGRADED),
        width=left + right,
        left=left,
        right=right,
        label_at=left // 2,
        value_at=left + right // 2,
    )


def _room(text: str) -> int:
    return round(len(text) * _WIDTH) + _MARGIN
