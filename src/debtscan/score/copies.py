"""Which statements are copies of earlier ones, so that copying code never looks like growth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debtscan.facts import FileFacts


def unique_rows(files: Sequence[FileFacts], length: int) -> Iterator[tuple[str, list[int]]]:
    """Each file's path and the lines of its statements that repeat nothing seen before.

    A function of ``length`` statements or more repeats another of the same shape; a run of
    ``length`` statements repeats another that agrees in names and constants too.
    """
    shapes: set[int] = set()
    runs: set[int] = set()
    for file in files:
        copied = bytearray(len(file.statements.lines))
        _mark_functions(file, length, shapes, copied)
        _mark_runs(file.statements.exacts, length, runs, copied)
        yield (
            file.path,
            [line for line, copy in zip(file.statements.lines, copied, strict=True) if not copy],
        )


def _mark_functions(file: FileFacts, length: int, seen: set[int], copied: bytearray) -> None:
    for definition in file.definitions:
        if definition.statements < length or not definition.shape:
            continue
        if definition.shape in seen:
            copied[definition.first : definition.last] = b"\1" * (
                definition.last - definition.first
            )
        seen.add(definition.shape)


def _mark_runs(exacts: Sequence[int], length: int, seen: set[int], copied: bytearray) -> None:
    copy = b"\1" * length
    for start in range(len(exacts) - length + 1):
        run = hash(exacts[start : start + length])
        if run in seen:
            copied[start : start + length] = copy
        else:
            seen.add(run)
