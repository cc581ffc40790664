"""What a finding stands on, as a hash that no formatting and no line above it changes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from zlib import crc32

from debtscan.facts import FileFacts
from debtscan.model import Location

_NUMBER = re.compile(r"\[\d+\]")


def anchor(files: Mapping[str, FileFacts], at: Location, subject: str) -> str:
    """Eight hexadecimal digits, or nothing where no statement, key or command is.

    A finding about a whole file, whose subject is the path, is anchored in all of it; what stands
    on a line that says nothing of its own, in what comes next.
    """
    file = files.get(at.path)
    if file is None:
        return ""
    if subject == at.path:
        return _whole(file)
    line = file.line_of(at)
    return _standing(file, line) or _standing(file, _below(file, line))


def _standing(file: FileFacts, line: int) -> str:
    found = (_statement(file, line) or _comment(file, line)) if file.is_code else ""
    return found or _entry(file, line)


def _below(file: FileFacts, line: int) -> int:
    """The line of the next statement, key or command."""
    keys, commands = (key.at.line for key in file.config), (run.at.line for run in file.commands)
    starts = (*file.statements.lines, *keys, *commands)
    return min((start for start in starts if start > line), default=line)


def _whole(file: FileFacts) -> str:
    """All that it says, whatever comments stand beside it; its bytes where that is not known."""
    said = [
        *file.statements.exacts,
        *((_unnumbered(key.path), key.kind, key.value) for key in file.config),
        *(command.words for command in file.commands),
        *((one.name, one.specifier) for one in file.dependencies),
        *((table.name, table.mode) for table in file.tables),
    ]
    return _hash(repr(said)) if said else file.digest[:8]


def _statement(file: FileFacts, line: int) -> str:
    rows = file.statements
    row = bisect_right(rows.lines, line) - 1
    if row < 0 or line > rows.end_lines[row]:
        return ""
    return f"{rows.exacts[row]:08x}"


def _comment(file: FileFacts, line: int) -> str:
    """Code in comments is no statement: its first line and its length stand for it."""
    for block in file.commented_code:
        if block.at.line <= line <= block.at.end_line:
            return _hash(f"{block.statements} {block.excerpt}")
    return ""


def _entry(file: FileFacts, line: int) -> str:
    keys = [repr(_unnumbered(key.path)) for key in file.config if key.at.line == line]
    commands = [
        repr(command.words)
        for command in file.commands
        if command.at.line <= line <= max(command.at.line, command.at.end_line)
    ]
    return _hash("\n".join(keys + commands)) if keys or commands else ""


def _unnumbered(key: str) -> str:
    """Items of a sequence have no number of their own: one put above counts them all anew."""
    return _NUMBER.sub("[]", key)


def _hash(text: str) -> str:
    return f"{crc32(text.encode('utf-8', 'replace')):08x}"
