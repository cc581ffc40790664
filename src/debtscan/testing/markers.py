"""The remarks `debt: RULE` in a case's files: what must be reported, and where.

A marker stands at the end of a line, or alone on the line above, in the comment style of the
file (`#`, `//`, `;`, `--`, `%`, `<!-- -->`). Several rules are separated by commas. The rules
under test never see it: it is taken out, and the line it was alone on becomes empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from debtscan.testing.cases import Case
from debtscan.testing.notebooks import places

UNREAD = "unread"  #: in place of a rule: this file is meant to be unreadable
_RULE = r"[\w-]+(?:/[\w-]+)?"
_MARKER = re.compile(
    rf"\s*(?:\#|//|;|--|%|<!--)\s*debt:\s*({_RULE}(?:\s*,\s*{_RULE})*)\s*(?:-->)?\s*$"
)


class Expectation(NamedTuple):
    """A rule that must report a line. ``cell`` is 0 outside notebooks."""

    path: str
    cell: int
    line: int
    rule: str


def expected(case: Case) -> set[Expectation]:
    """What the case says must be reported, and nothing else may be."""
    return {each for each in _marked(case) if each.rule != UNREAD}


def meant_unread(case: Case) -> set[str]:
    """The files the case says cannot be read."""
    return {each.path for each in _marked(case) if each.rule == UNREAD}


def without_markers(text: str) -> str:
    """The text as the rules see it, line for line."""
    return "".join(f"{_MARKER.sub('', line)}\n" for line in text.splitlines())


def _marked(case: Case) -> Iterator[Expectation]:
    for path, text in case.files.items():
        lines = text.splitlines()
        where = places(lines) if path in case.notebooks else [(0, n + 1) for n in range(len(lines))]
        pending: list[str] = []
        for line, (cell, number) in zip(lines, where, strict=True):
            marker = _MARKER.search(line)
            rules = re.split(r"\s*,\s*", marker[1]) if marker else []
            if marker and not line[: marker.start()].strip():
                pending += rules
                continue
            yield from (Expectation(path, cell, number, rule) for rule in pending + rules)
            pending = []
        if pending:
            raise ValueError(f"{case.title}: {path}: a marker with no line below it")
