"""The names other files know a module-level name by, as their facts spell them."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.facts import FileFacts, Import
from debtscan.project.carried import EVERYWHERE
from debtscan.project.symbols import Symbols


class Exports:
    """Follows plain, aliased and star imports, and what importers export again."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols

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
            file = self._symbols.files[importer]
            for imported in file.imports:
                if imported.name == "*":
                    if self._means(file, imported.module, path):
                        yield importer, name, 0, name
                else:
                    spelled = self._spelled(file, imported, path, name)
                    if spelled:
                        again = imported.bound if imported.name == name else ""
                        yield importer, spelled, EVERYWHERE, again

    def _spelled(self, file: FileFacts, imported: Import, path: str, name: str) -> str:
        module = imported.module
        if not imported.name:
            return f"{module}.{name}" if self._means(file, module, path) else ""
        whole = f"{module}{'' if module.endswith('.') else '.'}{imported.name}"
        if imported.name == name and self._means(file, module, path):
            return whole
        return f"{whole}.{name}" if self._means(file, whole, path) else ""

    def _means(self, file: FileFacts, module: str, path: str) -> bool:
        return self._symbols.modules.path_of(module, file.path) == path
