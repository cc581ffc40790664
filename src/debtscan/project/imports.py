"""Which file imports which, and which packages from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.modules import Modules


class Imports:
    """Imports between files of the repository, and out of it."""

    def __init__(self, files: Sequence[FileFacts], modules: Modules) -> None:
        self._files = files

    def importers(self, path: str) -> tuple[str, ...]:
        """Files that import this one, directly."""
        return ()

    def imported(self, path: str) -> Mapping[str, tuple[Location, ...]]:
        """Files this one imports, with the places."""
        return {}

    def external(self, path: str) -> Mapping[str, tuple[Location, ...]]:
        """Top-level packages from outside the repository, with the places."""
        return {}

    def reachable_from(self, paths: Iterable[str]) -> frozenset[str]:
        """Files that run when these do: through imports and the packages they lie in."""
        return frozenset(paths)
