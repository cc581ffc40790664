"""Offsets into a text -> lines and columns, by bisection over the line starts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from debtscan.facts import Span

_LINE_END = re.compile(r"\r\n?|\n")


def plain_newlines(text: str) -> str:
    """The text with `\\n` as its only line end; lines and columns stay what they were."""
    return _LINE_END.sub("\n", text) if "\r" in text else text


class Positions:
    """The places of one text whose only line end is `\\n`."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def line(self, offset: int) -> int:
        """The line, from 1, that holds an offset."""
        return bisect_right(self._starts, offset)

    def start(self, line: int) -> int:
        """The offset at which a line starts."""
        return self._starts[line - 1]

    def shifted(self, offset: int) -> Callable[[int, int], Span]:
        """`span` for offsets that count from an offset of the text."""
        return lambda start, end: self.span(offset + start, offset + end)

    def span(self, start: int, end: int) -> Span:
        """The span of the characters from `start` up to `end`."""
        first = bisect_right(self._starts, start)
        last = bisect_right(self._starts, max(start, end), first - 1)
        return Span(
            first,
            start - self._starts[first - 1] + 1,
            last,
            end - self._starts[last - 1] + 1,
        )
