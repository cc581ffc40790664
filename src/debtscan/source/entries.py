"""What discovery and reading hand on."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from debtscan.facts import Kind, Role, Unread


class SourcePath(Struct, frozen=True, order=True):
    """A file that was found. ``path`` is POSIX, relative to the root, and always encodes as
    UTF-8 (see `debtscan.source.names`); ``size`` is in bytes."""

    path: str
    kind: Kind
    role: Role
    size: int

    def unread(self, reason: str, detail: str = "") -> Unread:
        """This file as one that could not be read."""
        return Unread(self.path, reason, detail, kind=self.kind, role=self.role, size=self.size)


class Discovery(Struct, frozen=True):
    """All that lies below a root: ``files`` and ``unread`` sorted by path.

    ``root`` is absolute with links resolved. ``ignored`` counts what was left out on purpose:
    files and folders named by ignore patterns, tool folders such as ``.git`` or a virtualenv
    (one each, whatever they hold), and links to what is listed under its own name; ``excluded``
    what only the patterns leave out that the user gave. ``latest`` is the path of the file to be
    read that was changed last, the likeliest not to be known yet.
    """

    root: Path
    files: tuple[SourcePath, ...]
    unread: tuple[Unread, ...]
    ignored: int
    latest: str = ""
    excluded: int = 0


class SourceFile(Struct, frozen=True):
    """A file's bytes; ``digest`` is 32 hexadecimal digits of BLAKE2b over ``content``."""

    path: str
    kind: Kind
    role: Role
    content: bytes
    digest: str
