"""The pieces of an SVG: boxes, lines, text; every word that goes in is made safe here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len

from debtscan.report.graph.layout import Point, Size
from debtscan.report.graph.marks import DATA, colour, fill, words
from debtscan.report.graph.picture import Link, Node, Row
from debtscan.report.visibility import visible

LINE = 18.0  #: pixels from one line of text to the next
_CHAR = 7.0  #: width of a character of 11.5 px in a monospace font, rounded up
_SMALL = 6.1  #: the same at 10 px
_LONGEST = 36  #: characters of a label; the whole of it is in the tooltip
_CORNER = 6.0
_COLOURS = {"starts": "#4a5a63", "order": "#98a3a9", "passes": "#1c5fb8"}
_DASHES = {"starts": "2 3", "order": "2 3"}
_STYLE = (
    "text{font:11.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1d2529}"
    ".d{fill:#5b6970}.b{font-weight:700;font-size:13px}.w{font-size:10px}"
)


def document(title: str, size: Size, parts: Iterable[str]) -> str:
    """The whole file; the size in pixels is also its view box, so that it scales."""
    width, height = (round(each) for each in size)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label={_attribute(title)}>'
    )
    arrows = "".join(_arrow(each) for each in sorted({*_ARROWS.values()}))
    back = f'<rect width="{width}" height="{height}" rx="8" fill="#ffffff"/>'
    body = "\n".join(part for part in parts if part)
    return f"{head}\n<style>{_STYLE}</style><defs>{arrows}</defs>\n{back}\n{body}\n</svg>\n"


def size_of(node: Node) -> Size:
    """How large the box of a node must be."""
    heads, rows = _lines(node), [_row_text(row) for row in node.rows]
    widths = [cell_len(each) * _CHAR for each in heads] + [cell_len(each) * _SMALL for each in rows]
    return (max(54.0, max(widths) + 18.0), 12.0 + 14.0 * len(heads) + 13.0 * len(rows))


def box(node: Node, centre: Point, marked: str) -> str:
    """A node: code with square corners, data with round ones; a mark thickens the border."""
    (width, height), (x, y) = size_of(node), centre
    inside, border = fill(node.kind)
    edge = colour(node.marks) or border
    radius = height / 2 if node.kind in DATA else 3.0
    tip = "\n".join(filter(None, (visible(node.id), node.kind, node.note, marked, _place(node))))
    shape = (
        f'<rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" rx="{radius:.1f}" fill="{inside}" stroke="{edge}" '
        f'stroke-width="{2 if node.marks else 1}"/>'
    )
    words = "".join(_words(node, x, x - width / 2 + 9.0, y - height / 2))
    return f"<g><title>{escape(tip)}</title>{shape}{words}</g>"


def _words(node: Node, middle: float, left: float, top: float) -> Iterator[str]:
    place = top + 18.0
    for number, line in enumerate(_lines(node)):
        yield text(middle, place, line, centred=True, dim=number > 0, small=number > 0)
        place += 14.0
    for row in node.rows:
        said = f"<title>{escape(visible(row.label))}</title>"
        yield f"<g>{said}{text(left, place, _row_text(row), small=True, ink=colour(row.marks))}</g>"
        place += 13.0


def _row_text(row: Row) -> str:
    """Marks by colour and sign alone: the legend has the words."""
    return f"{row.arrow} {_short(visible(row.label))}" + (" !" if row.marks else "")


def line(link: Link, points: Sequence[Point]) -> str:
    """A link as a polyline with rounded corners and, unless it goes both ways, an arrow."""
    stroke = colour(link.marks) or _COLOURS.get(link.kind, "#6b7a82")
    dashes = "6 3" if link.marks else _DASHES.get(link.kind, "")
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    arrow = "" if link.both else f' marker-end="url(#a{_ARROWS.get(stroke, "6b7a82")})"'
    said = " ".join(filter(None, (link.kind, link.label, words(link.marks))))
    tip = visible(f"{link.source} → {link.target}: {said}" + (f" ({link.at})" if link.at else ""))
    return (
        f'<g><title>{escape(tip)}</title><path d="{_path(points)}" fill="none" stroke="{stroke}" '
        f'stroke-width="{1.8 if link.marks else 1.2}"{dash}{arrow}/></g>'
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    centred: bool = False,
    dim: bool = False,
    bold: bool = False,
    small: bool = False,
    ink: str = "",
) -> str:
    """One line of text; its base line is at ``y``."""
    names = " ".join(name for name, on in (("d", dim), ("b", bold), ("w", small)) if on)
    kind = f' class="{names}"' if names else ""
    anchor = ' text-anchor="middle"' if centred else ""
    anchor += f' style="fill:{ink}"' if ink else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{kind}{anchor}>{escape(visible(words))}</text>'


def _lines(node: Node) -> list[str]:
    """Data by its name above its folder, so that boxes stay narrow; a mark stands below."""
    label, folder = visible(node.label), ""
    if node.kind in DATA and "/" in label.strip("/") and ":" not in label:
        folder, _, label = label.rpartition("/")
    second = words(node.marks) or node.note
    return [_short(label), *(_short(each) for each in (folder, visible(second)) if each)]


def _short(label: str) -> str:
    """Cut in the middle: the end of a path says more than its beginning."""
    if len(label) <= _LONGEST:
        return label
    return f"{label[:11]}…{label[-(_LONGEST - 12) :]}"


def _place(node: Node) -> str:
    return visible(node.at) if node.at else ""


def _path(points: Sequence[Point]) -> str:
    start, *rest = points
    drawn = [f"M{start[0]:.1f} {start[1]:.1f}"]
    for number, (x, y) in enumerate(rest):
        if number + 1 < len(rest):
            before, after = points[number], rest[number + 1]
            drawn.append(_bend(before, (x, y), after))
        else:
            drawn.append(f"L{x:.1f} {y:.1f}")
    return " ".join(drawn)


def _bend(before: Point, corner: Point, after: Point) -> str:
    one, other = _towards(corner, before), _towards(corner, after)
    return (
        f"L{one[0]:.1f} {one[1]:.1f} Q{corner[0]:.1f} {corner[1]:.1f} {other[0]:.1f} {other[1]:.1f}"
    )


def _towards(start: Point, end: Point) -> Point:
    """A few pixels from a corner on the way to the next point, never past half of the way."""
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5 or 1.0
    share = min(_CORNER, length / 2) / length
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


_ARROWS = {
    each: each.lstrip("#")
    for each in ("#6b7a82", "#c92a2a", "#b35900", "#862e9c", *_COLOURS.values())
}


def _arrow(name: str) -> str:
    return (
        f'<marker id="a{name}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto" markerUnits="userSpaceOnUse">'
        f'<path d="M0 .8 7.5 4 0 7.2z" fill="#{name}"/></marker>'
    )


def _attribute(words: str) -> str:
    return quoteattr(visible(words))
