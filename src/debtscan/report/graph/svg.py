"""A picture as SVG: no script, no font or image from elsewhere, readable on any background."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.report.graph.layout import Layout, layered
from debtscan.report.graph.legend import legend
from debtscan.report.graph.marks import words
from debtscan.report.graph.picture import Picture
from debtscan.report.graph.svg_parts import LINE, box, document, line, size_of, text
from debtscan.report.look import Look

_MARGIN = 16.0
_HEAD = 30.0


def draw(picture: Picture, look: Look) -> str:
    """The drawing with title, legend and notes."""
    sizes = {node.id: size_of(node) for node in picture.nodes}
    ends = [(link.source, link.target) for link in picture.links]
    layout = layered(sizes, ends, downwards=picture.subject == "pipeline")
    foot = [*legend(picture), *picture.notes]
    below = _MARGIN + _HEAD + layout.size[1] + _MARGIN
    width = max(layout.size[0], *(7.0 * len(each) for each in (picture.title, *map(str, foot))))
    height = below + LINE * len(foot) + _MARGIN
    parts = [*_head(picture), *_drawing(picture, layout), *_foot(picture, below)]
    return document(picture.title, (width + 2 * _MARGIN, height), parts)


def _head(picture: Picture) -> Iterator[str]:
    yield text(_MARGIN, _MARGIN + 8, picture.title, bold=True)


def _drawing(picture: Picture, layout: Layout) -> Iterator[str]:
    yield f'<g transform="translate({_MARGIN:g} {_MARGIN + _HEAD:g})">'
    for link, points in zip(picture.links, layout.lines, strict=True):
        yield line(link, points)
    for node in picture.nodes:
        yield box(node, layout.centres[node.id], words(node.marks))
    yield "</g>"


def _foot(picture: Picture, top: float) -> Iterator[str]:
    place = top + LINE
    for entry in legend(picture):
        yield entry.drawn(_MARGIN, place)
        place += LINE
    for note in picture.notes:
        yield text(_MARGIN, place, note, dim=True)
        place += LINE
