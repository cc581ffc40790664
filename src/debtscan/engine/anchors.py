"""What a finding stands on, as a hash that no formatting and no line above it changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from zlib import crc32

from debtscan.facts import FileFacts
from debtscan.model import Location


def anchor(files: Mapping[str, FileFacts], at: Location, subject: str) -> str:
    """Eight hexadecimal digits, or nothing where no statement, key or command is.

    A finding about a whole file, whose subject is the path, is anchored in all of it.
    """
    file = files.get(at.path)
    if file is None:
        return ""
    if subject == at.path:
        return _whole(file)
    return _statement(file, file.line_of(at)) if file.is_code else _entry(file, at.line)


def _whole(file: FileFacts) -> str:
    if not file.statements.exacts:
        return file.digest[:8]
    return _hash(",".join(map(str, file.statements.exacts)))


def _statement(file: FileFacts, line: int) -> str:
    rows = file.statements
    row = bisect_right(rows.lines, line) - 1
    if row < 0 or line > rows.end_lines[row]:
        return _comment(file, line) or _entry(file, line)
    return f"{rows.exacts[row]:08x}"


def _comment(file: FileFacts, line: int) -> str:
    """Code in comments is no statement: its first line and its length stand for it."""
    for block in file.commented_code:
        if block.at.line <= line <= block.at.end_line:
            return _hash(f"{block.statements} {block.excerpt}")
    return ""


def _entry(file: FileFacts, line: int) -> str:
    keys = [repr(key.path) for key in file.config if key.at.line == line]
    commands = [repr(command.words) for command in file.commands if command.at.line == line]
    return _hash("\n".join(keys + commands)) if keys or commands else ""


def _hash(text: str) -> str:
    return f"{crc32(text.encode('utf-8', 'replace')):08x}"
