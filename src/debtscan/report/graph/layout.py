"""Where nodes and lines go: in layers, by the engine of graphlay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debtscan.model import DebtscanError

Point = tuple[float, float]
Size = tuple[float, float]
_OPTIONS: dict[str, Any] = {
    "spacing": {
        "layer_gap": 30.0,
        "node_gap": 14.0,
        "dummy_gap": 9.0,
        "port_gap": 9.0,
        "stub": 9.0,
        "port_stroke_clear": 7.0,
        "isolated_gap": 14.0,
    },
    "routing": {"style": "orthogonal"},
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of nodes and polylines of links, in pixels, the upper left corner at 0, 0."""

    centres: Mapping[str, Point]
    lines: Sequence[tuple[Point, ...]]  #: as many as links were given, in their order
    size: Size


def layered(
    sizes: Mapping[str, Size], links: Sequence[tuple[str, str]], *, downwards: bool = False
) -> Layout:
    """From left to right, or downwards; the same for equal input.

    Raises `DebtscanError` without graphlay.
    """
    try:
        import graphlay
    except ImportError as error:
        message = "svg needs the package graphlay (pip install graphlay)"
        raise DebtscanError(message) from error
    graph = graphlay.Graph()
    names = list(sizes)  # the engine gets numbers: a name of a file may be no valid Unicode
    numbers = {name: number for number, name in enumerate(names)}
    for name, (width, height) in sizes.items():
        graph.node(numbers[name], width=width, height=height)
    for source, target in links:
        graph.edge(numbers[source], numbers[target])
    options = {**_OPTIONS, "direction": "topbottom" if downwards else "leftright"}
    return _moved(graphlay.layout(graph, options=options), names)


def _moved(drawing: Any, names: Sequence[str]) -> Layout:
    bounds = drawing.bounds
    left, top = bounds["min"]["x"], bounds["min"]["y"]
    centres = {names[n]: (x - left, y - top) for n, (x, y) in drawing.positions().items()}
    lines = [
        tuple((point["x"] - left, point["y"] - top) for point in edge["points"])
        for edge in drawing.edges
    ]
    return Layout(centres, lines, (bounds["max"]["x"] - left, bounds["max"]["y"] - top))
