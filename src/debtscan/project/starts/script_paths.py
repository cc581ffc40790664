"""Which file of the repository a path on a command line means."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

_UNKNOWN = re.compile(r"[$%{}<>*?\[\]]|\.\.\.")
_FEW = 5  #: similar files named at most


class ScriptPaths:
    """All paths of a repository, read and unread, by folder and by name."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = frozenset(paths)

    def find(self, written: str, bases: Iterable[str]) -> str | None:
        """The file a written path means from one of these folders, the first that has it.

        A path that starts with a variable, or an absolute one (of an image or a cluster),
        means the only file whose path ends so.
        """
        tail = _known_tail(written)
        if tail == written:
            for base in bases:
                path = normal(posixpath.join(base, written))
                if path in self.paths:
                    return path
            return None
        return self.by_tail(tail) if tail else None

    def meant(self, written: str, bases: Iterable[str]) -> str | None:
        """Where a relative path that leads nowhere would be: in a folder that exists."""
        if _UNKNOWN.search(written) or written.startswith(("/", "~")) or "://" in written:
            return None
        for base in bases:
            path = normal(posixpath.join(base, written))
            if path and not path.startswith("..") and posixpath.dirname(path) in self.folders:
                return path
        return None

    def similar(self, path: str) -> tuple[str, ...]:
        """Files of the same name elsewhere, then of nearly the same name beside it."""
        folder, name = posixpath.split(path)
        elsewhere = sorted(self._by_name.get(name, ()))
        beside = {posixpath.basename(p): p for p in self.paths if posixpath.dirname(p) == folder}
        suffix = posixpath.splitext(name)[1]
        names = sorted(one for one in beside if one.endswith(suffix) and one != name)
        close = difflib.get_close_matches(name, names, n=3, cutoff=0.75)
        return tuple(dict.fromkeys([*elsewhere, *(beside[one] for one in close)]))[:_FEW]

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds something, the root as ""."""
        return frozenset({""} | {above for path in self.paths for above in folders_above(path)})

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for path in self.paths:
            index[posixpath.basename(path)].append(path)
        return index

    def below(self, written: str, bases: Iterable[str]) -> str | None:
        """The only file that ends so below the first of these folders: a text that explains
        a folder often leaves the `cd` out."""
        tail = _known_tail(written)
        folder = next(iter(bases), None)
        if folder is None or tail != written:
            return None
        named = self._by_name.get(posixpath.basename(tail), [])
        inside = f"{folder}/" if folder else ""
        found = [p for p in named if p.startswith(inside) and p.endswith(f"/{tail}")]
        return found[0] if len(found) == 1 else None

    def squashed(self, written: str) -> str | None:
        """The file whose path lost its backslashes: `networksmerge.py`."""
        return self._squashed.get(written)

    @cached_property
    def _squashed(self) -> dict[str, str]:
        return {p.replace("/", ""): p for p in sorted(self.paths) if "/" in p}

    def by_tail(self, tail: str) -> str | None:
        """The one file whose path ends with as much of `tail` as any does."""
        named = self._by_name.get(posixpath.basename(tail), [])
        parts = tail.split("/")
        for start in range(len(parts)):
            ending = "/".join(parts[start:])
            found = [p for p in named if p == ending or p.endswith(f"/{ending}")]
            if found:
                return found[0] if len(found) == 1 else None
        return None


def normal(path: str) -> str:
    """A relative path without `.` and `..`; "" for the root."""
    clean = posixpath.normpath(path)
    return "" if clean == "." else clean


def _known_tail(written: str) -> str:
    """What follows the last unknown folder; the whole for a plain relative path."""
    if not _UNKNOWN.search(written):
        return written.lstrip("/") if written.startswith(("/", "~")) else written
    tail: list[str] = []
    for part in reversed(written.split("/")):
        if _UNKNOWN.search(part):
            break
        tail.insert(0, part)
    return "/".join(tail)


def folders_above(path: str) -> Iterator[str]:
    """The folders a path lies in, the nearest first; not the root, be it the project's or `/`."""
    folder = posixpath.dirname(path)
    while folder.strip("/"):
        yield folder
        folder = posixpath.dirname(folder)
