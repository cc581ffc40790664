"""The lines a finding is about, as they stand in the file."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from debtscan.model import Location
from debtscan.report.console.paper import Paper
from debtscan.report.look import dedented


def excerpt(paper: Paper, at: Location) -> None:
    """Numbered lines without their common indentation, cut at the page's width."""
    lines, more = paper.look.excerpt(at)
    if not lines:
        return
    digits = max(4, *(len(str(line.number)) for line in lines))
    room = paper.width - digits - 5
    for number, text in dedented(lines):
        paper.line((f"  {number:>{digits}} ", "dim"), ("│ ", "dim"), (_cut(text, room), ""))
    if more:
        paper.line((f"  {'':>{digits}} ", ""), (f"⋮ {more:,} more", "dim"))


def _cut(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    return set_cell_size(text, room - 1).rstrip() + "…"
