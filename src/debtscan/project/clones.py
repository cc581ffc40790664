"""Code of the same shape in several places, and what differs between the copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.symbols import Symbol


@dataclass(frozen=True, slots=True)
class FunctionCluster:
    """Functions (or classes) of one shape in two files or more."""

    members: tuple[Symbol, ...]
    statements: int
    exact: bool  #: names and constants agree too


@dataclass(frozen=True, slots=True)
class FileCluster:
    """Near-duplicate files. `similarity` is the lowest Jaccard to the first member."""

    members: tuple[str, ...]
    similarity: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One constant that differs between aligned statements of two copies."""

    old: str | int | float
    new: str | int | float
    old_at: Location
    new_at: Location


class Clones:
    """Clusters of copies."""

    def __init__(self, files: Sequence[FileFacts]) -> None:
        self._files = files

    def functions(
        self, *, min_statements: int = 6, exact: bool = False
    ) -> tuple[FunctionCluster, ...]:
        """Clusters of functions of one shape, over at least two files."""
        return ()

    def files(
        self, *, similarity: float = 0.6, min_statements: int = 20
    ) -> tuple[FileCluster, ...]:
        """Clusters of near-duplicate files."""
        return ()

    def difference(self, old: Symbol | str, new: Symbol | str) -> tuple[Difference, ...]:
        """The constants that differ between two copies (symbols, or whole files by path)."""
        return ()
