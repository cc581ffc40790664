"""Stage 1: every file below the root, with its kind and role."""

from __future__ import annotations

import os
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

from debtscan.model import DebtscanError
from debtscan.source.entries import Discovery
from debtscan.source.git import Git
from debtscan.source.git_index import Tracked
from debtscan.source.ignore import IgnoreRules
from debtscan.source.links import settle
from debtscan.source.names import visible
from debtscan.source.walk import Walk

_by_path = attrgetter("path")


def discover(
    root: Path, *, exclude: Sequence[str] = (), committed: bool = False, tracked: bool = False
) -> Discovery:
    """Every file below ``root`` that git tracks or would not ignore, sorted by path.

    ``exclude`` are further gitignore patterns, relative to the root. ``committed`` says that git
    tracks all that is there, so that nothing else is ignored; ``tracked`` leaves out what git does
    not track. Raises `DebtscanError` when the root is no folder or holds nothing, a pattern is not
    understood, or git cannot say what it tracks.
    """
    top = _folder(root)
    only = Tracked.of(Git(Path(top)).tracked()) if tracked else None
    walk = Walk(top, IgnoreRules(top, exclude, committed, only))
    walk.run()
    links = settle(top, walk.links, {file.path for file in walk.files})
    files = sorted(walk.files + links.files, key=_by_path)
    unread = sorted(walk.unread + links.unread, key=_by_path)
    ignored = walk.ignored + links.ignored
    if not files and not unread:
        left_out = f" ({ignored + walk.excluded} ignored)" if ignored + walk.excluded else ""
        raise DebtscanError(f"nothing to scan in {visible(root)}{left_out}")
    return Discovery(Path(top), tuple(files), tuple(unread), ignored, walk.latest, walk.excluded)


def _folder(root: Path) -> str:
    try:
        top = os.path.realpath(root, strict=True)
        with os.scandir(top):
            return top
    except NotADirectoryError:
        problem = "not a folder"
    except FileNotFoundError:
        problem = "no such folder"
    except (OSError, ValueError):
        problem = "folder cannot be read"
    raise DebtscanError(f"{problem}: {visible(root)}")
