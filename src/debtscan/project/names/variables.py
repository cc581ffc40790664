"""Module-level variables by the names other files know them by."""

from __future__ import annotations

from typing import NamedTuple

from debtscan.project.names.bindings import Bindings
from debtscan.project.names.symbols import Symbols

_HOPS = 5  #: re-exports followed at most


class Global(NamedTuple):
    """`name` at module level of `path`; `rest` is what is asked of it (`a.b` or "")."""

    path: str
    name: str
    rest: str


class Variables:
    """Follows imports and star imports to the file that binds a name."""

    def __init__(self, symbols: Symbols, bindings: Bindings) -> None:
        self._symbols = symbols
        self._bindings = bindings
        self._known: dict[tuple[str, str], Global | None] = {}

    def find(self, dotted: str, importer: str) -> Global | None:
        """The variable a dotted name means in a file; None when it is none of the repository."""
        key = (dotted, importer)
        if key not in self._known:
            self._known[key] = self._find(dotted, importer, _HOPS)
        return self._known[key]

    def _find(self, dotted: str, importer: str, hops: int) -> Global | None:
        if hops <= 0:
            return None
        own = self._own(dotted, importer)
        if own is not None:
            return own
        return self._through_module(dotted, importer, hops) or (
            self._imported(dotted, importer, hops)
        )

    def _own(self, dotted: str, path: str) -> Global | None:
        head, _, rest = dotted.partition(".")
        file = self._symbols.files.get(path)
        if file is not None and head and (0, head) in self._bindings.table(file):
            return Global(path, head, rest)
        return None

    def _through_module(self, dotted: str, importer: str, hops: int) -> Global | None:
        module, _, name = dotted.rpartition(".")
        while module.strip("."):
            path = self._symbols.modules.path_of(module, importer)
            if path is not None:
                return self._find(name, path, hops - 1) if path != importer else None
            module, _, first = module.rpartition(".")
            name = f"{first}.{name}"
        bare = dotted.lstrip(".")
        dots = dotted[: len(dotted) - len(bare)]
        path = self._symbols.modules.path_of(dots, importer) if dots else None
        return self._find(bare, path, hops - 1) if path and path != importer else None

    def _imported(self, dotted: str, importer: str, hops: int) -> Global | None:
        file = self._symbols.files.get(importer)
        head, _, rest = dotted.partition(".")
        for one in file.imports if file is not None and head else ():
            if one.name == "*":
                source = self._symbols.modules.path_of(one.module, importer)
                found = self._find(dotted, source, hops - 1) if source else None
                if found is not None:
                    return found
            elif one.bound == head and one.name:
                joint = "" if one.module.endswith(".") else "."
                whole = f"{one.module}{joint}{one.name}"
                target = f"{whole}.{rest}" if rest else whole
                if target != dotted:
                    return self._through_module(target, importer, hops - 1)
        return None
