"""Whether git may be told to leave a path out. Rather yes than no: patterns match at any depth."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from debtscan.facts import FileFacts


def is_ignored(path: str, files: Mapping[str, FileFacts]) -> bool:
    """Whether a `.gitignore` at or above the place of a module names it or a folder around it."""
    wanted = (*_above(path), f"{path}.py")
    return any(
        fnmatchcase(f"{folder}/{one}"[len(folder) :], f"*/{pattern}")
        for folder, pattern in _patterns(path, files)
        for one in (each.removeprefix(f"{folder}/") for each in wanted)
    )


def _patterns(path: str, files: Mapping[str, FileFacts]) -> Iterator[tuple[str, str]]:
    for folder in ("", *_above(posixpath.dirname(path))):
        file = files.get(posixpath.join(folder, ".gitignore"))
        for pattern in file.ignores if file else ():
            yield folder, pattern.removesuffix("*").rstrip("*").strip("/") or "*"


def _above(path: str) -> tuple[str, ...]:
    """The path and the folders around it, outermost first."""
    parts = path.split("/")
    return tuple("/".join(parts[:count]) for count in range(1, len(parts) + 1) if parts[0])
