"""What git would leave out: .gitignore files of every level, .git/info/exclude, the index.

The user's global excludes do not count: whose machine it is must not change a report.
"""

from __future__ import annotations

import enum
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from debtscan.model import DebtscanError
from debtscan.source.git_index import Tracked, tracked
from debtscan.source.names import listed, visible
from debtscan.source.opening import RefusedError, read_regular
from debtscan.source.patterns import Patterns, is_costly, is_valid

FILE = ".gitignore"
_LIMIT = 256 * 1024


class Level(Struct, frozen=True):
    """Patterns, and what makes a path relative to the root one relative to their folder."""

    patterns: Patterns
    cut: int = 0  #: characters to take off: they lie below the root
    prefix: str = ""  #: put before it: they lie above


class Fate(enum.Enum):
    """What becomes of a file or folder."""

    KEPT = enum.auto()
    TRACKED = enum.auto()  #: ignored, but git tracks it or something in it
    IGNORED = enum.auto()
    EXCLUDED = enum.auto()  #: left out only because the user asked


class IgnoreRules:
    """All that decides about ignoring below one root. ``committed``: git tracks all of it;
    ``only`` holds what git tracks where nothing else is wanted."""

    def __init__(
        self,
        root: str,
        exclude: Sequence[str],
        committed: bool = False,
        only: Tracked | None = None,
    ) -> None:
        self._committed = committed
        self.only = only
        self._repository = _repository(root)
        self._below = _relative(root, self._repository) if self._repository else ()
        self._user = _user_levels(exclude)

    @property
    def in_repository(self) -> bool:
        """Whether the root lies in a git repository."""
        return bool(self._repository)

    def fate(self, path: str, name: str, levels: Sequence[Level], around: Fate) -> Fate:
        """What becomes of a path in a folder of a fate; both end in `/` for a folder."""
        asked = _verdict(self._user, path, name)
        if asked is False:
            return Fate.KEPT
        usual = self._usual(path, name, levels, around)
        return Fate.EXCLUDED if asked and usual is not Fate.IGNORED else usual

    def _usual(self, path: str, name: str, levels: Sequence[Level], around: Fate) -> Fate:
        if around is Fate.KEPT and not _verdict(levels, path, name):
            return Fate.KEPT
        tracked = self._committed or path in self._tracked
        return Fate.TRACKED if tracked else Fate.IGNORED

    def levels_above(self) -> tuple[Level, ...]:
        """What the repository around the root says, outermost first.

        Empty when it ignores the root itself: who names a folder wants it read.
        """
        if not self._repository:
            return ()
        below = ""
        levels, _ = level_of(f"{self._repository}/.git/info/exclude", below)
        for name in self._below:
            levels += level_of(f"{self._repository}/{below}{FILE}", below)[0]
            below += f"{name}/"
            if _verdict(levels, below, f"{name}/"):
                return ()
        return tuple(replace(level, cut=0, prefix=below[level.cut :]) for level in levels)

    @cached_property
    def _tracked(self) -> Tracked:
        if not self._repository:
            return Tracked()
        prefix = "".join(f"{listed(name)}/" for name in self._below)
        return tracked(f"{self._repository}/.git", prefix)


def level_of(file: str, below: str) -> tuple[tuple[Level, ...], RefusedError | None]:
    """The level of an ignore file, and why it, or part of it, is not used.

    ``below`` is its folder relative to the root, "" or ending in `/`.
    """
    try:
        content = read_regular(file, _LIMIT).removeprefix(b"\xef\xbb\xbf")
    except RefusedError as refused:
        return (), refused
    lines = [line.removesuffix("\r") for line in content.decode("utf-8", "replace").split("\n")]
    costly = [number for number, line in enumerate(lines, 1) if is_costly(line)]
    level = Level(Patterns(line for line in lines if not is_costly(line)), len(below))
    if not costly:
        return (level,), None
    problem = f"line {costly[0]}: too many wildcards, not used"
    return (level,), RefusedError("ignore-pattern", problem)


def _user_levels(exclude: Sequence[str]) -> tuple[Level, ...]:
    for pattern in exclude:
        if is_costly(pattern):
            raise DebtscanError(f"too many wildcards in exclude pattern: {visible(pattern)}")
        if not is_valid(pattern):
            raise DebtscanError(f"exclude pattern not understood: {visible(pattern)}")
    return (Level(Patterns(exclude)),) if exclude else ()


def _verdict(levels: Sequence[Level], path: str, name: str) -> bool | None:
    """What the innermost level says that mentions the path."""
    for level in reversed(levels):
        verdict = level.patterns.verdict(level.prefix + path[level.cut :], name)
        if verdict is not None:
            return verdict
    return None


def _repository(folder: str) -> str:
    """The nearest folder, this one or one around it, that holds `.git`; "" when none does."""
    for place in (PurePath(folder), *PurePath(folder).parents):
        if os.path.lexists(place / ".git"):
            return os.fspath(place)
    return ""


def _relative(root: str, top: str) -> tuple[str, ...]:
    return PurePath(root).relative_to(top).parts
