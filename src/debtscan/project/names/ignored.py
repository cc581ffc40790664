"""Which pattern may tell git to leave a path out: rather one too many, at any depth."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from debtscan.facts import FileFacts

_ALL_IN = re.compile(r"/\*+$")  #: `data/*`


def ignoring(path: str, files: Mapping[str, FileFacts]) -> str:
    """The last pattern, of a `.gitignore` at or above the place of a module (a path without
    suffix), that names it or a folder around it; "" when there is none, or it takes it back."""
    found = ""
    for folder, pattern in _patterns(path, files):
        below = path.removeprefix(f"{folder}/")
        named = _ALL_IN.sub("", pattern.removeprefix("!")).strip("/") or "*"
        if any(fnmatchcase(f"/{one}", f"*/{named}") for one in (*_above(below), f"{below}.py")):
            found = pattern
    return "" if found.startswith("!") else found


def _patterns(path: str, files: Mapping[str, FileFacts]) -> Iterator[tuple[str, str]]:
    for folder in ("", *_above(posixpath.dirname(path))):
        file = files.get(posixpath.join(folder, ".gitignore"))
        for pattern in file.ignores if file else ():
            yield folder, pattern


def _above(path: str) -> tuple[str, ...]:
    """The path and the folders around it, outermost first."""
    parts = path.split("/")
    return tuple("/".join(parts[:count]) for count in range(1, len(parts) + 1) if parts[0])
