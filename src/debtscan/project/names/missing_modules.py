"""Imports of modules that a package of this repository does not have.

Certain is that only where the package itself is surely meant, and nothing builds, fetches,
ignores or loads the module: then the import fails wherever it is run.
"""

from __future__ import annotations

import posixpath
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts, Import, Unread
from debtscan.model import Location
from debtscan.project.libraries.known_heads import KNOWN_HEADS
from debtscan.project.names.absent import AbsentNames
from debtscan.project.names.built_modules import BuiltModules
from debtscan.project.names.code_tree import CodeTree
from debtscan.project.names.import_walk import THERE, ImportWalk, dotted
from debtscan.project.names.modules import Modules
from debtscan.project.names.search_path import adds_unknown_folders

_Row = tuple[str, Import]


class MissingPlace(Struct, frozen=True):
    """An import that fails. `late`: inside a function or branch, so that it runs only there."""

    at: Location
    text: str  #: the dotted name as written
    late: bool


class MissingModule(Struct, frozen=True):
    """A module or folder of modules that is not there, with every place that imports it."""

    path: str  #: where it should be, without suffix
    places: tuple[MissingPlace, ...]
    beside: tuple[str, ...]  #: names of the modules that are in its folder
    elsewhere: tuple[str, ...]  #: paths of modules that have its name in other folders


class MissingModules:
    """Goes over all imports once."""

    def __init__(
        self, modules: Modules, absent: AbsentNames, built: BuiltModules, unread: Sequence[Unread]
    ) -> None:
        self._modules = modules
        self._files = modules.files
        self._built = built
        self._tree = CodeTree([*self._files, *(one.path for one in unread)])
        self._walk = ImportWalk(self._files, self._tree, absent)

    @cached_property
    def found(self) -> tuple[MissingModule, ...]:
        """By path."""
        return tuple(
            self._module(path, rows)
            for path, rows in sorted(self._rows.items())
            if not self._built.is_made(path)
        )

    def _module(self, path: str, rows: Sequence[_Row]) -> MissingModule:
        places = (
            MissingPlace(
                self._files[importer].locate(one.at), dotted(one), bool(one.scope or one.guard)
            )
            for importer, one in rows
        )
        folder, name = posixpath.split(path)
        elsewhere = (f"{one}.py" for one in self._tree.named(name))
        return MissingModule(
            path,
            tuple(places),
            self._tree.modules(folder),
            tuple(one for one in elsewhere if one in self._files),
        )

    @cached_property
    def _rows(self) -> Mapping[str, list[_Row]]:
        """Path that is not there -> the imports that need it."""
        rows: dict[str, list[_Row]] = defaultdict(list)
        for importer, one in self._imports():
            path = self._walk.relative(importer, one) or self._absolute(importer, one)
            if path:
                rows[path].append((importer, one))
        return rows

    def _imports(self) -> Iterator[_Row]:
        for path, file in self._files.items():
            for one in () if self._built.is_taken_away(path) else file.imports:
                if one.guard not in ("try", "type-checking") and not _never_runs(file, one):
                    yield path, one

    def _absolute(self, importer: str, one: Import) -> str:
        """What is missing of the folder that the importer would find, or of the nearest."""
        head = one.module.partition(".")[0]
        if head not in self._own or self._is_open(importer, head):
            return THERE
        ends = self._walk.ends(one)
        home = posixpath.dirname(self._modules.path_of(head, importer) or head)
        return max(ends, key=lambda end: _nearness(end, home, importer)) if all(ends) else THERE

    def _is_open(self, importer: str, head: str) -> bool:
        """Whether the importer may find another thing of that name."""
        file = self._files[importer]
        unsure = not self._modules.is_local(head, importer)
        return unsure or adds_unknown_folders(file, self._tree.folders)

    @cached_property
    def _own(self) -> frozenset[str]:
        """First segments that mean folders of this repository: as much below them is found as is
        not, so that no library, and no other project, of that name is meant."""
        here: dict[str, set[str]] = defaultdict(set)
        gone: dict[str, set[str]] = defaultdict(set)
        for importer, one in self._imports():
            head, _, rest = dotted(one).partition(".")
            if head and rest and self._tree.tops(head) and head not in sys.stdlib_module_names:
                place = f"{importer} {dotted(one)}"
                if not all(self._walk.ends(one)):
                    here[head].add(place)
                elif f"/{head}/" not in f"/{importer}":
                    gone[head].add(place)
        return frozenset(head for head in here if len(here[head]) >= len(gone[head])) - self._alien

    @cached_property
    def _alien(self) -> frozenset[str]:
        """First segments that libraries have."""
        declared = {one.name for file in self._files.values() for one in file.dependencies}
        return KNOWN_HEADS | {name.replace("-", "_") for name in declared}


def _never_runs(file: FileFacts, one: Import) -> bool:
    """Whether it stands behind a statement that leaves: dead already, whatever it names."""
    return any(gone.at.line <= one.at.line <= gone.at.end_line for gone in file.unreachable)


def _nearness(path: str, home: str, importer: str) -> tuple[bool, int]:
    return path.startswith(f"{home}/"), len(posixpath.commonprefix([path, importer]))
