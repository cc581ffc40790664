"""Whether git may be told to leave a path out: rather yes than no, patterns hold at any depth."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from debtscan.facts import FileFacts

_ALL_IN = re.compile(r"/\*+$")  #: `data/*`


def is_ignored(path: str, files: Mapping[str, FileFacts]) -> bool:
    """Whether a `.gitignore` at or above the place of a module (a path without suffix) names it
    or a folder around it, and none takes it back after that."""
    found = False
    for folder, pattern in _patterns(path, files):
        below = path.removeprefix(f"{folder}/")
        named = _ALL_IN.sub("", pattern.removeprefix("!")).strip("/") or "*"
        if any(fnmatchcase(f"/{one}", f"*/{named}") for one in (*_above(below), f"{below}.py")):
            found = not pattern.startswith("!")
    return found


def _patterns(path: str, files: Mapping[str, FileFacts]) -> Iterator[tuple[str, str]]:
    for folder in ("", *_above(posixpath.dirname(path))):
        file = files.get(posixpath.join(folder, ".gitignore"))
        for pattern in file.ignores if file else ():
            yield folder, pattern


def _above(path: str) -> tuple[str, ...]:
    """The path and the folders around it, outermost first."""
    parts = path.split("/")
    return tuple("/".join(parts[:count]) for count in range(1, len(parts) + 1) if parts[0])
