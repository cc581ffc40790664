"""The code cells of a notebook's bytes; outputs are skipped, never materialised."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec
from msgspec import Raw, Struct

Count = int | float | str | None


class _Cell(Struct):
    cell_type: str = ""
    source: Raw = Raw(b'""')
    input: Raw = Raw(b'""')  #: nbformat 3
    execution_count: Count = None
    prompt_number: Count = None  #: nbformat 3
    language: str = ""  #: nbformat 3

    @property
    def written(self) -> Raw:
        """The source as JSON."""
        return self.source if len(bytes(self.source)) > 2 else self.input


class _Sheet(Struct):
    cells: list[_Cell] = []


class _Language(Struct):
    name: str = ""
    language: str = ""


class _Metadata(Struct, frozen=True):
    kernelspec: _Language | None = None
    language_info: _Language | None = None


class _Notebook(Struct):
    cells: list[_Cell] = []
    worksheets: list[_Sheet] = []  #: nbformat 3
    metadata: _Metadata = _Metadata()


@dataclass(frozen=True, slots=True)
class CodeCell:
    """One code cell: its number among all cells, its lines, and their lines in the file."""

    number: int
    lines: tuple[str, ...]
    raw_lines: tuple[int, ...]
    executed: int | None


@dataclass(frozen=True, slots=True)
class Notebook:
    """What matters of a notebook."""

    language: str  #: lower case; "python" when nothing is said
    cells: tuple[CodeCell, ...]


_PIECE = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_KEY = re.compile(rb'"(?:source|input)"\s*:\s*\Z')
_KEY_REACH = 200  #: bytes between the key and its value, at most
_NOT_JSON = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|-?\b(?:NaN|Infinity)\b', re.DOTALL)
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_CONTROLS = bytes.maketrans(bytes(set(range(32)) - set(b"\n\r")), b" " * 30)


def read_notebook(content: bytes) -> Notebook:
    """Decode a notebook of nbformat 3 or 4. Raises msgspec.DecodeError, RecursionError."""
    try:
        notebook = msgspec.json.decode(content, type=_Notebook)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        content = _repaired(content)
        notebook = msgspec.json.decode(content, type=_Notebook)
    cells = notebook.cells or [cell for sheet in notebook.worksheets for cell in sheet.cells]
    return Notebook(_language(notebook, cells), tuple(_code_cells(content, cells)))


def _repaired(content: bytes) -> bytes:
    """What Python's own `json` writes or lets pass, made strict; every byte keeps its place."""
    content = content.translate(_CONTROLS)
    content = _ESCAPE.sub(lambda match: rb"\ufffd" if match["lone"] else match[0], content)
    return _NOT_JSON.sub(_as_number, content)


def _as_number(match: re.Match[bytes]) -> bytes:
    return match[0] if match[0][:1] == b'"' else b"0".ljust(len(match[0]))


def _language(notebook: _Notebook, cells: list[_Cell]) -> str:
    metadata = notebook.metadata
    names = [cell.language for cell in cells if cell.language]
    for spec in (metadata.language_info, metadata.kernelspec):
        if spec is not None:
            names += [spec.language, spec.name]
    return next((name.lower() for name in names if name), "python")


def _code_cells(content: bytes, cells: list[_Cell]) -> list[CodeCell]:
    finder = _Finder(content)
    found: list[CodeCell] = []
    for number, cell in enumerate(cells, 1):
        raw = bytes(cell.written)
        at = finder.find(raw)
        if cell.cell_type == "code":
            lines, raw_lines = _lines(raw, at)
            count = cell.execution_count if cell.execution_count is not None else cell.prompt_number
            executed = int(count) if isinstance(count, int | float) else None
            found.append(CodeCell(number, lines, raw_lines, executed))
    return found


class _Finder:
    """Finds the sources one after the other, and the line each starts on."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0
        self._line = 1
        self._lost = False

    def find(self, raw: bytes) -> int:
        """The line of the next value of a `source` key with these bytes; 0 when unknown."""
        if self._lost or len(raw) <= 2:
            return 0
        at = self._content.find(raw, self._at)
        while at >= 0 and not _KEY.search(self._content, max(0, at - _KEY_REACH), at):
            at = self._content.find(raw, at + 1)
        if at < 0:
            self._lost = True  # searching on for every cell would be quadratic
            return 0
        self._line += self._content.count(b"\n", self._at, at)
        self._at = at
        return self._line


def _lines(raw: bytes, first: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    source = msgspec.json.decode(raw, type=str | list[str] | None)
    pieces = [source] if isinstance(source, str) else source or []
    text = "".join(pieces).replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    if not first:
        return lines, ()
    raw_lines: list[int] = []
    at, line, open_line = 0, first, False
    for piece, match in zip(pieces, _PIECE.finditer(raw), strict=False):
        line += raw.count(b"\n", at, match.start())
        at = match.start()
        starts = piece.count("\n") + (not piece.endswith("\n") and bool(piece)) - open_line
        raw_lines += [line] * starts
        open_line = (bool(piece) and not piece.endswith("\n")) or (open_line and not piece)
    return lines, tuple(raw_lines[: len(lines)])
