"""Follows the name of an import down the folders of the repository to where it ends."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from debtscan.facts import FileFacts, Import
from debtscan.project.names.absent import AbsentNames
from debtscan.project.names.code_tree import CodeTree

THERE = ""  #: said of an import that works, or that nothing certain is known of


class ImportWalk:
    """An end is the path, without suffix, of the first thing that is not there, or `THERE`."""

    def __init__(self, files: Mapping[str, FileFacts], tree: CodeTree, absent: AbsentNames) -> None:
        self._files = files
        self._tree = tree
        self._absent = absent

    def relative(self, importer: str, one: Import) -> str:
        """The end of an import; `THERE` for an absolute one."""
        name = dotted(one).lstrip(".")
        folder = importer
        for _ in range(len(one.module) - len(one.module.lstrip("."))):
            folder = posixpath.dirname(folder)
        return self._walk(folder, name.split("."), one) if folder and folder != importer else THERE

    def ends(self, one: Import) -> list[str]:
        """How an absolute import ends in each folder that it may begin in."""
        head, *rest = dotted(one).split(".")
        return [
            self._walk(folder, rest, one) if folder and rest else THERE
            for folder in self._tree.tops(head)
        ] or [THERE]

    def _walk(self, folder: str, names: Sequence[str], one: Import) -> str:
        for place, name in enumerate(names):
            path = posixpath.join(folder, name)
            if not self._tree.has_folder(path):
                last = bool(one.name) and place == len(names) - 1
                there = self._tree.has_module(folder, name) or self._may_bind(folder, name, last)
                return THERE if there else path
            folder = path
        return THERE

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


def dotted(one: Import) -> str:
    """All of the name that an import needs."""
    if one.name in ("", "*"):
        return one.module
    return f"{one.module}{'' if one.module.endswith('.') else '.'}{one.name}"


def _finds_elsewhere(init: FileFacts) -> bool:
    """Whether a package looks for its modules in other folders too, or puts them in by hand."""
    names = {name for reads in init.reads for name in reads} | {one.callee for one in init.calls}
    names |= {one.target for one in init.assignments}
    return any("__path__" in name or "sys.modules" in name for name in names)
