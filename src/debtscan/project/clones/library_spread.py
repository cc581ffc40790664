"""Where a library that plays one role is called directly, in repositories that hang together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import FileFacts, Kind
from debtscan.model import Location
from debtscan.project.libraries.role_libraries import role_library
from debtscan.project.names.imports import Imports
from debtscan.project.starts.teaching import is_course, teaches


class Spread(Struct, frozen=True):
    """All direct calls of one library. Half of the modules at least reach one another through
    imports: the others are not just so many projects in one repository."""

    library: str
    role: str
    places: tuple[Location, ...]  #: in order
    names: tuple[str, ...]  #: what is called, the most frequent first


def spreads(
    files: Mapping[str, FileFacts], judged: Sequence[FileFacts], imports: Imports
) -> tuple[Spread, ...]:
    """By library; nothing in a repository of lessons, no library that it is named after."""
    if is_course([file.path for file in judged]):
        return ()
    used: dict[tuple[str, str], dict[str, list[tuple[Location, str]]]] = defaultdict(dict)
    for file in judged:
        if file.kind is Kind.PYTHON and not teaches(file.path):
            for library, role, at, name in _calls(file):
                used[library, role].setdefault(file.path, []).append((at, name))
    own = _own_names(files)
    return tuple(
        _spread(library, role, [one for path in sorted(places) for one in places[path]])
        for (library, role), places in sorted(used.items())
        if not any(library.partition(".")[0] in name for name in own)
        and 2 * max(len(part) for part in _connected(places, imports)) >= len(places)
    )


def _calls(file: FileFacts) -> Iterator[tuple[str, str, Location, str]]:
    for call in file.calls:
        library, role = role_library(call.callee)
        if library and call.callee != library:
            yield library, role, file.locate(call.at), call.callee


def _own_names(files: Mapping[str, FileFacts]) -> frozenset[str]:
    """What the repository calls itself: its distribution and its top packages."""
    named = {
        str(key.value).lower()
        for file in files.values()
        if file.path == "pyproject.toml"
        for key in file.config
        if key.path in ("project.name", "tool.poetry.name")
    }
    tops = {path.partition("/")[0] for path in files if path.count("/") == 1}
    return frozenset(named | {top.lower() for top in tops})


def _connected(paths: Iterable[str], imports: Imports) -> Iterator[tuple[str, ...]]:
    """Those of the paths that import one another, at any distance and in any direction."""
    left = dict.fromkeys(paths)
    while left:
        seen: set[str] = set()
        waiting = [next(iter(left))]
        while waiting:
            path = waiting.pop()
            if path not in seen:
                seen.add(path)
                waiting += [*imports.imported(path), *imports.importers(path)]
        yield tuple(path for path in left if path in seen)
        left = {path: None for path in left if path not in seen}


def _spread(library: str, role: str, found: Sequence[tuple[Location, str]]) -> Spread:
    names = Counter(name for _, name in found)
    places = tuple(sorted(at for at, _ in found))
    return Spread(library, role, places, tuple(name for name, _ in names.most_common()))
