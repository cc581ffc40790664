"""A drawing of where the debt lies: an area for each file, side by side with its folder's."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.report.html.squarify import Box, squarified
from debtscan.report.html.whereabouts import Spot, folder_of
from debtscan.report.wording import effort

_SHOWN = 40  #: areas that can still be told apart
_PAGE = Box(0.0, 0.0, 1080.0, 340.0)  #: pixels on a desktop; the drawing stretches with the page
_PHONE = 330.0  #: its width there
_CHAR, _MARGIN, _LINE = 7.6, 14.0, 18.0  #: pixels of a character, beside the text, of a line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a label; ``narrow`` where a phone has room for it too."""

    text: str
    narrow: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """The area of a file or folder, in percent of the drawing, and what there is room to say."""

    spot: Spot
    x: str
    y: str
    width: str
    height: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Treemap:
    """Areas of files, or of folders where there are many files; ``share`` of all minutes, in
    percent, is in what is drawn."""

    of: str
    cells: tuple[Cell, ...]
    share: int


def treemap(files: Sequence[Spot], folders: Sequence[Spot]) -> Treemap:
    """Those with most to repair, a file next to others of its folder."""
    of, spots = ("file", files) if len(files) <= _SHOWN else ("folder", folders)
    shown = [spot for spot in spots[:_SHOWN] if spot.minutes]
    share = 100 * _total(shown) // max(1, _total(spots))
    return Treemap(of, tuple(_placed(shown)), share)


def _placed(spots: Sequence[Spot]) -> Iterator[Cell]:
    groups: dict[str, list[Spot]] = {}
    for spot in spots:
        groups.setdefault(folder_of(spot.path), []).append(spot)
    ordered = sorted(groups.values(), key=lambda own: (-_total(own), own[0].path))
    boxes = squarified([_total(own) for own in ordered], _PAGE)
    for own, box in zip(ordered, boxes, strict=True):
        areas = squarified([spot.minutes for spot in own], box)
        yield from (_cell(spot, area) for spot, area in zip(own, areas, strict=True))


def _cell(spot: Spot, area: Box) -> Cell:
    return Cell(
        spot,
        _percent(area.x, _PAGE.width),
        _percent(area.y, _PAGE.height),
        _percent(area.width, _PAGE.width),
        _percent(area.height, _PAGE.height),
        tuple(_lines(spot, area)),
    )


def _lines(spot: Spot, area: Box) -> Iterator[Line]:
    name, cost = _name(spot.path), effort(spot.minutes)
    room = int((area.width - _MARGIN) / _CHAR)
    if area.height < 2 * _LINE or room < len(cost):
        return
    phone = int((area.width * _PHONE / _PAGE.width - _MARGIN) / _CHAR)
    text = name if len(name) <= room else f"{name[: room - 1]}…"
    if room >= min(len(name), 6):
        yield Line(text, len(text) <= phone)
    yield Line(cost, len(cost) <= phone)


def _name(path: str) -> str:
    folder = path.endswith("/")
    return posixpath.basename(path.removesuffix("/")) + ("/" if folder else "")


def _total(own: Sequence[Spot]) -> int:
    return sum(spot.minutes for spot in own)


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f}%"
