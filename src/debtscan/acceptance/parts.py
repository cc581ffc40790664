"""What clusters hold: whether one grew, shrank, fell apart or only stands elsewhere.

A part is known everywhere when it begins with a path (`path` or `path:name`), and within its own
cluster when it is a mere name. Equal parts are counted.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from debtscan.acceptance.records import Record


class Parts:
    """What all clusters hold and held, and the ``paths`` that exist now."""

    def __init__(
        self, now: Iterable[Record], before: Iterable[Record], paths: Collection[str]
    ) -> None:
        self._paths = paths
        self._now, self._before = _counted(now), _counted(before)

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
        """Whether they stand on the same statement or hold the same: in the same file where the
        parts are mere names, perhaps in another folder where they are placed."""
        common = set(now.parts) & set(before.parts)
        same = now.path == before.path or any(map(self._is_placed, common))
        on_the_same = bool(now.anchor) and now.anchor == before.anchor
        return bool(common and same) or on_the_same or self._changed_folder(now, before)

    def _changed_folder(self, now: Record, before: Record) -> bool:
        gone = {posixpath.basename(part) for part in before.parts if not self._is_placed(part)}
        return any(posixpath.basename(part) in gone for part in filter(self._is_placed, now.parts))

    def _was_there(self, rule: str, part: str) -> bool:
        return self._is_placed(part) and self._now[rule, part] <= self._before[rule, part]

    def _is_placed(self, part: str) -> bool:
        return _file_of(part) in self._paths


def _counted(records: Iterable[Record]) -> Counter[tuple[str, str]]:
    return Counter((record.rule, part) for record in records for part in record.parts)


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
