"""Which part of a value each target of an unpacking gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst

from debtscan.facts import Collection, Item, Literal, Operation, Value
from debtscan.syntax.python.expressions import ANY_NUMBER


def parts_of(value: Value, targets: Sequence[Any]) -> list[Value]:
    """One value per target; behind a starred one places count from the end."""
    count = len(targets)
    starred = next((i for i, one in enumerate(targets) if one.__class__ is cst.StarredElement), -1)
    if isinstance(value, Collection) and value.size == ANY_NUMBER:
        return [value if i == starred else value.items[0] for i in range(count)]
    if starred < 0:
        known = value.items if isinstance(value, Collection) else ()
        return [known[i] if i < len(known) else _item(value, i) for i in range(count)]
    after = count - starred - 1
    rest = Operation("slice", (value, Literal(starred), _end(after), Literal(None)))
    before = [_item(value, i) for i in range(starred)]
    return [*before, rest, *(_item(value, i - after) for i in range(after))]


def _item(value: Value, place: int) -> Value:
    if isinstance(value, Collection) and len(value.items) == value.size > place >= -value.size:
        return value.items[place]
    return Item(value, Literal(place))


def _end(after: int) -> Literal:
    return Literal(-after or None)
