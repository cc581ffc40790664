"""Comments: which lines hold them, which admit debt, which speak to a linter.

Lines inside strings are known from the walk, so a `#` in a docstring is never a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from debtscan.facts import Comment, Span

_ADMISSION = re.compile(r"\b(?:TODO|FIXME|HACK|XXX)\b")
_LINTER = re.compile(r"#\s*noqa\b(?!:(?!.*F))|\bunused[- ]import\b", re.IGNORECASE)


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


def remarks(comments: Iterable[tuple[int, str]], lines: list[str]) -> tuple[Comment, ...]:
    """The comments that admit debt or speak to a linter, in order."""
    found = dict((*_within(lines), *comments))
    return tuple(
        Comment(kind, text[:300], Span(number, _column(lines[number - 1], text), number))
        for number, text in sorted(found.items())
        if (kind := _kind(text))
    )


def _within(lines: list[str]) -> Iterator[tuple[int, str]]:
    """What speaks to a linter behind an opening bracket, where no statement ends."""
    for number, line in enumerate(lines, start=1):
        if "noqa" in line and (found := _LINTER.search(line)):
            yield number, line[found.start() :].rstrip()


def _column(line: str, text: str) -> int:
    return max(0, line.rfind(text)) + 1


def _kind(text: str) -> str:
    if _ADMISSION.search(text):
        return "admission"
    return "linter" if _LINTER.search(text) else ""
