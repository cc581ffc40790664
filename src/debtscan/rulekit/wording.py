"""Counts, lists and paths as people say them in a message."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable


def count(number: int, noun: str, nouns: str = "") -> str:
    """`1 file`, `812 files`, `1,204 files`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def few(names: Iterable[str], most: int = 3) -> str:
    """The first names, each once and quoted, and how many more there are."""
    quoted = [f"`{name}`" for name in dict.fromkeys(names)]
    rest = len(quoted) - most
    return ", ".join(quoted[:most]) + (f" and {rest} more" if rest > 0 else "")


def beside(path: str, other: str) -> str:
    """`path` as one says it in a message about `other`: by name when both share a folder."""
    folder, name = posixpath.split(path)
    return name if folder == posixpath.dirname(other) else path
