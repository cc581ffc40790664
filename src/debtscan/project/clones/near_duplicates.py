"""Near-duplicate files by 4-grams of statement shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debtscan.facts import FileFacts
from debtscan.project.clones.alike import alike, stars


def near_duplicates(
    files: Sequence[FileFacts], similarity: float, min_statements: int
) -> list[tuple[tuple[str, ...], float]]:
    """(members, lowest similarity to the first member), by first member's path."""
    return stars(resembling(files, similarity, min_statements))


def resembling(
    files: Sequence[FileFacts], similarity: float, min_statements: int
) -> Iterator[tuple[str, str, float]]:
    """Pairs of files at least this similar, with their Jaccard."""
    grams = {file.path: _grams(file) for file in files if file.size >= min_statements}
    grams = {path: found for path, found in grams.items() if len(found) >= min_statements // 2}
    return alike(grams, similarity)


def _grams(file: FileFacts) -> frozenset[int]:
    imports = {imported.at.line for imported in file.imports}
    table = file.statements
    shapes = [s for s, line in zip(table.shapes, table.lines, strict=True) if line not in imports]
    return frozenset(map(hash, zip(shapes, shapes[1:], shapes[2:], shapes[3:], strict=False)))
