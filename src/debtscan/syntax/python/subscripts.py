"""`of[key]`: items, slices, and the keys and columns that are written out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst

from debtscan.facts import Collection, Item, KeyAccess, Literal, Operation, Reference, Value
from debtscan.syntax.python.expressions import nested, visit, visits
from debtscan.syntax.python.walk import Walk

#: pandas: the second part of the key names columns
_LABELLED = (".loc", ".at")
_ABSENT = Literal(None)


@visits(cst.Subscript)
@nested
def _subscript(walk: Walk, node: cst.Subscript, twin: Any) -> Value:
    of = visit(walk, node.value, twin.value)
    walk.rows.shape.append("[")
    key = subscript_key(walk, node, twin)
    note_keys(walk, node, twin, of, key)
    if isinstance(key, Operation) and key.operator == "slice":
        return Operation("slice", (of, *key.operands))
    return Item(of, key)


def note_keys(
    walk: Walk, node: cst.Subscript, twin: Any, of: Value, key: Value, *, store: bool = False
) -> None:
    """A fact for every key or column that stands between the brackets as a string."""
    literals = list(_strings(node, of, key))
    if literals:
        owner = of.name if isinstance(of, Reference) else "?"
        span, scope = walk.span(node, twin), walk.scope.index
        walk.key_accesses.extend(KeyAccess(owner, one, span, scope, store) for one in literals)


def _strings(node: cst.Subscript, of: Value, key: Value) -> Iterator[str]:
    if isinstance(key, Literal):
        if isinstance(key.value, str):
            yield key.value
    elif isinstance(key, Collection):
        columns: Value = key
        if len(node.slice) > 1:
            if not isinstance(of, Reference) or not of.name.endswith(_LABELLED):
                return  # `table["a", "b"]` is one key of two parts
            columns = key.items[1]
        elif not _is_list(node):
            return
        for one in columns.items if isinstance(columns, Collection) else (columns,):
            if isinstance(one, Literal) and isinstance(one.value, str):
                yield one.value


def _is_list(node: cst.Subscript) -> bool:
    """`df[["a", "b"]]`, where `table[("a", "b")]` has one key."""
    part = node.slice[0].slice
    return part.__class__ is cst.Index and part.value.__class__ is cst.List


def subscript_key(walk: Walk, node: cst.Subscript, twin: Any) -> Value:
    """What stands between the brackets: a value, the operation `slice` over its three bounds, or
    a `Collection` of several parts."""
    elements = node.slice
    single = len(elements) == 1 and type(elements[0].comma) is not cst.Comma
    twins = (twin.slice,) if single else twin.slice.elts
    parts = tuple(
        _index(walk, element.slice, inner) for element, inner in zip(elements, twins, strict=False)
    )
    return parts[0] if single else Collection(parts, len(parts))


def _index(walk: Walk, part: Any, twin: Any) -> Value:
    if type(part) is cst.Index:
        inner = twin.value if part.star else twin
        return visit(walk, part.value, inner)
    walk.rows.shape.append(":")
    bounds = ((part.lower, twin.lower), (part.upper, twin.upper), (part.step, twin.step))
    walk.rows.names.append(":".join("" if bound is None else "_" for bound, _ in bounds))
    return Operation("slice", tuple(_bound(walk, bound, inner) for bound, inner in bounds))


def _bound(walk: Walk, bound: Any, twin: Any) -> Value:
    return _ABSENT if bound is None else visit(walk, bound, twin)
