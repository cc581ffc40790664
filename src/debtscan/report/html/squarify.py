"""Rectangles for sizes, as square as they come (Bruls, Huizing and van Wijk: Squarified Treemaps,
2000)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float


def squarified(sizes: Sequence[float], box: Box) -> list[Box]:
    """One box for each size, in their order, which should be falling; all of them fill ``box``.
    Sizes are positive."""
    scale = box.width * box.height / sum(sizes) if sizes else 0.0
    areas, placed = [size * scale for size in sizes], []
    while areas:
        side = min(box.width, box.height)
        number = 1
        while number < len(areas) and _squarer(areas[: number + 1], side):
            number += 1
        row, box = _row(areas[:number], box)
        placed += row
        areas = areas[number:]
    return placed


def _squarer(row: Sequence[float], side: float) -> bool:
    """Whether the last of a row makes it no worse."""
    return _worst(row, side) <= _worst(row[:-1], side)


def _worst(row: Sequence[float], side: float) -> float:
    """The largest ratio of sides in a row laid along ``side``."""
    total = sum(row)
    return max(side * side * max(row) / (total * total), total * total / (side * side * min(row)))


def _row(row: Sequence[float], box: Box) -> tuple[list[Box], Box]:
    """The row along the shorter side, and what is left of the box."""
    x, y, width, height = box
    total = sum(row)
    if width >= height:
        depth, boxes = total / height, []
        for area in row:
            boxes.append(Box(x, y, depth, area / depth))
            y += area / depth
        return boxes, Box(x + depth, box.y, width - depth, height)
    depth, boxes = total / width, []
    for area in row:
        boxes.append(Box(x, y, area / depth, depth))
        x += area / depth
    return boxes, Box(box.x, y + depth, width, height - depth)
