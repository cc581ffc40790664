"""How far a comment reaches: its statement, or the one below when it stands alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from debtscan.acceptance.directives import Directive
from debtscan.facts import FileFacts


def reach(file: FileFacts, directive: Directive) -> tuple[int, int]:
    """First and last line (of a notebook's assembled text) that a comment speaks for.

    Of a compound statement that is the header: beside `def`, it does not speak for the body.
    """
    starts = _starts(file)
    if directive.alone:
        below = bisect_left(starts, directive.line)
        return directive.line, _end(file, starts, below) if below < len(starts) else file.lines
    own = bisect_right(starts, directive.line) - 1
    first = starts[own] if own >= 0 else directive.line
    return first, max(directive.line, _end(file, starts, own) if own >= 0 else 0)


def _starts(file: FileFacts) -> Sequence[int]:
    """Where something begins, in order: statements of code; keys and commands of the rest."""
    if file.is_code:
        return file.statements.lines
    return sorted({key.at.line for key in file.config} | {run.at.line for run in file.commands})


def _end(file: FileFacts, starts: Sequence[int], number: int) -> int:
    """Of a header the row names its first line; it goes on to the row below."""
    if not file.is_code:
        return starts[number]
    rows, below = file.statements, number + 1
    opens = below < len(starts) and rows.depths[below] > rows.depths[number]
    return max(rows.end_lines[number], starts[below] - 1 if opens else 0)
