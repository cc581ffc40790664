"""Housekeeping of a cache folder: how much there is, clearing it, dropping the unused."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from debtscan.model import DebtscanError

DAY = 86_400
UNUSED = 30 * DAY  #: an entry that no run has read for so long goes
_STAMP = "swept"


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What lies in the cache: of this version and of others alike."""

    folder: Path
    entries: int
    bytes: int


def info(folder: Path) -> CacheInfo:
    """How much a cache folder holds."""
    sizes = [entry.stat().st_size for entry in _entries(folder)]
    return CacheInfo(folder, len(sizes), sum(sizes))


def clear(folder: Path) -> CacheInfo:
    """Delete every entry; returns what was there. Raises `DebtscanError` when it cannot."""
    before = info(folder)
    try:
        if (folder / "facts").exists():
            shutil.rmtree(folder / "facts")
    except OSError as error:
        raise DebtscanError(f"cannot clear the cache in {folder}: {error.strerror}") from error
    return before


def sweep(folder: Path) -> None:
    """Once a day, remove what nobody has used for long: old content, other versions' facts,
    and what runs that were cut short left behind."""
    now = time.time()
    stamp = folder / _STAMP
    with contextlib.suppress(OSError):
        if stamp.exists() and stamp.stat().st_mtime > now - DAY:
            return
        stamp.touch()
        for entry in list(_entries(folder)):
            if entry.stat().st_mtime < now - UNUSED:
                Path(entry).unlink()


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The files three levels below: `facts/<provenance>/<two digits>/<entry>`."""
    for generation in _folders(folder / "facts"):
        for shard in _folders(generation):
            with contextlib.suppress(OSError), os.scandir(shard) as entries:
                yield from (entry for entry in entries if entry.is_file(follow_symlinks=False))


def _folders(folder: str | os.PathLike[str]) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
