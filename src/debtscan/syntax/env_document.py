"""`.env` files: one key per variable."""

from __future__ import annotations

import re

from debtscan.facts import FileFacts, Kind, Span
from debtscan.syntax.config_rows import ConfigRows
from debtscan.syntax.positions import Positions, plain_newlines

_ENTRY = re.compile(
    r"^[ \t]*(?:export[ \t]+)?(?P<key>[A-Za-z_][\w.-]*)[ \t]*=[ \t]*"
    r"(?:\"(?P<double>[^\"\\]*+(?:\\.[^\"\\]*+)*+)\"|'(?P<single>[^']*+)'|(?P<plain>[^\n]*))",
    re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"(?<![ \t])[ \t]++#.*")


def extract_env(text: str) -> FileFacts:
    """Facts of a `.env` file. Every value is a string; later lines win over earlier ones."""
    text = plain_newlines(text)
    positions = Positions(text)
    rows = ConfigRows()
    seen: dict[str, tuple[Span, str]] = {}
    for entry in _ENTRY.finditer(text):
        key, value = entry["key"], _value(entry)
        at = positions.span(entry.start("key"), entry.end("key"))
        if key in seen:
            first, before = seen[key]
            rows.duplicate(key, at, first, before == value)
        seen[key] = (at, value)
        rows.add(key, at, "scalar", value)
    return rows.facts(Kind.ENV, text)


def _value(entry: re.Match[str]) -> str:
    if entry["double"] is not None:
        return entry["double"]
    if entry["single"] is not None:
        return entry["single"]
    return _COMMENT.sub("", entry["plain"]).strip()
