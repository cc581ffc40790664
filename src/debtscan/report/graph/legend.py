"""What the shapes and colours of a drawing mean: only those that it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.report.graph.marks import DATA, MARKS, colour, fill
from debtscan.report.graph.picture import Picture
from debtscan.report.graph.svg_parts import text

_LINKS = {
    "starts": "dotted line: starts",
    "order": "dotted line: runs before",
    "passes": "blue line: hands over in memory",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: a swatch and its words."""

    words: str
    inside: str
    border: str
    round: bool

    def __str__(self) -> str:
        return f"   {self.words}"

    def drawn(self, x: float, y: float) -> str:
        """Swatch and words with the base line at ``y``."""
        swatch = (
            f'<rect x="{x:g}" y="{y - 9:g}" width="16" height="10" rx="{5 if self.round else 2}" '
            f'fill="{self.inside}" stroke="{self.border}"/>'
        )
        return swatch + text(x + 24, y, self.words, dim=True)


def legend(picture: Picture) -> Iterator[Entry]:
    """Kinds of nodes together by look, then kinds of links, then marks."""
    looks: dict[tuple[str, str, bool], list[str]] = {}
    for kind in sorted({node.kind for node in picture.nodes}):
        looks.setdefault((*fill(kind), kind in DATA), []).append(kind)
    for (inside, border, round), kinds in looks.items():
        yield Entry(", ".join(kinds), inside, border, round)
    kinds_of_links = {link.kind for link in picture.links}
    for kind, words in _LINKS.items():
        if kind in kinds_of_links:
            yield Entry(words, "#ffffff", "#98a3a9", False)
    marked = [
        *(node.marks for node in picture.nodes),
        *(row.marks for node in picture.nodes for row in node.rows),
        *(link.marks for link in picture.links),
    ]
    used = {mark for marks in marked for mark in marks}
    for mark in MARKS:
        if mark in used:
            yield Entry(
                f"{mark} (! inside a step): {MARKS[mark][0]}", "#ffffff", colour((mark,)), False
            )
