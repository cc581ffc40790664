"""Stage 2: the bytes of one file, or why they were not read."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from debtscan.facts import Kind, Unread
from debtscan.source.entries import SourceFile, SourcePath
from debtscan.source.links import inside
from debtscan.source.opening import RefusedError, read_regular, refusal

_MEGABYTE = 1_000_000
_LIMITS = {
    Kind.PYTHON: 4 * _MEGABYTE,
    Kind.NOTEBOOK: 100 * _MEGABYTE,  # outputs, which nothing looks at, are most of it
    Kind.YAML: 8 * _MEGABYTE,
    Kind.TOML: 8 * _MEGABYTE,
    Kind.JSON: 8 * _MEGABYTE,
    Kind.MARKDOWN: 4 * _MEGABYTE,
    Kind.SQL: 4 * _MEGABYTE,
}
_LIMIT = 2 * _MEGABYTE
_LFS = b"version https://git-lfs.github.com/spec/"


def read(root: Path, source: SourcePath) -> SourceFile | Unread:
    """The file's bytes and their digest. Opens regular files inside ``root`` only, never
    waits, and never holds more than the limit of the kind."""
    if source.kind is Kind.DATA:
        return source.unread("data", "listed by name only")
    try:
        content = _bytes(os.fspath(root), source)
    except RefusedError as refused:
        return source.unread(refused.reason, refused.detail)
    if content.startswith(_LFS):
        return source.unread("lfs-pointer", "its content is in Git LFS")
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    return SourceFile(source.path, source.kind, source.role, content, digest)


def _bytes(root: str, source: SourcePath) -> bytes:
    try:
        place = inside(_real(root), source.path)
    except (OSError, ValueError) as error:
        raise refusal(error) from error
    return read_regular(place, _LIMITS.get(source.kind, _LIMIT))


@lru_cache(maxsize=8)
def _real(root: str) -> str:
    return os.path.realpath(root)
