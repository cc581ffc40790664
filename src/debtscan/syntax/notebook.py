"""Notebooks: code cells put together into one module, read as one, told apart again."""

from __future__ import annotations

import msgspec

from debtscan.facts import Cell, Command, FileFacts, Kind, Span, Unread
from debtscan.syntax.magics import Plain, neutralise
from debtscan.syntax.notebook_json import RawCell, read_cells
from debtscan.syntax.python import extract_python
from debtscan.syntax.shell import Setting, read_commands, with_placeholders
from debtscan.syntax.words import unread, words_of

_BOM = b"\xef\xbb\xbf"
_PYTHON = ("python", "sage", "pyspark", "conda", "")


def extract_notebook(content: bytes) -> FileFacts | Unread:
    """Facts of a notebook; cells that do not parse are left out and named in `problems`."""
    content = content.removeprefix(_BOM)
    try:
        cells, language = read_cells(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        text = content.decode("utf-8", "replace")
        return unread(Kind.NOTEBOOK, "syntax", f"not a notebook: {error}"[:200], text)
    except RecursionError:
        return Unread("", "too-deep", "JSON nested too deeply", kind=Kind.NOTEBOOK)
    if not any(name in language for name in _PYTHON[:-1]) and language:
        words = words_of(*(line for cell in cells for line in cell.lines))
        return FileFacts(Kind.NOTEBOOK, lines=content.count(b"\n") + 1, words=words)
    return _python_notebook(cells, content.count(b"\n") + 1)


def _python_notebook(cells: list[RawCell], lines: int) -> FileFacts | Unread:
    code = [cell for cell in cells if cell.is_code]
    plain = [neutralise(cell.lines) for cell in code]
    refused: dict[int, Unread] = {}
    facts = extract_python(_assembled(plain, refused))
    if isinstance(facts, Unread):
        refused = {index: why for index, each in enumerate(plain) if (why := _refusal(each))}
        facts = extract_python(_assembled(plain, refused))
    if isinstance(facts, Unread):
        return msgspec.structs.replace(facts, kind=Kind.NOTEBOOK)
    if refused and len(refused) == sum(1 for each in plain if any(each.lines)):
        return msgspec.structs.replace(next(iter(refused.values())), kind=Kind.NOTEBOOK)
    placed = _cells(code, refused)
    prose = words_of(*(line for cell in cells if not cell.is_code for line in cell.lines))
    return msgspec.structs.replace(
        facts,
        kind=Kind.NOTEBOOK,
        lines=lines,
        cells=placed,
        commands=_commands(plain, placed),
        words=prose,
        problems=tuple(_problem(code[index], why) for index, why in refused.items()),
    )


def _assembled(plain: list[Plain], refused: dict[int, Unread]) -> str:
    """One module: each cell's lines and a blank one; refused cells are blank."""
    lines: list[str] = []
    for index, each in enumerate(plain):
        lines += [""] * len(each.lines) if index in refused else each.lines
        lines.append("")
    return "\n".join(lines)


def _refusal(plain: Plain) -> Unread | None:
    found = extract_python("\n".join(plain.lines) + "\n")
    return found if isinstance(found, Unread) else None


def _cells(code: list[RawCell], refused: dict[int, Unread]) -> tuple[Cell, ...]:
    placed = []
    line = 1
    for index, cell in enumerate(code):
        count = len(cell.lines)
        placed.append(
            Cell(cell.number, line, count, cell.raw_lines, cell.executed, index not in refused)
        )
        line += count + 1
    return tuple(placed)


def _commands(plain: list[Plain], cells: tuple[Cell, ...]) -> tuple[Command, ...]:
    """Commands in order; a `%cd` or `!cd` does not outlive its line, as in IPython's `!`."""
    found: list[Command] = []
    for each, cell in zip(plain, cells, strict=True):
        for index, column, text in each.shell:
            found += _read(text, cell.line + index, column)
    return tuple(found)


def _read(text: str, line: int, column: int) -> list[Command]:
    def place(start: int, end: int) -> Span:
        return Span(*_position(text, start, line, column), *_position(text, end, line, column))

    return read_commands(with_placeholders(text), place, Setting("notebook"))[0]


def _position(text: str, offset: int, line: int, column: int) -> tuple[int, int]:
    before = text[:offset]
    newlines = before.count("\n")
    if newlines:
        return line + newlines, offset - before.rindex("\n")
    return line, column + offset + 1


def _problem(cell: RawCell, why: Unread) -> Unread:
    line = cell.raw_lines[0] if cell.raw_lines else 0
    return msgspec.structs.replace(why, detail=f"cell {cell.number}", line=line, kind=Kind.NOTEBOOK)
