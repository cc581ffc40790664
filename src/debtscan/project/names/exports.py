"""The names other files know a module-level name by, as their facts spell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import FileFacts, Import
from debtscan.project.names.bindings import EVERYWHERE
from debtscan.project.names.symbols import Symbols

#: (what a name of the target is spelled after, the import): "" where it keeps its own name
_Ways = Mapping[str, Sequence[tuple[str, Import]]]


class Exports:
    """Follows plain, aliased and star imports, and what importers export again."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols
        self._known: dict[str, _Ways] = {}

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

    def _direct(self, path: str, name: str) -> Iterator[tuple[str, str, int, str]]:
        """Also the name it may be imported by again; "" for `import module`."""
        for importer in self._symbols.imports.importers(path):
            for whole, imported in self._ways(importer).get(path, ()):
                if imported.name == "*":
                    yield importer, name, 0, name
                elif whole:
                    yield importer, f"{whole}.{name}", EVERYWHERE, ""
                elif imported.name == name:
                    yield importer, _joined(imported), EVERYWHERE, imported.bound

    def _ways(self, importer: str) -> _Ways:
        """File -> the imports by which `importer` gets at its names."""
        known = self._known.get(importer)
        if known is None:
            ways: dict[str, list[tuple[str, Import]]] = defaultdict(list)
            for path, whole, imported in self._imports(self._symbols.files[importer]):
                ways[path].append((whole, imported))
            known = self._known[importer] = ways
        return known

    def _imports(self, file: FileFacts) -> Iterator[tuple[str, str, Import]]:
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
