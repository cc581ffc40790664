"""Configuration documents that have most keys and values in common, and what differs."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from msgspec import Struct

from debtscan.facts import ConfigKey, FileFacts
from debtscan.project.clones.alike import alike, stars
from debtscan.project.clones.copies import Difference


class DocumentCluster(Struct, frozen=True):
    """Documents much like the first member: `similarity` is the lowest Jaccard of their
    settings (key with value) to it."""

    members: tuple[str, ...]
    similarity: float
    keys: int  #: of the first member


def copied_documents(
    files: Sequence[FileFacts], similarity: float, min_keys: int
) -> tuple[DocumentCluster, ...]:
    """Clusters by first member."""
    settings = {file.path: _settings(file) for file in files if len(file.config) >= min_keys}
    found = stars(alike(settings, similarity))
    return tuple(
        DocumentCluster(members, lowest, len(settings[members[0]])) for members, lowest in found
    )


def compared_documents(old: FileFacts, new: FileFacts) -> Iterator[Difference]:
    """Keys with other values, then keys that only one of the two has."""
    before, after = _scalars(old), _scalars(new)
    for name, key in before.items():
        other = after.get(name)
        if other is None:
            yield Difference(key.value, None, old.locate(key.at), new.line(1), "missing", name[1])
        elif repr(other.value) != repr(key.value):
            places = (old.locate(key.at), new.locate(other.at))
            yield Difference(key.value, other.value, *places, "constant", name[1])
    for name, key in after.items():
        if name not in before:
            yield Difference(None, key.value, old.line(1), new.locate(key.at), "added", name[1])


def _scalars(file: FileFacts) -> dict[tuple[int, str], ConfigKey]:
    return {(key.document, key.path): key for key in file.config if key.kind == "scalar"}


def _settings(file: FileFacts) -> frozenset[int]:
    texts = (f"{key.path}={key.value!r}" for key in file.config if key.kind == "scalar")
    return frozenset(zlib.crc32(text.encode("utf-8", "replace")) for text in texts)
