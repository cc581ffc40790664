"""What stands inside a `with` block: the tasks of a group."""

from __future__ import annotations

import re
from collections.abc import Mapping

from debtscan.facts import FileFacts


def blocks(
    file: FileFacts, tasks: Mapping[int, str], opens: re.Pattern[str]
) -> Mapping[int, frozenset[str]]:
    """Index of a call that opens a block -> ids of the tasks that are made in it."""
    found: dict[int, frozenset[str]] = {}
    for index, call in enumerate(file.calls):
        if opens.fullmatch(call.callee):
            last = _end(file, call.at.line, call.at.end_line)
            found[index] = frozenset(
                name
                for one, name in tasks.items()
                if call.at.line < file.calls[one].at.line <= last
            )
    return found


def _end(file: FileFacts, first: int, header: int) -> int:
    """The last line of the block whose header a line belongs to."""
    rows = file.statements
    depth = next(
        (
            depth
            for line, end, depth in zip(rows.lines, rows.end_lines, rows.depths, strict=True)
            if line <= first <= max(end, header)
        ),
        0,
    )
    last = header
    for line, end, inner in zip(rows.lines, rows.end_lines, rows.depths, strict=True):
        if line > header:
            if inner <= depth:
                break
            last = end
    return last
