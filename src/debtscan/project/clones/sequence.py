"""The statements of many files as one sequence, broken where nothing runs on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from debtscan.facts import FileFacts
from debtscan.project.clones.places import Copy, copy_of


class Statements:
    """All rows of files one after the other. Between functions, around classes and in place of
    imports stand breaks: negative numbers, each only once, so that no repeat runs across."""

    def __init__(self, files: Iterable[FileFacts]) -> None:
        self.shapes: list[int] = []
        self._files: list[FileFacts] = []
        self._starts: list[int] = []  #: where each run of rows starts in the sequence
        self._runs: list[tuple[int, int]] = []  #: its file and first row
        self._of_file: dict[str, tuple[list[int], list[int]]] = {}  #: rows, places of its runs
        for file in files:
            self._add(file)

    def copy(self, place: int, length: int) -> Copy:
        """The statements of a part of the sequence."""
        file, row = self._row(place)
        return copy_of(file, row, row + length)

    def file(self, place: int) -> FileFacts:
        """The file a place lies in."""
        return self._row(place)[0]

    def place(self, path: str, row: int) -> int | None:
        """Where a row stands in the sequence; None before the first."""
        rows, places = self._of_file.get(path, ((), ()))
        run = bisect_right(rows, row) - 1
        return places[run] + row - rows[run] if run >= 0 else None

    def _row(self, place: int) -> tuple[FileFacts, int]:
        run = bisect_right(self._starts, place) - 1
        number, first = self._runs[run]
        return self._files[number], first + place - self._starts[run]

    def _add(self, file: FileFacts) -> None:
        table = file.statements
        owners = outermost(file)
        imports = {one.at.line for one in file.imports}
        before = None
        self._files.append(file)
        self._of_file[file.path] = ([], [])
        for row, (shape, scope, line) in enumerate(
            zip(table.shapes, table.scopes, table.lines, strict=True)
        ):
            if line in imports:
                before = None
                continue
            if owners[scope] != before:
                before = owners[scope]
                self._break(row)
            self.shapes.append(shape)

    def _break(self, row: int) -> None:
        self.shapes.append(-2 - len(self._starts))  # hash(-1) is hash(-2): never use both
        self._starts.append(len(self.shapes))
        self._runs.append((len(self._files) - 1, row))
        rows, places = self._of_file[self._files[-1].path]
        rows.append(row)
        places.append(len(self.shapes))


def outermost(file: FileFacts) -> Sequence[int]:
    """Scope -> the outermost function it lies in; classes and the module stand for themselves."""
    found = [0]
    for scope, definition in enumerate(file.definitions, start=1):
        around = definition.scope
        inside = around and file.definitions[around - 1].kind == "function"
        found.append(found[around] if inside else scope)
    return found
