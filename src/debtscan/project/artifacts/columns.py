"""Columns that code names of a frame, in the function that reads or writes its file."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.facts import Call, Collection, FileFacts, Literal, Result, Value
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.libraries.io_rows import READ

_READERS = ("read_csv", "read_parquet", "read_table", "read_feather", "read_excel", "read_json")
_WRITERS = ("to_csv", "to_parquet", "to_feather", "to_excel")


def columns_of(use: ArtifactUse, file: FileFacts) -> tuple[str, ...]:
    """Sorted literal names; of a name bound more than once in its function, none but those
    that the call itself is given. What code puts into a frame it has read is not read."""
    found = set(use.columns)
    for index, call in enumerate(file.calls):
        if call.scope == use.scope and call.callee == use.via and file.locate(call.at) == use.at:
            last = call.callee.rpartition(".")[2]
            if use.mode == READ and last in _READERS:
                found.update(_given(call, "usecols"), _given(call, "columns"))
                found.update(_taken(file, index, call.scope))
            elif use.mode != READ and last in _WRITERS:
                chosen = set(_given(call, "columns"))
                found.update(chosen or _put(file, call))
    return tuple(sorted(found))


def _given(call: Call, name: str) -> Iterator[str]:
    for one in call.keywords:
        if one.name == name and isinstance(one.value, Collection):
            yield from (text for item in one.value.items if (text := _text(item)))


def _text(value: Value | None) -> str:
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""


def _taken(file: FileFacts, index: int, scope: int) -> set[str]:
    """Keys taken from the only name that the result of a call is bound to."""
    names = [a.target for a in file.assignments if a.value == Result(index) and a.scope == scope]
    if len(names) != 1 or _bindings(file, names[0], scope) != 1:
        return set()
    keys = [one for one in file.key_accesses if one.of == names[0] and one.scope == scope]
    return {one.key for one in keys} - {one.key for one in keys if one.store}


def _put(file: FileFacts, call: Call) -> set[str]:
    """Keys put into the frame that a call writes, before it does."""
    name = call.callee.rpartition(".")[0]
    if _bindings(file, name, call.scope) != 1:
        return set()
    return {
        one.key
        for one in file.key_accesses
        if one.store and one.of == name and one.scope == call.scope and one.at.line <= call.at.line
    }


def _bindings(file: FileFacts, name: str, scope: int) -> int:
    return sum(one.target == name and one.scope == scope for one in file.assignments)
