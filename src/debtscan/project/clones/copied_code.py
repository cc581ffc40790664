"""All that files have copied from one another: copied functions put together by where they
stand."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from debtscan.project.clones.copied_functions import CopiedFunction, copied
from debtscan.project.clones.script_families import ScriptFamily
from debtscan.project.names.symbols import Symbol


class CopiedCode(Struct, frozen=True):
    """All that files have copied from one another, the most telling function first: files that
    share two or more, and folders forked file by file."""

    paths: tuple[str, ...]
    functions: tuple[CopiedFunction, ...]

    @property
    def statements(self) -> int:
        """Of one copy of each function."""
        return sum(one.statements for one in self.functions)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that were forked file by file; () where copies lie otherwise."""
        forked = {_forked(one.paths) for one in self.functions}
        folders = forked.pop() if len(forked) == 1 and len(self.functions) > 1 else None
        return tuple(sorted(folders or ())) if folders and len(self.paths) > len(folders) else ()


def copied_code(
    functions: Iterable[CopiedFunction],
    families: Sequence[ScriptFamily],
    elsewhere: Collection[Symbol] = (),
    dead: Callable[[Symbol], bool] = lambda _: False,
) -> tuple[CopiedCode, ...]:
    """Copied functions put together by the files they stand in, by first file; without those
    that families of whole files explain, those of which two copies are told of elsewhere, and
    copies that are `dead`: they are to be deleted, not shared."""
    first_of = {
        member: min(copies.members)
        for family in families
        for copies in family.families
        for member in copies.members
    }
    told = frozenset(elsewhere)
    alive = (_without(one, dead) for one in functions)
    left = (
        _beyond(one, first_of)
        for one in alive
        if len(one.paths) > 1
        and len(told.intersection(one.members)) < 2
        and not any(map(one.is_explained, families))
    )
    groups: list[tuple[frozenset[str], list[CopiedFunction]]] = []
    for one in sorted(left, key=_widest_first):
        paths = frozenset(first_of.get(path, path) for path in one.paths)
        belongs = frozenset.issubset if one.small else _belongs
        home = next((group for seed, group in groups if belongs(paths, seed)), None)
        if home is not None:
            home.append(one)
        elif not one.small:
            groups.append((paths, [one]))
    found = (_code(sorted(group, key=_most_telling)) for _, group in groups)
    return tuple(sorted(found, key=lambda code: code.paths))


def copies_inside(
    functions: Iterable[CopiedFunction],
    families: Sequence[ScriptFamily],
    dead: Callable[[Symbol], bool] = lambda _: False,
) -> tuple[CopiedCode, ...]:
    """What single files hold several copies of, by path; of files that were copied as wholes
    the first stands for all."""
    later = {
        path
        for family in families
        for copies in family.families
        for path in sorted(copies.members)[1:]
    }
    by_path: dict[str, list[CopiedFunction]] = defaultdict(list)
    for one in functions:
        alive = _without(one, dead)
        path = one.members[0].path
        if len(alive.members) > 1 and path not in later:
            by_path[path].append(alive)
    return tuple(_code(sorted(found, key=_most_telling)) for _, found in sorted(by_path.items()))


def _code(functions: Sequence[CopiedFunction]) -> CopiedCode:
    functions = [one for one in functions if not any(_lies_in(one, other) for other in functions)]
    paths = sorted({path for one in functions for path in one.paths})
    return CopiedCode(tuple(paths), tuple(functions))


def _lies_in(one: CopiedFunction, other: CopiedFunction) -> bool:
    """Whether every copy is part of a copy of something larger."""
    outer = {(member.path, member.name) for member in other.members}
    return all(
        any(
            (each.path, each.name[:end]) in outer
            for end, sign in enumerate(each.name)
            if sign == "."
        )
        for each in one.members
    )


def _beyond(one: CopiedFunction, first_of: Mapping[str, str]) -> CopiedFunction:
    """Without the copies that families of whole files explain, but for one of each family."""
    kept: dict[tuple[str, int], Symbol] = {}
    for member in one.members:
        first = first_of.get(member.path, "")
        kept.setdefault((first, 0) if first else (member.path, member.scope), member)
    return _of(one, list(kept.values()))


def _without(one: CopiedFunction, dead: Callable[[Symbol], bool]) -> CopiedFunction:
    return _of(one, [member for member in one.members if not dead(member)] or one.members[:1])


def _of(one: CopiedFunction, left: Sequence[Symbol]) -> CopiedFunction:
    """The copies that are left of it."""
    if len(left) == len(one.members):
        return one
    shapes = {each.definition.shape for each in left}
    return replace(copied(left, 1.0 if len(shapes) == 1 else one.share), small=one.small)


def _belongs(paths: frozenset[str], home: frozenset[str]) -> bool:
    """Whether copies in two sets of files have one cause: two files in common, or folders that
    hold copies of one another file by file."""
    folders = _forked(paths)
    return len(paths & home) > 1 or (folders is not None and folders == _forked(home))


def _forked(paths: Iterable[str]) -> frozenset[str] | None:
    """The folders in which files of one name lie; None where the names differ."""
    folders, names = zip(*(posixpath.split(path) for path in paths), strict=True)
    return frozenset(folders) if len(set(names)) == 1 else None


def _place(symbol: Symbol) -> tuple[str, int]:
    return (symbol.path, symbol.definition.at.line)


def _widest_first(one: CopiedFunction) -> tuple[bool, int, tuple[str, int]]:
    return (one.small, -len(one.paths), _place(one.members[0]))


def _most_telling(one: CopiedFunction) -> tuple[bool, int, tuple[str, int]]:
    """Drifted copies first, then the longest."""
    return (one.exact, -one.statements, _place(one.members[0]))
