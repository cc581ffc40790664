"""Strings inside displays: lists, tuples, sets and dicts as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.facts import Collection, Literal, Table, Value


def texts_in(value: Value | None, *, keys: bool = False) -> Iterator[str]:
    """Every string a value holds, in order; of a dict its values, or its keys."""
    match value:
        case Literal(value=str(text)):
            yield text
        case Collection(items=members):
            for member in members:
                yield from texts_in(member, keys=keys)
        case Table(keys=names, values=values):
            for member in names if keys else values:
                yield from texts_in(member, keys=keys)
