"""Where links lead: inside the root once, outside it never."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from debtscan.facts import Kind, Unread
from debtscan.source.entries import SourcePath
from debtscan.source.names import listed, on_disk
from debtscan.source.opening import RefusedError, file_type, refusal


class Links(Struct):
    """What a tree's links came to."""

    files: list[SourcePath] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    ignored: int = 0  #: they lead to folders whose files are listed under their own names


def settle(root: str, links: Sequence[SourcePath], known: set[str]) -> Links:
    """Follows each link. One to a file that is in ``known`` (listed paths) is known by its name
    alone, as data are: the content counts once, and a command that starts the link finds it."""
    settled = Links()
    for link in sorted(links, key=lambda link: link.path):
        try:
            target, status = _follow(root, link.path)
        except RefusedError as refused:
            settled.unread.append(link.unread(refused.reason, refused.detail))
            continue
        if stat.S_ISDIR(status.st_mode):
            settled.ignored += 1
        elif target in known:
            settled.files.append(replace(link, kind=Kind.DATA, size=status.st_size))
        elif stat.S_ISREG(status.st_mode):
            known.add(target)
            settled.files.append(replace(link, size=status.st_size))
        else:
            settled.unread.append(link.unread("not-regular", file_type(status.st_mode)))
    return settled


def inside(root: str, path: str) -> str:
    """Where on disk a listed path below the real ``root`` really lies.

    Raises `RefusedError` when that is outside, or among git's own files.
    """
    top = root.rstrip(os.sep) + os.sep
    real = os.path.realpath(top + on_disk(path))
    ended = real.rstrip(os.sep) + os.sep
    if not ended.startswith(top) or f"{os.sep}.git{os.sep}" in ended[len(top) - 1 :]:
        raise RefusedError("link-outside", "leads out of the project")
    return real


def _follow(root: str, path: str) -> tuple[str, os.stat_result]:
    try:
        real = Path(inside(root, path))
        return listed(real.relative_to(root).as_posix()), real.stat()
    except FileNotFoundError:
        raise RefusedError("link-dangling", "leads to nothing") from None
    except (OSError, ValueError) as error:
        raise refusal(error) from error
