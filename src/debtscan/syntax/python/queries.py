"""The tables of the SQL that strings of a module hold."""

from __future__ import annotations

from debtscan.facts import Literal, Reference, TableUse, Text, Value
from debtscan.syntax.python.walk import Walk

_GAP = "zqqqz"  #: what `sql_tables` takes for a part that is not known
_MOST = 300  #: queries of one file that are parsed


def queried_tables(walk: Walk) -> tuple[TableUse, ...]:
    """Tables by source order; constants of the module are filled in."""
    if not walk.queries:
        return ()
    from debtscan.syntax.sql import looks_like_sql, query_tables

    constants = _constants(walk)
    found: list[TableUse] = []
    for value, span, scope in list(walk.queries.values())[:_MOST]:
        text = _spelled(value, constants)
        if looks_like_sql(text):
            found += query_tables(text, span, scope)
    return tuple(sorted(found, key=lambda use: use.at))


def _constants(walk: Walk) -> dict[str, str]:
    """Names that the module binds once, to a text."""
    bound: dict[str, list[Value]] = {}
    for one in walk.assignments:
        if one.scope == 0:
            bound.setdefault(one.target, []).append(one.value)
    return {
        name: values[0].value
        for name, values in bound.items()
        if len(values) == 1
        and isinstance(values[0], Literal)
        and isinstance(values[0].value, str)
        and len(values[0].value) < 200
    }


def _spelled(value: Value, constants: dict[str, str]) -> str:
    if isinstance(value, Text):
        return "".join(_spelled(part, constants) for part in value.parts)
    if isinstance(value, Literal):
        return str(value.value)
    return constants.get(value.name, _GAP) if isinstance(value, Reference) else _GAP
