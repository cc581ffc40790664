"""Opening what a stranger's tree calls a file, without waiting, following or overreading."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_REASONS = {
    errno.ENOENT: ("vanished", "not there any more"),
    errno.ENOTDIR: ("vanished", "not there any more"),
    errno.EACCES: ("permission", "permission denied"),
    errno.EPERM: ("permission", "permission denied"),
    errno.ELOOP: ("link-loop", "links that lead in a circle"),
    errno.ENXIO: ("not-regular", "socket or device"),
    errno.ENODEV: ("not-regular", "device"),
    errno.EISDIR: ("not-regular", "folder"),
    errno.ENAMETOOLONG: ("name-too-long", "path longer than the system can open"),
}
_TYPES = {
    stat.S_IFIFO: "FIFO",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
    stat.S_IFDIR: "folder",
    stat.S_IFLNK: "link",
}


class RefusedError(Exception):
    """A file that is not read. ``reason`` is the code of an `Unread`, ``detail`` its words."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def read_regular(path: str | Path, limit: int) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes; raises `RefusedError` alone."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise refusal(error) from error
    try:
        return _content(descriptor, limit)
    except OSError as error:
        raise refusal(error) from error
    finally:
        os.close(descriptor)


def read_head(path: str, size: int) -> bytes:
    """Up to ``size`` first bytes; empty for what cannot be read, which `read` will report."""
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError:
        return b""
    try:
        return os.read(descriptor, size) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def refusal(error: OSError | ValueError) -> RefusedError:
    """Why the operating system would not let a file be read."""
    code = error.errno if isinstance(error, OSError) else None
    return RefusedError(*_REASONS.get(code or 0, ("io-error", _words(error))))


def file_type(mode: int) -> str:
    """What a file that is not regular is, in words."""
    return _TYPES.get(stat.S_IFMT(mode), "not a regular file")


def _content(descriptor: int, limit: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError("not-regular", file_type(status.st_mode))
    if status.st_size > limit:
        raise RefusedError("too-large", f"{status.st_size:,} bytes, at most {limit:,} are read")
    # A file may grow, and the size of one under /proc is 0 whatever it holds.
    chunks = []
    room = limit + 1
    while room > 0 and (chunk := os.read(descriptor, min(room, status.st_size + 4096))):
        chunks.append(chunk)
        room -= len(chunk)
    if room <= 0:
        raise RefusedError("too-large", f"more than {limit:,} bytes")
    return b"".join(chunks)


def _words(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
