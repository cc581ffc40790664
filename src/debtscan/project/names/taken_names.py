"""Which names other files take from a module beside those that it defines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts
from debtscan.project.names.imports import Imports
from debtscan.project.names.modules import Modules

_ANY = ""  #: key of names read of objects: any module may be behind them
_OBJECTS = ("self", "cls")


class TakenNames:
    """By import and by dotted reads; `albumentations.Compose` takes nothing from one's own."""

    def __init__(self, modules: Modules, imports: Imports) -> None:
        self._modules = modules
        self._imports = imports
        self._known: dict[str, Mapping[str, frozenset[str]]] = {}

    def of(self, path: str) -> frozenset[str]:
        """Names that files which import this one take from it, or may."""
        takers = map(self._taken_by, self._imports.importers(path))
        return frozenset[str]().union(
            *(names for each in takers for key in (_ANY, path) if (names := each.get(key)))
        )

    @cached_property
    def starred(self) -> frozenset[str]:
        """Modules without `__all__` of which others take all names."""
        return frozenset(
            target
            for path, file in self._modules.files.items()
            for one in file.imports
            if one.name == "*" and (target := self._modules.path_of(one.module, path))
            if not self._modules.files[target].exports
        )

    def _taken_by(self, path: str) -> Mapping[str, frozenset[str]]:
        known = self._known.get(path)
        if known is None:
            found: dict[str, set[str]] = defaultdict(set)
            for target, name in self._pairs(self._modules.files[path]):
                found[target].add(name)
            known = self._known[path] = {key: frozenset(names) for key, names in found.items()}
        return known

    def _pairs(self, file: FileFacts) -> Iterator[tuple[str, str]]:
        for one in file.imports:
            if one.name:
                yield self._module(one.module, file.path), one.name
        roots = {one.module.partition(".")[0] for one in file.imports}
        for dotted in {name for names in file.reads for name in names if "." in name}:
            if dotted.partition(".")[0] in roots:
                yield self._read_of_module(dotted, file.path)
            else:
                first, *rest = dotted.split(".")
                yield from ((_ANY, name) for name in rest[first in _OBJECTS :])

    def _read_of_module(self, dotted: str, importer: str) -> tuple[str, str]:
        """The module at the front and the name read of it; code from outside keeps its own."""
        front, _, name = dotted.rpartition(".")
        while front.strip("."):
            target = self._modules.path_of(front, importer)
            if target:
                return target, name
            front, _, name = front.rpartition(".")
        return self._module(dotted, importer), name

    def _module(self, dotted: str, importer: str) -> str:
        """The file of a module; any, where it is one's own and does not say which."""
        own = self._modules.is_local(dotted.partition(".")[0] or dotted, importer)
        return self._modules.path_of(dotted, importer) or (_ANY if own else dotted)
