"""Two copies laid side by side: which constants differ, which statements are missing."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator

from msgspec import Struct

from debtscan.facts import FileFacts, Span
from debtscan.model import Location

_LONGEST = 4000  #: rows of one side; longer files are compared up to here

_WEIGHTS = {
    "operator": 1.0, "default": 0.9, "missing": 0.8, "added": 0.8, "constant": 0.7,
    "call": 0.6, "order": 0.5,
}  # fmt: skip

Constant = str | int | float | bool | None


class Difference(Struct, frozen=True):
    """One thing in which two copies differ.

    `kind`: "constant", "operator" (a sign or comparison), "default" (of a parameter), "missing"
    and "added" (a statement or key that only the old or only the new one has; the other place
    is the start of that copy), "call" (another function), "order" (the same statement elsewhere).
    """

    old: Constant
    new: Constant
    old_at: Location
    new_at: Location
    kind: str = "constant"
    name: str = ""  #: the variable, argument, parameter or key it belongs to, where visible

    @property
    def weight(self) -> float:
        """How much it tells, 0 to 1: a sign more than a number, a number more than a text."""
        if self.kind == "constant" and any(isinstance(one, str) for one in (self.old, self.new)):
            sentence = any(isinstance(one, str) and " " in one for one in (self.old, self.new))
            return 0.1 if sentence else 0.4
        return _WEIGHTS[self.kind]


class Rows(Struct, frozen=True):
    """A run of rows of a file's statement table: `first` to one before `last`."""

    file: FileFacts
    first: int
    last: int

    def at(self, row: int) -> Location:
        """Where a row, counted from the run's start, is."""
        table = self.file.statements
        index = self.first + row
        return self.file.locate(Span(table.lines[index], 1, table.end_lines[index]))

    @property
    def shapes(self) -> tuple[int, ...]:
        """Fingerprints of the statements without names and constants, but declarations of
        options with their flags: `--lr` never faces `--depth`."""
        last = min(self.last, self.first + _LONGEST)
        table = self.file.statements
        rows = zip(table.shapes[self.first : last], table.constants[self.first : last], strict=True)
        return tuple(hash((shape, *_flags(row))) if row else shape for shape, row in rows)

    def constants(self, row: int) -> tuple[Constant, ...]:
        """The constants of a row in order."""
        return self.file.statements.constants[self.first + row]


def _flags(constants: tuple[Constant | None, ...]) -> Iterator[int]:
    """Option flags as numbers that are the same in every run."""
    for one in constants:
        if isinstance(one, str) and one.startswith("--"):
            yield int.from_bytes(one.encode("utf-8", "replace"), "big")


def weigh(found: Iterable[Difference]) -> float:
    """How much all differences together tell, 0 (identical copies) to 1."""
    return 1 - math.prod(1 - one.weight / 2 for one in found)


def differences(old: Rows, new: Rows) -> tuple[Difference, ...]:
    """Constants that differ where statements of equal shape face one another."""
    return tuple(
        Difference(before, after, old.at(left), new.at(right))
        for left, right in aligned(old, new)
        for before, after in zip(old.constants(left), new.constants(right), strict=False)
        if before != after or type(before) is not type(after)
    )


def aligned(old: Rows, new: Rows) -> Iterator[tuple[int, int]]:
    """Pairs of rows of equal shape, in order, by longest matching blocks."""
    if old.shapes == new.shapes:
        yield from ((row, row) for row in range(len(old.shapes)))
        return
    matcher = difflib.SequenceMatcher(None, old.shapes, new.shapes, autojunk=False)
    for block in matcher.get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))
