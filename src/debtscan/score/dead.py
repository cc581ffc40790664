"""Lines that go when debt is paid, dead or copied: to delete them must not make a repository
look smaller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.facts import FileFacts
from debtscan.model import Category, Finding, Location

#: Findings of these categories speak of code or keys that serve nobody any more.
_CATEGORIES = frozenset({Category.DEAD_EXPERIMENTS})


class DeadLines:
    """The dead lines of each file, notebooks in lines of their assembled text."""

    def __init__(self, files: Sequence[FileFacts], findings: Sequence[Finding]) -> None:
        known = {file.path: file for file in files}
        self._files = {path for each in findings for path in _dead_files(each) if path in known}
        self._lines: dict[str, set[int]] = defaultdict(set)
        for at in _dead_places(findings):
            if file := known.get(at.path):
                start = file.line_of(at)
                self._lines[at.path].update(range(start, start + at.last_line - at.line + 1))

    def living(self, file: FileFacts) -> int:
        """How many lines of a file are not dead."""
        gone = len(self._lines.get(file.path, ()))
        return 0 if file.path in self._files else max(0, file.lines - gone)

    def covers(self, path: str, line: int) -> bool:
        """Whether this line of this file is dead."""
        return path in self._files or (path in self._lines and line in self._lines[path])


def _dead_files(finding: Finding) -> Iterator[str]:
    if finding.deletes == "file":
        yield finding.at.path
        yield from finding.parts
    yield from (each.at.path for each in finding.related if each.goes == "file")


def _dead_places(findings: Sequence[Finding]) -> Iterator[Location]:
    for finding in findings:
        if finding.category in _CATEGORIES or finding.deletes == "place":
            yield finding.at
        yield from (each.at for each in finding.related if each.goes == "place")
