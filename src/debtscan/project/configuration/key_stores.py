"""Keys that code writes into: `cfg.a.b = 1`, `cfg["a"] = 1`, `cfg["a"]["b"] = 1`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from debtscan.facts import FileFacts, KeyAccess, Span, Unknown, Value
from debtscan.project.configuration.key_tree import Keys


class KeyStore(Struct, frozen=True):
    """One write: `keys` of what `name` holds become `value`."""

    name: str
    keys: Keys
    value: Value
    at: Span
    scope: int


def key_stores(file: FileFacts) -> Iterator[KeyStore]:
    """Every write, a dotted name once for each way to split it."""
    for one in file.assignments:
        names = one.target.split(".")
        for end in range(1, len(names)):
            name, keys = ".".join(names[:end]), tuple(names[end:])
            yield KeyStore(name, keys, one.value, one.at, one.scope)
    yield from _subscripts(file)


def _subscripts(file: FileFacts) -> Iterator[KeyStore]:
    stored = {one.at for one in file.key_accesses if one.store}
    if not stored:
        return
    values = {one.at: one.value for one in file.assignments if one.at in stored}
    starts: dict[tuple[int, int], list[KeyAccess]] = defaultdict(list)
    for one in file.key_accesses:
        starts[one.at.line, one.at.column].append(one)
    for access in file.key_accesses:
        if access.store:
            beside = starts[access.at.line, access.at.column]
            inner = sorted((one for one in beside if _ends(one) <= _ends(access)), key=_ends)
            if inner[0].of != "?" and all(one.of == "?" for one in inner[1:]):
                keys = tuple(one.key for one in inner)
                value = values.get(access.at, Unknown())
                yield KeyStore(inner[0].of, keys, value, access.at, access.scope)


def _ends(access: KeyAccess) -> tuple[int, int]:
    return access.at.end_line, access.at.end_column
