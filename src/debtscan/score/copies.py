"""Which statements are copies of earlier ones, so that copying code never looks like growth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from debtscan.facts import FileFacts

MOST_ALIKE = 40  #: statements of one shape in a row that count; the rest is data, or padding

#: Whether a line of a file is dead.
Dead = Callable[[str, int], bool]


def unique_rows(files: Sequence[FileFacts], length: int, dead: Dead) -> Iterator[tuple[int, int]]:
    """Of each file, how many statements repeat nothing seen before, and how many of those live.

    A statement repeats another that agrees in names and constants, or the many of its shape right
    above it, and a function of ``length`` statements or more repeats another of the same shape,
    be it with or without what is dead: deleting a dead line must not turn its neighbours into
    copies, nor may they be copies only because some finding does not call it dead.
    """
    shapes: set[int] = set()
    seen: set[int] = set()
    for file in files:
        rows = file.statements
        gone = [dead(file.path, line) for line in rows.lines]
        copied = bytearray(len(rows.lines))
        _mark_functions(file, length, gone, shapes, copied)
        _mark_rows_of_one_shape(file, copied)
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
        living = tuple(rows.shapes[row] for row in range(first, last) if not gone[row])
        shapes = {hash(tuple(rows.shapes[first:last]))}
        if len(living) >= length:
            shapes.add(hash(living))
        if not seen.isdisjoint(shapes):
            copied[first:last] = b"\1" * (last - first)
        seen |= shapes


def _mark_rows_of_one_shape(file: FileFacts, copied: bytearray) -> None:
    """A thousand prints or table entries in a row are no thousand statements to understand."""
    alike, last = 0, None
    for row, shape in enumerate(file.statements.shapes):
        alike, last = (alike + 1 if shape == last else 1), shape
        copied[row] |= alike > MOST_ALIKE
