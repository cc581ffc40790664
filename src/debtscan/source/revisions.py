"""A commit's files, put into a folder of their own to be scanned like any other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from debtscan.facts import Kind
from debtscan.source.git import Entry, Git
from debtscan.source.kinds import kind_of

_LINK = "120000"
_FILES = ("100644", "100755", "100664")
#: A larger file is not read by any scan: its size alone is kept.
_LARGEST = 64 * 1024 * 1024


@contextmanager
def files_of(git: Git, commit: str, prefix: str, name: str) -> Iterator[Path]:
    """A temporary folder called ``name`` with the files of a commit below ``prefix``.

    Nothing is checked out: no filter, hook or attribute of the repository has a say. Data files
    are there with their names and sizes, and nothing in them.
    """
    with TemporaryDirectory(prefix="debtscan-") as around:
        top = Path(around) / (name or "project")
        top.mkdir()
        entries = [entry for entry in git.tree(commit, prefix) if _is_safe(entry.path)]
        with git.contents() as content:
            for entry in entries:
                if entry.mode in _FILES:
                    _write(top, entry, content)
            for entry in entries:  # last, so that no file is written through a link
                if entry.mode == _LINK:
                    _link(top, entry, content)
        yield top


def _is_safe(path: bytes) -> bool:
    parts = path.split(b"/")
    return not any(part in (b"", b".", b"..") or part.lower() == b".git" for part in parts)


def _write(top: Path, entry: Entry, content: Callable[[str], bytes]) -> None:
    place = _place(top, entry.path)
    with place.open("xb") as file:
        if kind_of(place.name, place.parent.name) is Kind.DATA or entry.size > _LARGEST:
            file.truncate(entry.size)
        else:
            file.write(content(entry.name))


def _link(top: Path, entry: Entry, content: Callable[[str], bytes]) -> None:
    _place(top, entry.path).symlink_to(os.fsdecode(content(entry.name)))


def _place(top: Path, path: bytes) -> Path:
    place = top / os.fsdecode(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place
