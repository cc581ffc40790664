"""The cells of a notebook's JSON, without ever building its outputs.

msgspec skips what no field asks for, so a notebook of 30 MB of pictures costs milliseconds.
Sources are kept as raw JSON: found again in the file, they give each line its place there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import Raw, Struct

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_NOTHING = Raw(b'""')


class _Cell(Struct):
    """`source` and `execution_count` of nbformat 4, `input` and `prompt_number` of 3."""

    cell_type: str = "code"
    source: Raw = _NOTHING
    input: Raw = _NOTHING
    execution_count: Any = None
    prompt_number: Any = None


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


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as written: its lines, and the line of the file each of them is in."""

    number: int
    is_code: bool
    lines: list[str]
    raw_lines: tuple[int, ...]
    executed: int | None


def read_cells(content: bytes) -> tuple[list[RawCell], str]:
    """All cells in order, and the language of the kernel ("" when it is not said).

    Raises msgspec.DecodeError, RecursionError or UnicodeDecodeError for what is no notebook.
    """
    notebook = msgspec.json.decode(content, type=_Notebook)
    if notebook.cells is None and notebook.worksheets is None:
        raise msgspec.ValidationError("neither `cells` nor `worksheets`")
    cells = notebook.cells or [c for sheet in notebook.worksheets or () for c in sheet.cells]
    return list(_placed(cells, content)), _language(notebook.metadata)


def _language(metadata: Raw) -> str:
    try:
        found = msgspec.json.decode(metadata, type=_Metadata)
    except (msgspec.DecodeError, RecursionError):
        return ""
    spec = found.kernelspec
    return (found.language_info.name or spec.language or spec.name).lower()


def _placed(cells: list[_Cell], content: bytes) -> Iterator[RawCell]:
    """Find each source after the one before, and number its lines."""
    position, line = 0, 1
    for number, cell in enumerate(cells, start=1):
        raw = bytes(cell.source) if bytes(cell.source) != b'""' else bytes(cell.input)
        start = content.find(raw, position) if len(raw) > 2 else -1
        pieces: list[tuple[str, int]] = []
        if start >= 0:
            line += content.count(b"\n", position, start)
            pieces = [
                (msgspec.json.decode(match[0], type=str), line + raw.count(b"\n", 0, match.start()))
                for match in _STRING.finditer(raw)
            ]
            position = start
        lines, raw_lines = _joined(pieces)
        count = cell.execution_count if cell.execution_count is not None else cell.prompt_number
        executed = count if isinstance(count, int) else None
        yield RawCell(number, cell.cell_type == "code", lines, tuple(raw_lines), executed)


def _joined(pieces: list[tuple[str, int]]) -> tuple[list[str], list[int]]:
    """The lines of a source given as strings, each with the file's line it starts in."""
    lines: list[str] = []
    places: list[int] = []
    continued = False  #: the last line did not end with a newline
    for text, place in pieces:
        parts = text.replace("\r\n", "\n").split("\n")
        if continued:
            lines[-1] += parts.pop(0)
        continued = not parts or parts[-1] != ""
        if parts and not continued:
            parts.pop()
        lines += parts
        places += [place] * len(parts)
    return lines, places
