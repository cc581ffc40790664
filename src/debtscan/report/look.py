"""How a report for people is to look; formats for machines heed none of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from debtscan.model import Location
from debtscan.report.visibility import visible

_TAB = 4


class ExcerptLine(NamedTuple):
    """One line of source: its number as the location counts it, and its text."""

    number: int
    text: str


#: The lines a location stands on, and how many more there are than were handed out.
Excerpt = Callable[[Location], tuple[tuple[ExcerptLine, ...], int]]


def no_excerpt(at: Location) -> tuple[tuple[ExcerptLine, ...], int]:
    """For reports without their sources at hand."""
    return (), 0


def dedented(lines: Sequence[ExcerptLine]) -> list[ExcerptLine]:
    """The lines as they are shown, without their common indentation."""
    texts = [visible(line.text.rstrip().expandtabs(_TAB)) for line in lines]
    margins = [len(text) - len(text.lstrip(" ")) for text in texts if text.strip()]
    margin = min(margins, default=0)
    return [
        ExcerptLine(line.number, text[margin:]) for line, text in zip(lines, texts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Look:
    """``show`` is how many findings are written out, None for all; ``show_unread`` names files that
    were not read, or are not judged."""

    width: int = 100
    color: bool = False
    show: int | None = 20
    show_unread: bool = False
    quiet: bool = False
    excerpt: Excerpt = no_excerpt
