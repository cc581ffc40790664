"""One HTML file for people: nothing is loaded, nothing is sent, and it reads without JavaScript.

The bytes depend on the findings alone: no times, no absolute paths, nothing about the cache.
"""

from __future__ import annotations

from debtscan.report.content import Report
from debtscan.report.html.environment import asset, policy, template
from debtscan.report.html.index import index
from debtscan.report.html.page import LIMITS, compose
from debtscan.report.look import Look


def render(report: Report, look: Look) -> str:
    """The whole page. Of more findings than a browser shows with ease, the worst are written
    out and the others counted, rule by rule."""
    page = compose(report, look)
    css, script = asset("page.css"), asset("page.js")
    parts = {"css": css, "script": script, "policy": policy(css, script)}
    text = template().render(page=page, index=index(page), limits=LIMITS, **parts)
    return f"{text}\n"
