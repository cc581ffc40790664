"""Comments: which lines hold them, and which admit debt.

Lines inside strings are known from the walk, so a `#` in a docstring is never a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from debtscan.facts import Comment, Span

_ADMISSION = re.compile(r"\b(?:TODO|FIXME|HACK|XXX)\b")


def own_lines(lines: list[str], strings: Iterable[tuple[int, int]]) -> list[tuple[int, str]]:
    """(number, stripped text) of lines that hold nothing but a comment."""
    covered: set[int] = set()
    for first, last in strings:
        covered.update(range(first + 1, last + 1))
    return [
        (number, stripped)
        for number, line in enumerate(lines, start=1)
        if (stripped := line.strip())[:1] == "#" and number not in covered
    ]


def admissions(comments: Iterable[tuple[int, str]], lines: list[str]) -> tuple[Comment, ...]:
    """The comments that admit debt, in order."""
    return tuple(
        Comment("admission", text[:300], Span(number, _column(lines[number - 1], text), number))
        for number, text in sorted(comments)
        if _ADMISSION.search(text)
    )


def _column(line: str, text: str) -> int:
    return max(0, line.rfind(text)) + 1
