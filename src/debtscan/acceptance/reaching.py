"""How far a comment reaches: its statement, or the one below when it stands alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from debtscan.acceptance.directives import Directive
from debtscan.facts import FileFacts


class Reaching:
    """What the comments of one file speak for; in a notebook never beyond their cell."""

    def __init__(self, file: FileFacts) -> None:
        self._file = file
        self._ends = dict(sorted(_code(file) if file.is_code else _entries(file)))
        self._starts = list(self._ends)

    def of(self, directive: Directive) -> tuple[int, int]:
        """First and last line (of a notebook's assembled text) that a comment speaks for.

        Of a compound statement that is the header: beside `def`, not for the body.
        """
        if directive.alone:
            below = bisect_left(self._starts, directive.line)
            found = below < len(self._starts)
            last = self._ends[self._starts[below]] if found else self._file.lines
            return directive.line, min(last, self._bottom(directive.line))
        own = bisect_right(self._starts, directive.line) - 1
        first = self._starts[own] if own >= 0 else directive.line
        last = self._ends.get(first, 0)
        if self._file.is_code and last < directive.line:
            return directive.line, directive.line  # beside `else:` or a magic
        return first, max(directive.line, last)

    def _bottom(self, line: int) -> int:
        """The last line of the cell that holds a line; of other files the last of all."""
        cells = self._file.cells
        number = bisect_right(cells, line, key=lambda cell: cell.line) - 1
        return self._file.lines if number < 0 else cells[number].line + cells[number].lines


def _entries(file: FileFacts) -> Iterator[tuple[int, int]]:
    yield from ((key.at.line, key.at.line) for key in file.config)
    yield from ((command.at.line, command.at.line) for command in file.commands)


def _code(file: FileFacts) -> Iterator[tuple[int, int]]:
    """Statements, and the commands of a notebook's shell lines."""
    for command in file.commands:
        yield command.at.line, max(command.at.line, command.at.end_line)
    starts, depths = file.statements.lines, file.statements.depths
    for row, start in enumerate(starts):
        opens = row + 1 < len(starts) and depths[row + 1] > depths[row]
        # of a header the row names its first line; it goes on to the row below
        yield start, max(file.statements.end_lines[row], starts[row + 1] - 1 if opens else 0)
