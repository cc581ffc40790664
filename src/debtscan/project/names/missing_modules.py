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
from debtscan.project.names.modules import Modules
from debtscan.project.names.search_path import adds_unknown_folders

_THERE = ""  #: said of an import that works, or that nothing certain is known of
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
    ignored_by: str = ""  #: pattern of a `.gitignore` that keeps it from being committed


class MissingModules:
    """Goes over all imports once."""

    def __init__(
        self, modules: Modules, absent: AbsentNames, built: BuiltModules, unread: Sequence[Unread]
    ) -> None:
        self._modules = modules
        self._files = modules.files
        self._absent = absent
        self._built = built
        self._tree = CodeTree([*self._files, *(one.path for one in unread)])

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
                self._files[importer].locate(one.at), _dotted(one), bool(one.scope or one.guard)
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
            self._built.ignored_by(path),
        )

    @cached_property
    def _rows(self) -> Mapping[str, list[_Row]]:
        """Path that is not there -> the imports that need it."""
        rows: dict[str, list[_Row]] = defaultdict(list)
        for importer, one in self._imports():
            path = self._relative(importer, one) or self._absolute(importer, one)
            if path:
                rows[path].append((importer, one))
        return rows

    def _imports(self) -> Iterator[_Row]:
        for path, file in self._files.items():
            for one in () if self._built.is_taken_away(path) else file.imports:
                if one.guard not in ("try", "type-checking"):
                    yield path, one

    def _relative(self, importer: str, one: Import) -> str:
        name = _dotted(one).lstrip(".")
        folder = importer
        for _ in range(len(one.module) - len(one.module.lstrip("."))):
            folder = posixpath.dirname(folder)
        return self._walk(folder, name.split("."), one) if folder and folder != importer else _THERE

    def _absolute(self, importer: str, one: Import) -> str:
        """What is missing of the folder that the importer would find, or of the nearest."""
        head = one.module.partition(".")[0]
        if head not in self._own or self._is_open(importer, head):
            return _THERE
        ends = self._ends(one)
        home = posixpath.dirname(self._modules.path_of(head, importer) or head)
        return max(ends, key=lambda end: _nearness(end, home, importer)) if all(ends) else _THERE

    def _ends(self, one: Import) -> list[str]:
        """How the import ends in each folder that it may begin in."""
        head, *rest = _dotted(one).split(".")
        return [
            self._walk(folder, rest, one) if folder and rest else _THERE
            for folder in self._tree.tops(head)
        ] or [_THERE]

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
            head, _, rest = _dotted(one).partition(".")
            if head and rest and self._tree.tops(head) and head not in sys.stdlib_module_names:
                place = f"{importer} {_dotted(one)}"
                if not all(self._ends(one)):
                    here[head].add(place)
                elif f"/{head}/" not in f"/{importer}":
                    gone[head].add(place)
        return frozenset(head for head in here if len(here[head]) >= len(gone[head])) - self._alien

    @cached_property
    def _alien(self) -> frozenset[str]:
        """First segments that libraries have."""
        declared = {one.name for file in self._files.values() for one in file.dependencies}
        return KNOWN_HEADS | {name.replace("-", "_") for name in declared}

    def _walk(self, folder: str, names: Sequence[str], one: Import) -> str:
        """The path of the first segment that is not there."""
        for place, name in enumerate(names):
            path = posixpath.join(folder, name)
            if not self._tree.has_folder(path):
                last = bool(one.name) and place == len(names) - 1
                there = self._tree.has_module(folder, name) or self._may_bind(folder, name, last)
                return _THERE if there else path
            folder = path
        return _THERE

    def _may_bind(self, folder: str, name: str, last: bool) -> bool:
        """Whether a package gives a name that no module of it has; the last one needs no module."""
        if not name.isidentifier() or (last and name.startswith("__")):
            return True
        init = posixpath.join(folder, "__init__.py")
        if not self._tree.has_file(init):
            return False
        if init not in self._files or _finds_elsewhere(self._files[init]):
            return True
        bound = self._absent.bound(init) if last else frozenset()
        return bound is None or name in bound


def _finds_elsewhere(init: FileFacts) -> bool:
    """Whether a package looks for its modules in other folders too, or puts them in by hand."""
    names = {name for reads in init.reads for name in reads} | {one.callee for one in init.calls}
    names |= {one.target for one in init.assignments}
    return any("__path__" in name or "sys.modules" in name for name in names)


def _dotted(one: Import) -> str:
    if one.name in ("", "*"):
        return one.module
    return f"{one.module}{'' if one.module.endswith('.') else '.'}{one.name}"


def _nearness(path: str, home: str, importer: str) -> tuple[bool, int]:
    return path.startswith(f"{home}/"), len(posixpath.commonprefix([path, importer]))
