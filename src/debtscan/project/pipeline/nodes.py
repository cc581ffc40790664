"""One artifact for the many ways its path is written."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from debtscan.project.values.patterns import unify

_CODE = re.compile(r".*\.(py|pyi|ipynb|sh|bash|r|jl|log|pid|lock)", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\{\w+\}|(.*/)?(dummy|placeholder|fake)(_?(string|name|path|file))?", re.I
)
_PASSING = re.compile(r"(.*/)?(tmp|temp)/.*|/dev/.*|/proc/.*", re.IGNORECASE)
_MANY = 200  #: nodes of one ending a pattern is compared with at most
_TELLING = 2  #: more letters than these tell a name or a folder from others
_FILE = "file"


def is_artifact(pattern: str, kind: str, paths: Iterable[str] = ()) -> bool:
    """Whether it lives between runs: no code, log, device or temporary file; and enough of it
    is known to tell it from others."""
    if kind != _FILE:
        return bool(pattern)
    if not pattern or pattern in (".", "/") or _PASSING.fullmatch(pattern):
        return False
    if _PLACEHOLDER.fullmatch(pattern):
        return False
    if pattern in paths and _CODE.fullmatch(pattern):
        return False
    if _CODE.fullmatch(pattern) and not pattern.endswith(".ipynb"):
        return False
    folder, name = posixpath.split(pattern)
    stem = posixpath.splitext(name)[0] if "*" in name else name
    known = stem.replace("*", "").strip("._-")
    lettered = known[:1].isalpha() and not name.endswith("*")  # `G_*.pth`
    return lettered or len(known) > _TELLING or _literal(folder) > _TELLING


def merged(
    found: Iterable[tuple[str, str, str]], paths: frozenset[str]
) -> Mapping[tuple[str, str], str]:
    """(pattern, folder of who writes it so) -> the pattern that stands for it.

    `found`: pattern, kind, folder. The most specific pattern first: a later one that can only
    mean one of those before it means that; the file of the repository where there is one.
    """
    nodes = _Nodes(paths)
    rows = sorted(set(found), key=lambda row: (row[0].count("*"), -_literal(row[0]), row))
    return {(pattern, folder): nodes.of(pattern, kind, folder) for pattern, kind, folder in rows}


class _Nodes:
    def __init__(self, paths: frozenset[str]) -> None:
        self._paths = paths
        self._by_ending: dict[str, list[str]] = defaultdict(list)
        self._named: dict[str, list[str]] = defaultdict(list)
        for path in sorted(paths):
            self._named[posixpath.basename(path)].append(path)

    def of(self, pattern: str, kind: str, folder: str) -> str:
        if kind != _FILE:
            return pattern
        if here := self._present(pattern, folder):
            pattern = here
        ending = posixpath.basename(pattern).rpartition(".")[2]
        known = self._by_ending[ending]
        if pattern in known:
            return pattern
        alike = [one for one in known[:_MANY] if self._same(one, pattern, folder)]
        if len(alike) == 1:
            return alike[0]
        known.append(pattern)
        return pattern

    def _present(self, pattern: str, folder: str) -> str:
        for place in (pattern, posixpath.normpath(posixpath.join(folder, pattern))):
            if place in self._paths:
                return place
        named = self._named.get(posixpath.basename(pattern), ())
        found = [path for path in named if "/" in pattern and unify(pattern, path)]
        return found[0] if len(found) == 1 else ""

    def _same(self, one: str, other: str, folder: str) -> bool:
        if "*" in one or "*" in other:
            return _may_be_one(one, other)
        return posixpath.normpath(posixpath.join(folder, other)) == one


def _may_be_one(one: str, other: str) -> bool:
    """Whether two patterns may mean one file, no literal folder of one being foreign to the
    other, and more than an ending being common."""
    (above, name), (over, last) = posixpath.split(one), posixpath.split(other)
    shorter, longer = sorted((_known_parts(above), _known_parts(over)), key=len)
    if not _is_within(shorter, longer):
        return False
    if unify(one, other):
        return True
    both = shorter and longer and shorter[-1] == longer[-1]
    return bool(both) and (
        unify(f"x/{name}", f"x/{last}") or _covers(name, last) or _covers(last, name)
    )


def _known_parts(folder: str) -> list[str]:
    return [part for part in folder.split("/") if part.strip("*")]


def _is_within(parts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether all parts stand in the others, in this order."""
    rest = iter(reversed(others))
    return all(any(fnmatchcase(other, part) for other in rest) for part in reversed(parts))


def _covers(pattern: str, name: str) -> bool:
    return "*" in pattern and fnmatchcase(name, pattern)


def _literal(pattern: str) -> int:
    return len(pattern.replace("*", "").replace("/", ""))
