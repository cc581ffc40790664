"""How much code there is to hold a debt against: statements that are unique and live."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from debtscan.facts import FileFacts, Kind, Role, Unread
from debtscan.model import Finding
from debtscan.score.constants import CONSTANTS, Constants
from debtscan.score.copies import unique_rows
from debtscan.score.dead import DeadLines

#: Unreadable files of these kinds may hide debt. JSON is left out: most of it is data.
_JUDGED = frozenset(Kind) - {
    Kind.JSON,
    Kind.MARKDOWN,
    Kind.SQL,
    Kind.IGNORE,
    Kind.TEXT,
    Kind.DATA,
}
_BYTES_PER_LINE = 35  #: about the mean of Python


class Size(Struct, frozen=True):
    """What was judged. ``statements`` counts each copy once, ``live`` leaves out those that
    findings call dead or copies; ``keys`` are configuration keys. ``files`` were read, ``unread``
    could not be: a notebook with some unreadable cells counts as a fraction of a file.
    ``unread_share`` is their part of the judged lines, 0 to 1."""

    statements: int
    live: int
    keys: int = 0
    files: int = 1
    unread: float = 0.0
    unread_share: float = 0.0

    def thousands(self, constants: Constants = CONSTANTS) -> float:
        """The size a debt is divided by, in thousands of statements."""
        keys = min(constants.key_share * self.keys, constants.keys_at_most * self.live)
        return max(constants.smallest_size, (self.live + keys) / 1000)


def measure(
    files: Iterable[FileFacts],
    findings: Sequence[Finding] = (),
    unread: Iterable[Unread] = (),
) -> Size:
    """The size of the project's own code: role SOURCE, whatever order the files come in."""
    own = sorted(_own(files), key=lambda file: file.path)
    dead = DeadLines(own, findings)
    statements = live = 0
    for fresh, living in unique_rows(own, CONSTANTS.copy_length, dead.covers):
        statements += fresh
        live += living
    missing = _missing(own, unread)
    return Size(
        statements=statements,
        live=live,
        keys=sum(_live_keys(file, dead) for file in own),
        files=sum(file.kind in _JUDGED for file in own),
        unread=math.fsum([float(len(missing)), *map(_unreadable_share, own)]),
        unread_share=_lines_unread(own, missing, dead),
    )


def _own(files: Iterable[FileFacts]) -> Iterator[FileFacts]:
    return (file for file in files if file.role is Role.SOURCE)


def _live_keys(file: FileFacts, dead: DeadLines) -> int:
    leaves = [key.at.line for key in file.config if key.kind == "scalar"]
    return len(leaves) - sum(dead.covers(file.path, line) for line in leaves)


def _missing(own: Sequence[FileFacts], unread: Iterable[Unread]) -> list[Unread]:
    known = {file.path for file in own}
    missing = {
        each.path: each
        for each in unread
        if each.role is Role.SOURCE and each.kind in _JUDGED and each.path not in known
    }
    return [missing[path] for path in sorted(missing)]


def _lines_unread(own: Sequence[FileFacts], missing: Sequence[Unread], dead: DeadLines) -> float:
    """By lines, not files: or empty files could outweigh a large one that nobody can read."""
    judged = [file for file in own if file.kind in _JUDGED]
    lost = math.fsum(max(1.0, each.size / _BYTES_PER_LINE) for each in missing)
    lost += math.fsum(_unreadable_share(file) * file.lines for file in judged)
    lines = math.fsum((1 - _unreadable_share(file)) * dead.living(file) for file in judged)
    return lost / (lost + lines) if lost else 0.0


def _unreadable_share(file: FileFacts) -> float:
    """The part of a notebook's cells that could not be parsed."""
    if not file.cells:
        return 0.0
    return sum(not cell.readable for cell in file.cells) / len(file.cells)
