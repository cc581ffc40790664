"""The cells of a notebook's JSON, without ever building its outputs.

msgspec skips what no field asks for, so a notebook of 30 MB of pictures costs milliseconds.
Sources are kept as raw JSON: found again in the file, they give each line its place there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Raw, Struct

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NOTHING = Raw(b'""')
_KEY = re.compile(rb'"(?:source|input)"\s*:\s*\Z')
_KEY_REACH = 200  #: bytes between the start of the key and its value, at most

_CONTROLS = bytes.maketrans(bytes(set(range(32)) - set(b"\n\r")), b" " * 30)
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_NO_NUMBER = re.compile(_STRING.pattern + rb"|-?\b(?:NaN|Infinity)\b", re.DOTALL)


class _Cell(Struct):
    """`source` and `execution_count` of nbformat 4, `input` and `prompt_number` of 3."""

    cell_type: str = "code"
    source: Raw = _NOTHING
    input: Raw = _NOTHING
    execution_count: Any = None
    prompt_number: Any = None
    language: str = ""


class _Worksheet(Struct):
    cells: list[_Cell] = []


class _Notebook(Struct):
    cells: list[_Cell] | None = None
    worksheets: list[_Worksheet] | None = None
    metadata: Raw = Raw(b"{}")


class _Language(Struct, frozen=True):
    name: str = ""
    language: str = ""


class _Metadata(Struct):
    kernelspec: _Language = _Language()
    language_info: _Language = _Language()


class RawCell(Struct, frozen=True):
    """A cell as written: its lines, and the line of the file each of them is in."""

    number: int
    is_code: bool
    lines: list[str]
    raw_lines: tuple[int, ...]  #: empty when the place in the file is not known
    executed: int | None


def read_cells(content: bytes) -> tuple[list[RawCell], str]:
    """All cells in order, and the language of the kernel ("" when it is not said).

    Raises msgspec.DecodeError, RecursionError or UnicodeDecodeError for what is no notebook.
    """
    try:
        notebook = msgspec.json.decode(content, type=_Notebook)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        content = _repaired(content)
        notebook = msgspec.json.decode(content, type=_Notebook)
    if notebook.cells is None and notebook.worksheets is None:
        raise msgspec.ValidationError("neither `cells` nor `worksheets`")
    cells = notebook.cells or [c for sheet in notebook.worksheets or () for c in sheet.cells]
    return list(_placed(cells, content)), _language(notebook.metadata, cells)


def _repaired(content: bytes) -> bytes:
    """What Python's own `json` writes or lets pass (NaN, lone surrogates, control characters)
    made strict; every byte keeps its place."""
    content = content.translate(_CONTROLS)
    content = _ESCAPE.sub(lambda match: rb"\ufffd" if match["lone"] else match[0], content)
    return _NO_NUMBER.sub(_as_number, content)


def _as_number(match: re.Match[bytes]) -> bytes:
    return match[0] if match[0][:1] == b'"' else b"0".ljust(len(match[0]))


def _language(metadata: Raw, cells: list[_Cell]) -> str:
    try:
        found = msgspec.json.decode(metadata, type=_Metadata)
    except (msgspec.DecodeError, RecursionError):
        found = _Metadata()
    spec, info = found.kernelspec, found.language_info
    names = (info.name, spec.language, spec.name, *(cell.language for cell in cells[:1]))
    return next((name.lower() for name in names if name), "")


def _placed(cells: list[_Cell], content: bytes) -> Iterator[RawCell]:
    finder = _Finder(content)
    for number, cell in enumerate(cells, start=1):
        raw = bytes(cell.source)
        raw = raw if len(raw) > 2 else bytes(cell.input)
        lines, raw_lines = _lines(raw, finder.line_of(raw))
        count = cell.execution_count if cell.execution_count is not None else cell.prompt_number
        executed = count if isinstance(count, int) else None
        yield RawCell(number, cell.cell_type == "code", lines, tuple(raw_lines), executed)


class _Finder:
    """Finds the sources one after the other; outputs may hold the same text as any source."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0
        self._line = 1
        self._lost = False

    def line_of(self, raw: bytes) -> int:
        """The line of the next value of a source key that is these bytes; 0 when unknown."""
        if self._lost or len(raw) <= 2:
            return 0
        at = self._content.find(raw, self._at)
        while at >= 0 and not _KEY.search(self._content, max(0, at - _KEY_REACH), at):
            at = self._content.find(raw, at + 1)
        if at < 0:
            self._lost = True  # to search on for every cell would be quadratic
            return 0
        self._line += self._content.count(b"\n", self._at, at)
        self._at = at
        return self._line


def _lines(raw: bytes, first: int) -> tuple[list[str], list[int]]:
    """The lines of a source given as one or more strings, and where in the file each starts."""
    source = msgspec.json.decode(raw, type=str | list[str] | None)
    pieces = [source] if isinstance(source, str) else source or []
    lines: list[str] = []
    places: list[int] = []
    at, line = 0, first
    continued = False  #: the last line did not end with a newline
    for piece, match in zip(pieces, _STRING.finditer(raw), strict=True):
        line += raw.count(b"\n", at, match.start())
        at = match.start()
        parts = piece.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if continued:
            lines[-1] += parts.pop(0)
        continued = not parts or parts[-1] != ""
        if parts and not continued:
            parts.pop()
        lines += parts
        places += [line] * len(parts)
    return lines, places if first else []
