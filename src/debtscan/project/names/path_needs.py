"""Which import an edit of `sys.path` lets through.

A top-level name that is loaded already is found again without the path, and so is everything
below it; relative imports and the standard library never look at what was added.
"""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts, Import
from debtscan.model import Location
from debtscan.project.names.imports import Imports
from debtscan.project.names.modules import Modules
from debtscan.project.names.search_path import added_folders

#: load modules by names that no import states
_COMPUTED = frozenset({"importlib.import_module", "__import__", "runpy.run_path", "exec"})
_UNPICKLING = frozenset({"pickle.load", "torch.load", "joblib.load", "dill.load"})


class PathNeed(Struct, frozen=True):
    """An import after the edit whose name is not loaded yet. `is_own`: it means a file of the
    repository; `is_beside`: one in the folder of the importing file, where a script finds it
    anyway; `is_there`: in a folder that the edited path is known to hold."""

    module: str
    at: Location
    is_own: bool
    is_beside: bool
    is_there: bool

    @property
    def doubt(self) -> tuple[bool, bool, bool]:
        """Least for the likeliest reason of an edit."""
        return not self.is_own, not self.is_there, self.is_beside


class PathNeeds:
    """Asked per edit."""

    def __init__(self, files: Mapping[str, FileFacts], modules: Modules, imports: Imports) -> None:
        self._files = files
        self._modules = modules
        self._imports = imports

    def of(self, edit: Location) -> PathNeed | None:
        """The likeliest: modules of the repository before others, those in a folder that is added
        first. Where the file itself imports nothing more, what its importers take of the
        repository next."""
        file = self._files[edit.path]
        added = added_folders(file)
        found = [*self._after(file, edit.line, added)]
        found = found or [one for one in self._of_importers(edit.path, added) if one.is_own]
        return min(found, key=lambda one: one.doubt, default=None)

    def is_open(self, edit: Location) -> bool:
        """Whether modules may be loaded by computed names once this has run."""
        if any(call.callee in _UNPICKLING for call in self._files[edit.path].calls):
            return True
        paths = self._imports.reachable_from([edit.path, *self._imports.importers(edit.path)])
        return not paths.isdisjoint(self._computing)

    @cached_property
    def _computing(self) -> frozenset[str]:
        return frozenset(
            path
            for path, file in self._files.items()
            if any(call.callee in _COMPUTED for call in file.calls)
        )

    @cached_property
    def _installed(self) -> frozenset[str]:
        """Top-level names that files import which add nothing to the path."""
        return frozenset(_top(one) for file in self._plain for one in file.imports)

    @cached_property
    def _plain(self) -> tuple[FileFacts, ...]:
        """Files that add nothing, nor import what does first thing: `import _init_paths`."""
        adding = {
            path
            for path, file in self._files.items()
            if any(call.callee.startswith("sys.path.") for call in file.calls)
        }
        added = adding.union(*(self._imports.importers(path) for path in adding))
        return tuple(file for path, file in self._files.items() if path not in added)

    def _is_own(self, top: str, target: str | None) -> bool:
        """What files that add nothing import from outside is no module of the repository, though
        one be called so."""
        known = target is not None or top in self._modules.top_names
        return known and top not in self._foreign

    @cached_property
    def _foreign(self) -> frozenset[str]:
        """Those that mean nothing of the repository there, whatever folder is called so."""
        return frozenset(
            _top(one)
            for file in self._plain
            for one in file.imports
            if _top(one) in self._modules.top_names
            and not self._modules.is_local(_top(one), file.path)
        )

    def _of_importers(self, path: str, added: Sequence[str]) -> Iterator[PathNeed]:
        for importer in self._imports.importers(path):
            line = min(at.line for at in self._imports.imported(importer)[path])
            yield from self._after(self._files[importer], line, added)

    def _after(self, file: FileFacts, line: int, added: Sequence[str]) -> Iterator[PathNeed]:
        loaded = {_top(one) for one in file.imports if one.at.line <= line and not one.guard}
        for one in file.imports:
            if one.at.line > line and _looks_along_path(one) and _top(one) not in loaded:
                target = self._modules.resolve(file, one)
                there = target is not None and _is_below(target, _top(one), added)
                own = there or self._is_own(_top(one), target)
                beside = target is not None and _folder(target) == _folder(file.path)
                if own or _top(one) not in self._installed:
                    yield PathNeed(one.module, file.locate(one.at), own, beside, there)


def _is_below(target: str, top: str, folders: Sequence[str]) -> bool:
    """Whether the file is found by its name in one of the folders."""
    places = (posixpath.join(folder, top) for folder in folders)
    return any(target.startswith((f"{place}.py", f"{place}/")) for place in places)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _looks_along_path(one: Import) -> bool:
    return not one.module.startswith(".") and _top(one) not in sys.stdlib_module_names


def _top(one: Import) -> str:
    return one.module.partition(".")[0]
