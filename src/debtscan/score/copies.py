"""Which statements are copies of earlier ones, so that copying code never looks like growth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from debtscan.facts import FileFacts

#: Whether a line of a file is dead.
Dead = Callable[[str, int], bool]


def unique_rows(files: Sequence[FileFacts], length: int, dead: Dead) -> Iterator[tuple[int, int]]:
    """Of each file, how many statements repeat nothing seen before, and how many of those live.

    A statement repeats another that agrees in names and constants, and a function of ``length``
    statements or more repeats another of the same shape. Statements are compared one by one and
    functions by what lives in them: or deleting a dead line could turn its neighbours into
    copies, and a repair would cost points.
    """
    shapes: set[int] = set()
    seen: set[int] = set()
    for file in files:
        rows = file.statements
        gone = [dead(file.path, line) for line in rows.lines]
        copied = bytearray(len(rows.lines))
        _mark_functions(file, length, gone, shapes, copied)
        for row, exact in enumerate(rows.exacts):
            copied[row] |= exact in seen
            seen.add(exact)
        fresh = [lost for lost, copy in zip(gone, copied, strict=True) if not copy]
        yield len(fresh), len(fresh) - sum(fresh)


def _mark_functions(
    file: FileFacts, length: int, gone: Sequence[bool], seen: set[int], copied: bytearray
) -> None:
    rows = file.statements
    for definition in file.definitions:
        first, last = definition.first, definition.last
        if definition.statements < length or not definition.shape:
            continue
        shape = hash(tuple(rows.shapes[row] for row in range(first, last) if not gone[row]))
        if shape in seen:
            copied[first:last] = b"\1" * (last - first)
        seen.add(shape)
