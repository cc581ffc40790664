"""Which files git tracks, read from its index without running git.

An ignore pattern never hides a tracked file from git, so it must not hide one from us: real
repositories keep whole packages that a careless pattern (`visualizations/`) covers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from msgspec import Struct

from debtscan.source.names import listed_bytes
from debtscan.source.opening import RefusedError, read_regular

_LIMIT = 64 * 1024 * 1024
_STATUS = 40  # bytes of an entry before its object's name
_EXTENDED = 0x4000


class Tracked(Struct, frozen=True):
    """Tracked files below a root, and every folder that holds one, ending in `/`."""

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()

    @classmethod
    def of(cls, paths: Iterable[bytes], prefix: str = "") -> Tracked:
        """The files of an index that lie below ``prefix`` ("" or ending in `/`)."""
        names = map(listed_bytes, paths)
        files = frozenset(path[len(prefix) :] for path in names if path.startswith(prefix))
        return cls(files, frozenset(folder for path in files for folder in _around(path)))

    def __contains__(self, path: str) -> bool:
        return path in (self.folders if path.endswith("/") else self.files)


def tracked(git: str, prefix: str) -> Tracked:
    """What the index in the folder ``git`` tracks below ``prefix`` ("" or ending in `/`).

    Empty when there is none or it cannot be understood. Of a split index, its own part.
    """
    try:
        content = read_regular(f"{git}/index", _LIMIT)
    except RefusedError:
        return Tracked()
    return Tracked.of(_paths(content), prefix)


def _around(path: str) -> Iterator[str]:
    end = path.rfind("/")
    while end >= 0:
        yield path[: end + 1]
        end = path.rfind("/", 0, end)


def _paths(content: bytes) -> Iterator[bytes]:
    version = int.from_bytes(content[4:8], "big")
    if content[:4] != b"DIRC" or version not in (2, 3, 4):
        return
    object_name = 32 if hashlib.sha256(content[:-32]).digest() == content[-32:] else 20
    at, path = 12, b""
    for _ in range(int.from_bytes(content[8:12], "big")):
        start = at
        at += _STATUS + object_name
        flags = int.from_bytes(content[at : at + 2], "big")
        at += 4 if flags & _EXTENDED else 2
        kept = 0
        if version == 4:
            dropped, at = _offset(content, at)
            kept = len(path) - dropped
        end = content.find(b"\0", at)
        if end < 0 or kept < 0:
            return
        path = path[:kept] + content[at:end]
        at = end + 1 if version == 4 else end + 8 - (end - start) % 8
        yield path


def _offset(content: bytes, at: int) -> tuple[int, int]:
    """A number of git's variable width, and where the next byte lies."""
    value = -1
    while at < len(content):
        value = (value + 1 << 7) | content[at] & 0x7F
        at += 1
        if content[at - 1] < 0x80:
            break
    return value, at
