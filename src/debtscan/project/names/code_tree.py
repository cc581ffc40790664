"""Folders and modules of a repository as an import finds them, read or not, built or not."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

_SUFFIXES = (
    "py pyw pyi pyc pyx pxd so pyd dll c cc cpp cxx cu rs go proto thrift fbs i swg f f90 in tmpl "
    "j2 mako ipynb tar zip"
)
_MODULES = frozenset(_SUFFIXES.split())  #: of modules, and of what is built into one


class CodeTree:
    """Paths of every file of the repository; links count as what they are called."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)

    def has_file(self, path: str) -> bool:
        """Whether a file of this very path is there."""
        return path in self._paths

    def has_module(self, folder: str, name: str) -> bool:
        """Whether a folder holds a file that is, or gives, a module of this name."""
        return name in self._modules.get(folder, ())

    def has_folder(self, folder: str) -> bool:
        """Whether modules lie in it, at any depth."""
        return folder in self.folders

    def modules(self, folder: str) -> tuple[str, ...]:
        """Names of the modules and folders of modules in a folder, sorted."""
        return tuple(sorted(self._modules.get(folder, ())))

    def named(self, name: str) -> tuple[str, ...]:
        """Paths, without suffix, of the modules of this name in any folder, sorted."""
        folders = (folder for folder, names in self._files.items() if name in names)
        return tuple(sorted(posixpath.join(folder, name) for folder in folders))

    def tops(self, name: str) -> tuple[str, ...]:
        """Folders of this name, wherever they are, sorted; "" when a module is called so."""
        return self._tops.get(name, ())

    @cached_property
    def folders(self) -> frozenset[str]:
        """Folders that hold modules at any depth."""
        found: set[str] = set()
        for folder in list(self._files):
            while folder and folder not in found:
                found.add(folder)
                folder = posixpath.dirname(folder)
        return frozenset(found)

    @cached_property
    def _files(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for path in self._paths:
            folder, name = posixpath.split(path)
            stem, _, suffixes = name.partition(".")
            if suffixes.rpartition(".")[2] in _MODULES:
                found[folder].add(stem)
        return dict(found)

    @cached_property
    def _modules(self) -> dict[str, set[str]]:
        found = defaultdict(set, {folder: set(names) for folder, names in self._files.items()})
        for folder in self.folders:
            above, name = posixpath.split(folder)
            found[above].add(name)
        return dict(found)

    @cached_property
    def _tops(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for folder in self.folders:
            found[posixpath.basename(folder)].add(folder)
        for names in self._files.values():
            for name in names & found.keys():
                found[name].add("")
        return {name: tuple(sorted(folders)) for name, folders in found.items()}
