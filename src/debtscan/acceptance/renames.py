"""Definitions that were renamed or moved: gone from one place, come to another, the rest as it
was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from debtscan.acceptance.records import Record

_Kept = tuple[str, str]  #: the path, or the name, and a hash of the body


class Renames:
    """What was renamed within its file, or went to another under its name, between two states of
    a project. ``standing`` are the definitions that exist now, as `path:name`: none of them is
    gone, so that code which was paid and stays cannot hide a copy of it."""

    def __init__(
        self, now: Iterable[Record], before: Sequence[Record], standing: Collection[str]
    ) -> None:
        held, holds = _bodies(before), _bodies(now)
        gone, come = held.keys() - set(standing), holds.keys() - _names(before)
        self._new = _paired(
            {name: (_path(name), held[name]) for name in gone},
            {name: (_path(name), holds[name]) for name in come},
        )
        self._gone_to = _paired(
            {name: (_dotted(name), held[name]) for name in gone},
            {name: (_dotted(name), holds[name]) for name in come},
        )

    def followed(self, record: Record) -> Record:
        """The record, as if its definitions had stood then in the files where they stand now."""
        return replace(record, parts=tuple(self._placed(record, part) for part in record.parts))

    def _placed(self, record: Record, part: str) -> str:
        path, _, text = part.partition(":")
        for full, _ in record.names:
            if _path(full) == path and _dotted(full) in text.split() and full in self._gone_to:
                return f"{_path(self._gone_to[full])}:{text}"
        return part

    def applied(self, record: Record) -> Record:
        """The record, as if its definitions had been called then what they are called now."""
        if not any(name in self._new for name, _ in record.names):
            return record
        parts = (self._part(record, part) for part in record.parts)
        subject = self._respelled(record, record.path, record.subject)
        return replace(record, subject=subject, parts=tuple(sorted(parts)))

    def _part(self, record: Record, part: str) -> str:
        path, colon, name = part.partition(":")
        if not colon:
            return self._respelled(record, record.path, part)
        return f"{path}:{self._respelled(record, path, name)}"

    def _respelled(self, record: Record, path: str, text: str) -> str:
        """Definitions of the file that a text speaks of go before those of others."""
        spelled: dict[str, str] = {}
        for full in sorted((name for name, _ in record.names), key=lambda n: _path(n) != path):
            old, new = _dotted(full), _dotted(self._new.get(full, full))
            spelled.setdefault(old, new)
            spelled.setdefault(_last(old), _last(new))
        longest_first = sorted(spelled, key=len, reverse=True)
        # a file called like a function keeps its name
        names = (
            rf"(?<![\w/])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/]|\.(?:py|ipynb)\b)"
        )
        return re.sub(names, lambda found: spelled[found[0]], text)


def _paired(gone: Mapping[str, _Kept], come: Mapping[str, _Kept]) -> dict[str, str]:
    """What went and what came instead of it, in order, where they agree in what was kept."""
    waiting: defaultdict[_Kept, list[str]] = defaultdict(list)
    for name in sorted(come, reverse=True):
        waiting[come[name]].append(name)
    return {name: waiting[gone[name]].pop() for name in sorted(gone) if waiting[gone[name]]}


def _bodies(records: Iterable[Record]) -> dict[str, str]:
    return {name: body for record in records for name, body in record.names if body}


def _names(records: Iterable[Record]) -> set[str]:
    return {name for record in records for name, _ in record.names}


def _path(name: str) -> str:
    return name.rpartition(":")[0]


def _dotted(name: str) -> str:
    return name.rpartition(":")[2]


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]
