"""Definitions that were renamed: gone under one name, come under another, the rest as it was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from debtscan.acceptance.records import Record


class Renames:
    """What was renamed within its file between two states of a project. ``standing`` are the
    definitions that exist now, as `path:name`: none of them is gone, so that code which was paid
    and stays cannot hide a copy of it."""

    def __init__(
        self, now: Iterable[Record], before: Sequence[Record], standing: Collection[str]
    ) -> None:
        held, holds = _bodies(before), _bodies(now)
        came: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for name in sorted(holds.keys() - _names(before), reverse=True):
            came[_split(name)[0], holds[name]].append(name)
        self._new: dict[str, str] = {}
        for name in sorted(held.keys() - set(standing)):
            if candidates := came[_split(name)[0], held[name]]:
                self._new[name] = candidates.pop()

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
        for full in sorted((name for name, _ in record.names), key=lambda n: _split(n)[0] != path):
            old, new = _split(full)[1], _split(self._new.get(full, full))[1]
            spelled.setdefault(old, new)
            spelled.setdefault(_last(old), _last(new))
        longest_first = sorted(spelled, key=len, reverse=True)
        # a file called like a function keeps its name
        names = (
            rf"(?<![\w/])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/]|\.(?:py|ipynb)\b)"
        )
        return re.sub(names, lambda found: spelled[found[0]], text)


def _bodies(records: Iterable[Record]) -> dict[str, str]:
    return {name: body for record in records for name, body in record.names if body}


def _names(records: Iterable[Record]) -> set[str]:
    return {name for record in records for name, _ in record.names}


def _split(name: str) -> tuple[str, str]:
    path, _, dotted = name.rpartition(":")
    return path, dotted


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]
