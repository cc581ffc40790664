"""Notebooks: code cells put together into one text, parsed as Python, cells kept apart."""

from __future__ import annotations

import re

import msgspec
from msgspec import Struct

from debtscan.facts import Cell, Command, FileFacts, Kind, TableUse, Unread
from debtscan.source import decode
from debtscan.syntax.magics import Neutral, neutral
from debtscan.syntax.notebook_json import RawCell, read_cells
from debtscan.syntax.parses import parses
from debtscan.syntax.prescan import classify_failure, prescan
from debtscan.syntax.words import unread, words_of

_PYTHON = re.compile(r"i?python|py\d?$|pyspark|sage|conda")


class _Part(Struct):
    """A cell and its place in the assembled text."""

    cell: RawCell
    line: int
    code: Neutral
    problem: Unread | None = None

    def fact(self) -> Cell:
        """The cell as rules see it."""
        cell = self.cell
        lines = len(self.code.lines)
        return Cell(
            cell.number, self.line, lines, cell.raw_lines, cell.executed, self.problem is None
        )

    def leave_out(self, reason: str, detail: str, line: int = 0) -> None:
        """Record why the cell is not read, and blank it."""
        words = words_of("\n".join(self.cell.lines))
        where = f"cell {self.cell.number}" + (f": {detail}" if detail else "")
        self.problem = Unread("", reason, where, line, words, Kind.NOTEBOOK)
        self.code.lines = [""] * len(self.code.lines)


def extract_notebook(content: bytes) -> FileFacts | Unread:
    """Facts of a notebook's bytes, or why it cannot be read.

    Lines are those of the assembled code. A cell that does not parse is left out and listed in
    `problems`; of other languages than Python only the words are known.
    """
    content = _utf8(content)
    try:
        cells, language = read_cells(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _broken(content, str(error))
    except RecursionError:
        return Unread("", "too-deep", "JSON nested too deep", kind=Kind.NOTEBOOK)
    lines = content.count(b"\n") + 1
    prose = [line for cell in cells if not cell.is_code for line in cell.lines]
    if language and not _PYTHON.match(language):
        prose += [line for cell in cells if cell.is_code for line in cell.lines]
        return FileFacts(Kind.NOTEBOOK, lines=lines, words=words_of(*prose))
    facts = _python(_parts([cell for cell in cells if cell.is_code]))
    if isinstance(facts, Unread):
        return facts
    return msgspec.structs.replace(
        facts, lines=lines, words=tuple(sorted({*facts.words, *words_of(*prose)}))
    )


def _utf8(content: bytes) -> bytes:
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:]
    if content.isascii() or not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content
    text = decode(content, Kind.NOTEBOOK)
    return content if isinstance(text, Unread) else text.encode()


def _broken(content: bytes, message: str) -> Unread:
    """The message of msgspec ends in the byte at which it gave up."""
    at = message.rpartition("(byte ")[2].rstrip(")")
    line = content.count(b"\n", 0, int(at)) + 1 if at.isdigit() else 0
    if not line and "truncated" in message:
        line = content.count(b"\n") + 1
    text = content.decode("utf-8", "replace")
    detail = message.partition(" (byte")[0]
    return unread(Kind.NOTEBOOK, "syntax", detail, text, line)


def _parts(cells: list[RawCell]) -> list[_Part]:
    parts: list[_Part] = []
    line, folder = 1, ""
    for cell in cells:
        code = neutral(cell.lines, line, folder)
        folder = code.folder
        part = _Part(cell, line, code)
        if code.problem:
            part.leave_out("magic", code.problem, line)
        parts.append(part)
        line += len(code.lines) + 1
    return parts


def _python(parts: list[_Part]) -> FileFacts | Unread:
    from debtscan.syntax.python import extract_python

    facts = extract_python(_assembled(parts))
    if isinstance(facts, Unread):
        for part in parts:
            _test(part)
        facts = extract_python(_assembled(parts))
    if isinstance(facts, Unread):  # the two parsers disagree about some cell
        for part in parts:
            alone = extract_python("\n".join(part.code.lines))
            if isinstance(alone, Unread) and part.problem is None:
                part.leave_out(alone.reason, alone.detail, part.line)
        facts = extract_python(_assembled(parts))
    problems = tuple(part.problem for part in parts if part.problem is not None)
    written = sum(1 for part in parts if any(part.cell.lines))
    if isinstance(facts, Unread) or (problems and len(problems) == written):
        return _unread(parts, problems)
    return _completed(facts, parts, problems)


def _assembled(parts: list[_Part]) -> str:
    """Every cell's lines and a blank one."""
    return "\n".join(line for part in parts for line in (*part.code.lines, ""))


def _test(part: _Part) -> None:
    code = "\n".join(part.code.lines)
    refused = prescan(code)
    if part.problem is not None:
        return
    if refused is not None:
        part.leave_out(refused.reason, refused.detail, part.line)
    elif not parses(code):
        part.leave_out(classify_failure(code), "", part.line)


def _unread(parts: list[_Part], problems: tuple[Unread, ...]) -> Unread:
    words = words_of(*("\n".join(part.cell.lines) for part in parts))
    reason = problems[0].reason if problems else "syntax"
    return Unread("", reason, "no cell can be read", 0, words, Kind.NOTEBOOK)


def _completed(facts: FileFacts, parts: list[_Part], problems: tuple[Unread, ...]) -> FileFacts:
    commands: list[Command] = [command for part in parts for command in part.code.commands]
    removed = [text for part in parts for text in part.code.removed]
    return msgspec.structs.replace(
        facts,
        kind=Kind.NOTEBOOK,
        comments=facts.comments + tuple(said for part in parts for said in part.code.comments),
        cells=tuple(part.fact() for part in parts),
        commands=facts.commands + tuple(commands),
        words=tuple(sorted({*facts.words, *words_of(*removed)})),
        problems=facts.problems + problems,
        tables=facts.tables + _tables(parts),
    )


def _tables(parts: list[_Part]) -> tuple[TableUse, ...]:
    queries = [query for part in parts for query in part.code.queries]
    if not queries:
        return ()
    from debtscan.syntax.sql import looks_like_sql, query_tables

    found = [query_tables(text, at) for text, at in queries if looks_like_sql(text)]
    return tuple(use for uses in found for use in uses)
