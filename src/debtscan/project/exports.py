"""The names other files know a module-level name by, as their facts spell them."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.facts import FileFacts, Import
from debtscan.project.carried import EVERYWHERE
from debtscan.project.symbols import Symbols


class Exports:
    """Follows plain, aliased and star imports one file at a time."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols

    def of(self, path: str, name: str) -> Iterator[tuple[str, str, int]]:
        """(file, dotted name there, scope) for every importer; scope 0 after a star import."""
        for importer in self._symbols.imports.importers(path):
            file = self._symbols.files[importer]
            for imported in file.imports:
                spelled = self._spelled(file, imported, path, name)
                if spelled == name and imported.name == "*":
                    yield importer, name, 0
                elif spelled:
                    yield importer, spelled, EVERYWHERE

    def _spelled(self, file: FileFacts, imported: Import, path: str, name: str) -> str:
        modules = self._symbols.modules
        joint = "" if imported.module.endswith(".") else "."
        if not imported.name:
            whole = imported.module
            return f"{whole}.{name}" if modules.path_of(whole, file.path) == path else ""
        whole = f"{imported.module}{joint}{imported.name}"
        if imported.name in ("*", name):
            if modules.path_of(imported.module, file.path) != path:
                return ""
            return name if imported.name == "*" else whole
        return f"{whole}.{name}" if modules.path_of(whole, file.path) == path else ""
