"""Which file a dotted module name means, seen from the file that imports it."""

from __future__ import annotations

from collections.abc import Mapping

from debtscan.facts import FileFacts, Import


class Modules:
    """Files by every dotted name they can be imported as."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = files

    def resolve(self, file: FileFacts, imported: Import) -> str | None:
        """The file an import reads: the submodule if there is one, else the module."""
        return None

    def path_of(self, dotted: str, importer: str) -> str | None:
        """The file a dotted (possibly relative) module name means in `importer`."""
        return None

    def names_of(self, path: str) -> tuple[str, ...]:
        """Dotted names a file can be imported as, the likeliest first."""
        return ()
