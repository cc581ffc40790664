"""Variables that a shell script puts into the environment: `export X=1`, `X=1 python run.py`."""

from __future__ import annotations

import re

from debtscan.facts import Literal, Option
from debtscan.syntax.positions import Positions

_VALUE = r"(?:\"[^\"\n]{0,400}+\"|'[^'\n]{0,400}+'|[^\s\"';&|()<>#]{0,400}+)"
_EXPORT = re.compile(r"^[ \t]{0,80}+export[ \t]++(?P<pairs>[A-Za-z_][^\n;&|#]*+)", re.MULTILINE)
_PREFIX = re.compile(
    rf"^[ \t]{{0,80}}+(?P<pairs>(?:[A-Za-z_]\w*+={_VALUE}[ \t]++)++)(?=[\w./$])", re.MULTILINE
)
_PAIR = re.compile(rf"(?<![\w$])(?P<name>[A-Za-z_]\w*+)=(?P<value>{_VALUE})")
_OPEN = re.compile(r"[$`]")


def exported(text: str, positions: Positions) -> tuple[Option, ...]:
    """One `Option` of framework "export" for each, in source order. `default` is what it is set
    to, where that is written; `action` is "used" when the script itself takes the value."""
    found = {
        match.start(): match
        for block in (*_EXPORT.finditer(text), *_PREFIX.finditer(text))
        for match in _PAIR.finditer(text, block.start("pairs"), block.end("pairs"))
    }
    return tuple(_option(text, positions, found[start]) for start in sorted(found))


def _option(text: str, positions: Positions, match: re.Match[str]) -> Option:
    name, value = match["name"], match["value"].strip("\"'")
    used = re.search(rf"\$\{{?{name}\b", text) is not None
    return Option(
        "export",
        name,
        (),
        positions.span(match.start("name"), match.end("name")),
        0,
        default=None if _OPEN.search(value) else Literal(value),
        action="used" if used else "",
    )
