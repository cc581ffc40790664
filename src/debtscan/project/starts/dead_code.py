"""Whether a place lies in code that nothing reaches, whichever search found that."""

from __future__ import annotations

from collections.abc import Sequence

from debtscan.project.starts.unreached_definitions import UnreachedFile
from debtscan.project.starts.unreached_methods import UnreachedMethods


class DeadCode:
    """Modules, definitions and methods together."""

    def __init__(
        self,
        modules: frozenset[str],
        definitions: Sequence[UnreachedFile],
        methods: Sequence[UnreachedMethods],
    ) -> None:
        self._modules = modules
        whole = [one.symbol for file in definitions for one in file.found]
        parts = [one.symbol for file in methods for one in file.found]
        self._names = frozenset((one.path, one.name) for one in (*whole, *parts))

    def holds(self, path: str, name: str = "") -> bool:
        """The module, the dotted name within it, or anything that the name lies in."""
        if path in self._modules:
            return True
        parts = name.split(".") if name else []
        return any((path, ".".join(parts[:end])) in self._names for end in range(1, len(parts) + 1))
