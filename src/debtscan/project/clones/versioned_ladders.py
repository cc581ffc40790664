"""Ladders whose names are versions of one another: every try left its arm behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from debtscan.facts import FileFacts
from debtscan.project.clones.version_names import says_leftover, version_marks
from debtscan.project.options.dispatches import Dispatch, dispatches


class VersionedLadder(Struct, frozen=True):
    """A ladder, and its names that differ in marks of version only."""

    ladder: Dispatch
    versions: tuple[str, ...]


def versioned_ladders(
    files: Sequence[FileFacts], min_names: int, min_versions: int
) -> Iterator[VersionedLadder]:
    """Ladders of so many names, so many of them versions of one name. One has to say that it is
    a try (`v2_fix`, `new`): `v1` to `v4` alone may be the names of models that all count."""
    for one in dispatches(files):
        if len(one.names) >= min_names:
            versions = max(_stems(one.names), key=len, default=())
            if len(versions) >= min_versions and any(map(says_leftover, versions)):
                yield VersionedLadder(one, versions)


def _stems(names: Sequence[str]) -> Sequence[tuple[str, ...]]:
    stems: dict[str, list[str]] = defaultdict(list)
    for name in names:
        stem, marks = version_marks(name)
        if marks or stem == name.lower():
            stems[stem].append(name)
    return [tuple(found) for found in stems.values()]
