"""Where a definition's name is read without being called: passed on, stored, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from debtscan.facts import FileFacts
from debtscan.model import Location

_Lines = Mapping[str, set[int]]


class ValueUses:
    """Reads of names by last segment, less the reads that are calls."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = files
        self._loose: dict[str, _Lines] = {}

    def of(self, last: str, paths: Sequence[str]) -> Location | None:
        """The first place in these files where a name ending so is read but not called."""
        for path in paths:
            lines = self._lines(path).get(last)
            if lines:
                return self._files[path].line(min(lines))
        return None

    def _lines(self, path: str) -> _Lines:
        known = self._loose.get(path)
        if known is None:
            known = self._loose[path] = _loose_lines(self._files[path])
        return known


def _loose_lines(file: FileFacts) -> _Lines:
    read: dict[str, set[int]] = defaultdict(set)
    for names in file.reads:
        for dotted, lines in names.items():
            read[dotted.rpartition(".")[2]].update(lines)
    for call in file.calls:
        lines_read = read.get(call.callee.rpartition(".")[2])
        if lines_read:
            last = max(call.at.end_line, call.at.line)
            lines_read.difference_update(range(call.at.line, last + 1))
    return read
