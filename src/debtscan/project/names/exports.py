"""The names other files know a module-level name by, as their facts spell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from debtscan.facts import FileFacts, Import
from debtscan.project.names.bindings import EVERYWHERE
from debtscan.project.names.symbols import Symbols


class _Way(NamedTuple):
    """How one file gets at a name of another."""

    importer: str
    spelled: str
    scope: int  #: 0 after a star import
    bound: str  #: the name others may import it by again


_Ways = Mapping[str, Sequence[_Way]]  #: by name; "" those by which every name is got at
_Imports = Mapping[str, Sequence[tuple[str, Import]]]


class Exports:
    """Follows plain, aliased and star imports, and what importers export again."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols
        self._known: dict[str, _Ways] = {}
        self._by_source: dict[str, _Imports] = {}

    def of(self, path: str, name: str) -> Iterator[tuple[str, str, int]]:
        """(file, dotted name there, scope) for every importer; scope 0 after a star import."""
        seen = {(path, name)}
        waiting = [(path, name)]
        while waiting:
            current = waiting.pop()
            for importer, spelled, scope, bound in self._direct(*current):
                yield importer, spelled, scope
                if bound and (importer, bound) not in seen:
                    seen.add((importer, bound))
                    waiting.append((importer, bound))

    def _direct(self, path: str, name: str) -> Iterator[_Way]:
        """Also the name it may be imported by again; "" for `import module`."""
        ways = self._ways(path)
        for way in ways.get("", ()):
            yield (
                way._replace(spelled=f"{way.spelled}.{name}")
                if way.spelled
                else (way._replace(spelled=name, bound=name))
            )
        yield from ways.get(name, ())

    def _ways(self, path: str) -> _Ways:
        """How importers get at the names of a file."""
        known = self._known.get(path)
        if known is None:
            ways: dict[str, list[_Way]] = defaultdict(list)
            for importer in self._symbols.imports.importers(path):
                for whole, imported in self._imports(importer).get(path, ()):
                    if imported.name == "*":
                        ways[""].append(_Way(importer, "", 0, ""))
                    elif whole:
                        ways[""].append(_Way(importer, whole, EVERYWHERE, ""))
                    else:
                        way = _Way(importer, _joined(imported), EVERYWHERE, imported.bound)
                        ways[imported.name].append(way)
            known = self._known[path] = ways
        return known

    def _imports(self, importer: str) -> _Imports:
        """File -> (what its names are spelled after, the import); "": they keep their own."""
        known = self._by_source.get(importer)
        if known is None:
            found: dict[str, list[tuple[str, Import]]] = defaultdict(list)
            for path, whole, imported in self._sources(self._symbols.files[importer]):
                found[path].append((whole, imported))
            known = self._by_source[importer] = found
        return known

    def _sources(self, file: FileFacts) -> Iterator[tuple[str, str, Import]]:
        find = self._symbols.modules.path_of
        for imported in file.imports:
            path = find(imported.module, file.path)
            if path is not None:
                yield path, "" if imported.name else imported.module, imported
            if imported.name not in ("", "*"):
                submodule = find(_joined(imported), file.path)
                if submodule is not None:
                    yield submodule, _joined(imported), imported


def _joined(imported: Import) -> str:
    joint = "" if imported.module.endswith(".") else "."
    return f"{imported.module}{joint}{imported.name}"
