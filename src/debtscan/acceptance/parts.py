"""What clusters hold: whether one grew, shrank, fell apart or only stands elsewhere.

A part is known everywhere when it begins with a path (`path` or `path:name`), and within its own
cluster when it is a mere name. Equal parts are counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from debtscan.acceptance.records import Record


class Parts:
    """The parts of all records, and the ``paths`` that exist now."""

    def __init__(self, records: Iterable[Record], paths: Collection[str]) -> None:
        self._paths = paths
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        for record in records:
            self._before[record.rule].update(record.parts)

    def grew(self, now: Record, before: Record) -> bool:
        """Whether it holds what neither this cluster nor another one held before. A part whose
        file is gone may stand under another path."""
        if not (now.parts and before.parts):
            return now.members > before.members
        held, holds = Counter(before.parts), Counter(now.parts)
        gone: Counter[str | None] = Counter(
            _name_of(part) for part in (held - holds).elements() if not self._is_placed(part)
        )
        gained = Counter(
            _name_of(part) if self._is_placed(part) else None
            for part in (holds - held).elements()
            if not self._was_there(now.rule, part)
        )
        return bool(gained - gone)

    def were_there(self, now: Record) -> bool:
        """Whether clusters of its rule held all that it holds."""
        return bool(now.parts) and all(self._was_there(now.rule, part) for part in now.parts)

    def are_kin(self, now: Record, before: Record) -> bool:
        """Whether they stand on the same statement or hold the same, in the same file where the
        parts are mere names."""
        common = set(now.parts) & set(before.parts)
        same = now.path == before.path or any(map(self._is_placed, common))
        return bool(common and same) or (bool(now.anchor) and now.anchor == before.anchor)

    def _was_there(self, rule: str, part: str) -> bool:
        return self._is_placed(part) and part in self._before[rule]

    def _is_placed(self, part: str) -> bool:
        return _file_of(part) in self._paths


def following(before: Record, now: Record) -> Record:
    """The record, as if its own file had the path of the finding."""
    moved = (
        now.path + part[len(before.path) :] if _file_of(part) == before.path else part
        for part in before.parts
    )
    return replace(before, parts=tuple(moved))


def _file_of(part: str) -> str:
    return part.partition(":")[0]


def _name_of(part: str) -> str:
    return part.partition(":")[2]
