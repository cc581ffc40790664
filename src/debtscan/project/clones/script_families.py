"""Families of things that are started: scripts, notebooks, and whole folders forked with them."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import FileFacts, Kind
from debtscan.project.clones.families import Families, Family
from debtscan.project.clones.version_names import says_leftover, version_marks
from debtscan.project.starts.teaching import are_recipes, is_course, teaches

#: files every project has one of, alike by their nature
_BOILERPLATE = frozenset(
    {"setup.py", "conf.py", "manage.py", "settings.py", "urls.py", "apps.py", "admin.py"}
    | {"wsgi.py", "asgi.py", "noxfile.py", "conftest.py", "__init__.py", "version.py"}
    | {"_version.py", "hubconf.py", "fabfile.py"}
)


class ScriptFamily(Struct, frozen=True):
    """Copies of one script, or of one folder of scripts. The first member is the original,
    as far as names tell: the fewest marks of version, then the most like the others."""

    members: tuple[str, ...]
    families: tuple[Family, ...]  #: several when folders were forked file by file
    folders: tuple[str, ...] = ()  #: the forked folders; empty when files were copied

    @property
    def lowest(self) -> float:
        """The least share of statements a member has in common with its next of kin."""
        return min(family.lowest for family in self.families)

    @property
    def versions(self) -> bool:
        """Whether names say of some member that it is a version of another."""
        return any(family.versions for family in self.families)


def script_families(
    files: Mapping[str, FileFacts], families: Families, started: Collection[str]
) -> tuple[ScriptFamily, ...]:
    """Families that consist of scripts by half at least, or of modules one of which is named
    as a leftover, each with the copied modules beside it; nothing in a repository of lessons.
    `started`: paths that commands start."""
    if is_course([file.path for file in files.values() if file.is_code]):
        return ()
    found = [family for family in families.found() if not _is_wanted(family)]
    forks = _forks(found)
    merged: dict[str, ScriptFamily] = {}
    for family in found:
        if _is_of_scripts(family, files, started):
            group = next((fork for fork in forks if family in fork), [family])
            whole = _script_family(group)
            merged[whole.members[0]] = whole
    return tuple(merged[first] for first in sorted(merged))


def _is_wanted(family: Family) -> bool:
    """Files that are alike on purpose: boilerplate, lessons, one recipe per data set."""
    names = {posixpath.basename(path) for path in family.members}
    members = family.members
    return names <= _BOILERPLATE or all(map(teaches, members)) or are_recipes(members)


def _is_of_scripts(
    family: Family, files: Mapping[str, FileFacts], started: Collection[str]
) -> bool:
    scripts = sum(path in started or _is_script(files[path]) for path in family.members)
    return 2 * scripts >= len(family.members) or _has_leftovers(family)


def _has_leftovers(family: Family) -> bool:
    """Modules beside one another, one of them named as what was left behind."""
    return any(
        link.versions
        and posixpath.dirname(link.one) == posixpath.dirname(link.other)
        and (says_leftover(link.one) or says_leftover(link.other))
        for link in family.links
    )


def _is_script(file: FileFacts) -> bool:
    """A notebook, a file with a main guard, or one that mostly does things when loaded."""
    if file.kind is Kind.NOTEBOOK or file.main_guard:
        return True
    scopes = file.statements.scopes
    return 2 * sum(not scope for scope in scopes) > len(scopes)


def _forks(families: Iterable[Family]) -> list[list[Family]]:
    """Families of files of one name in different folders, put together where the folders of
    one are among those of the other."""
    forks: list[tuple[set[str], list[Family]]] = []
    by_size = sorted(families, key=lambda family: -len(family.members))
    for family in by_size:
        folders = set(_folders([family]))
        if len({posixpath.basename(path) for path in family.members}) > 1 or len(folders) < 2:
            continue
        home = next((group for wider, group in forks if folders <= wider), None)
        if home is None:
            forks.append((folders, [family]))
        else:
            home.append(family)
    return [group for _, group in forks]


def _folders(families: Sequence[Family]) -> tuple[str, ...]:
    paths = (path for family in families for path in family.members)
    return tuple(sorted({posixpath.dirname(path) for path in paths}))


def _script_family(group: Sequence[Family]) -> ScriptFamily:
    ordered = sorted(group, key=lambda family: family.members)
    members = [path for family in ordered for path in _original_first(family)]
    folders = _folders(ordered) if len(ordered) > 1 else ()
    return ScriptFamily(tuple(members), tuple(ordered), folders)


def _original_first(family: Family) -> list[str]:
    near: dict[str, float] = defaultdict(float)
    for link in family.links:
        near[link.one] += link.share
        near[link.other] += link.share
    return sorted(family.members, key=lambda path: _rank(path, near[path]))


def _rank(path: str, near: float) -> tuple[int, float, str]:
    return (len(version_marks(path)[1]), -round(near, 2), path)
