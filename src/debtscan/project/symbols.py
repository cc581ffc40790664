"""Functions and classes of the repository, by file and by dotted name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from debtscan.facts import Definition, FileFacts
from debtscan.model import Location
from debtscan.project.imports import Imports
from debtscan.project.modules import Modules


@dataclass(frozen=True, slots=True)
class Symbol:
    """One definition; two symbols are equal when path and scope are."""

    path: str
    scope: int  #: the scope its body is (index in `definitions` plus one)
    definition: Definition
    at: Location

    @property
    def name(self) -> str:
        """Dotted within its file: `Trainer.fit`."""
        return self.definition.name

    @property
    def is_class(self) -> bool:
        """A class, not a function."""
        return self.definition.kind == "class"

    def __hash__(self) -> int:
        return hash((self.path, self.scope))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Symbol) and (self.path, self.scope) == (other.path, other.scope)


class Symbols:
    """Definitions by path and name, by dotted module name, by last segment."""

    def __init__(self, files: Sequence[FileFacts], modules: Modules, imports: Imports) -> None:
        self._files = {file.path: file for file in files}

    def at(self, path: str, name: str) -> Symbol | None:
        """The last definition of this qualified name in this file."""
        return None

    def find(self, dotted: str, importer: str) -> Symbol | None:
        """The definition a dotted name means in the file `importer`; through re-exports."""
        return None

    def named(self, last: str) -> tuple[Symbol, ...]:
        """Every definition whose last segment is this, over all files."""
        return ()
