"""Notebook cells that stand in several notebooks, word for word or nearly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from debtscan.facts import FileFacts
from debtscan.project.clones.alike import alike, stars
from debtscan.project.clones.places import CodeCluster, Copy, Place, are_exact, copy_of


def copied_cells(
    notebooks: Sequence[FileFacts], min_statements: int, similarity: float, min_files: int
) -> tuple[CodeCluster, ...]:
    """Clusters of cells by first place; imports do not count. Similar: the Jaccard of pairs
    of neighbouring statement shapes to the first member."""
    files = {file.path: file for file in notebooks}
    cells = {key: rows for file in notebooks for key, rows in _cells(file, min_statements)}
    grams = {key: _grams(files[key[0]], rows) for key, rows in cells.items()}
    found: list[CodeCluster] = []
    for keys, _ in stars(alike(grams, similarity)):
        if len({path for path, _ in keys}) >= min_files:
            found.append(_cluster([files[path] for path, _ in keys], [cells[key] for key in keys]))
    return tuple(found)


def _cells(file: FileFacts, least: int) -> Iterator[tuple[Place, range]]:
    lines = file.statements.lines
    imports = {one.at.line for one in file.imports}
    for cell in file.cells:
        first = bisect_left(lines, cell.line)
        rows = range(first, bisect_left(lines, cell.line + cell.lines))
        if sum(lines[row] not in imports for row in rows) >= least:
            yield (file.path, cell.number), rows


def _grams(file: FileFacts, rows: range) -> frozenset[int]:
    shapes = file.statements.shapes[rows.start : rows.stop]
    return frozenset(map(hash, zip((0, *shapes), (*shapes, 0), strict=True)))


def _cluster(files: list[FileFacts], rows: list[range]) -> CodeCluster:
    members: tuple[Copy, ...] = tuple(
        copy_of(file, one.start, one.stop) for file, one in zip(files, rows, strict=True)
    )
    return CodeCluster(members, min(map(len, rows)), are_exact(files, members))
