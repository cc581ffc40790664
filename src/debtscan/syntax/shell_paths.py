"""Absolute paths that a shell script gives a name: `DATA=/disk/rows`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from debtscan.syntax.positions import Positions

_PATH = r"(?:/|[A-Za-z]:[\\/])"
_PLAIN = rf"{_PATH}[^\s\"'$`;&|()<>#]{{1,400}}+(?=[\s;&|]|\Z)"
_ASSIGNED = re.compile(
    r"^[ \t]{0,80}+(?:(?:export|readonly|local|declare|typeset)[ \t]++(?:-\w{1,4}+[ \t]++)?)?"
    rf"[A-Za-z_]\w*+=(?:(?P<plain>{_PLAIN})|\"(?P<quoted>{_PATH}[^\"$`\n]{{1,400}}+)\""
    rf"|'(?P<single>{_PATH}[^'\n]{{1,400}}+)')",
    re.MULTILINE,
)


def named_paths(text: str, positions: Positions) -> Mapping[str, tuple[int, ...]]:
    """Path -> the lines of its assignments, where the whole value is written."""
    found: dict[str, list[int]] = defaultdict(list)
    for match in _ASSIGNED.finditer(text):
        path = match["plain"] or match["quoted"] or match["single"]
        found[path].append(positions.span(match.start(), match.end()).end_line)
    return {path: tuple(lines) for path, lines in found.items()}
