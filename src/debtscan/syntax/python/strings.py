"""Strings: literals, f-strings, and the two older ways to fill in the blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import libcst as cst

from debtscan.facts import Collection, Literal, Text, Value
from debtscan.syntax.python.expressions import UNKNOWN, nested, visit, visits
from debtscan.syntax.python.twins import NOWHERE
from debtscan.syntax.python.walk import CONSTANT_LIMIT, Walk

_PERCENT = re.compile(r"%(?:\((?P<key>[^)]*)\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?(?P<kind>[a-zA-Z%])")
_ESCAPED = {"%%": "%", "{{": "{", "}}": "}"}
#: the first two letters of a statement of SQL
_SQL = re.compile(r"\s*+(?:SE|WI|IN|CR|UP|DE|ME|CO|DR)[A-Z]{2,5}\s", re.IGNORECASE)
_SHORTEST_SQL = 6
_BRACES = re.compile(r"\{\{|\}\}|\{(?P<field>[^{}:!]*)[^{}]*\}")


@visits(cst.SimpleString, cst.ConcatenatedString)
def _string(walk: Walk, node: cst.SimpleString | cst.ConcatenatedString, twin: Any) -> Value:
    if twin.lineno and twin.end_lineno > twin.lineno:
        walk.long_strings.append((twin.lineno, twin.end_lineno))
    value = getattr(twin, "value", None)
    if not isinstance(value, str):
        if twin.__class__.__name__ == "JoinedStr" or _holds_format(node):
            return _formatted(walk, node, twin)
        value = node.evaluated_value
    rows = walk.rows
    rows.shape.append("s")
    if not isinstance(value, str):
        rows.names.append(repr(value))
        return UNKNOWN
    constant = _text_constant(walk, value, twin)
    if len(value) > _SHORTEST_SQL and _SQL.match(value):
        walk.query(constant, node, twin)
    return constant


def starts_like_sql(value: Value) -> bool:
    """Whether the known start of a text may be that of a statement of SQL."""
    while isinstance(value, Text) and value.parts:
        value = value.parts[0]
    is_text = isinstance(value, Literal) and isinstance(value.value, str)
    return is_text and _SQL.match(value.value) is not None  # type: ignore[union-attr,arg-type]


def _text_constant(walk: Walk, value: str, twin: Any) -> Value:
    # Lone surrogates can be written as escapes but not encoded in any fact.
    if not value.isascii():
        value = value.encode("utf-8", "backslashreplace").decode()
    rows = walk.rows
    rows.names.append(value)
    rows.pending.append(value[:CONSTANT_LIMIT])
    walk.string(value, twin.lineno or walk.line)
    return Literal(value)


def _holds_format(node: Any) -> bool:
    if type(node) is cst.ConcatenatedString:
        return _holds_format(node.left) or _holds_format(node.right)
    return type(node) is cst.FormattedString


@visits(cst.FormattedString)
@nested
def _formatted(walk: Walk, node: Any, twin: Any) -> Value:
    if twin.lineno and twin.end_lineno > twin.lineno:
        walk.long_strings.append((twin.lineno, twin.end_lineno))
    walk.rows.shape.append("f")
    fields = iter(_fields(twin))
    parts: list[Value] = []
    for piece in _pieces(node):
        if isinstance(piece, str):
            parts.append(_text_constant(walk, piece, twin))
        else:
            inner = next(fields, None)
            parts.append(visit(walk, piece.expression, getattr(inner, "value", NOWHERE)))
            _visit_format(walk, piece, inner)
    if starts_like_sql(parts[0] if parts else UNKNOWN):
        walk.query(Text(tuple(parts)), node, twin)
    return Text(tuple(parts))


def _visit_format(walk: Walk, piece: Any, twin: Any) -> None:
    """`{value:.{digits}f}` reads `digits`, which is no part of the text that is known; what else
    it says tells one statement from another."""
    inner = iter(_fields(getattr(twin, "format_spec", None)))
    walk.rows.names.extend(filter(None, (piece.conversion,)))
    for part in piece.format_spec or ():
        if type(part) is cst.FormattedStringExpression:
            visit(walk, part.expression, getattr(next(inner, None), "value", NOWHERE))
        else:
            walk.rows.names.append(part.value)


def _fields(twin: Any) -> list[Any]:
    values = getattr(twin, "values", ())
    if not isinstance(values, list):
        return []
    return [value for value in values if value.__class__.__name__ == "FormattedValue"]


def _pieces(node: Any) -> list[Any]:
    """Literal texts and formatted expressions of a (concatenated) f-string, in order."""
    if type(node) is cst.ConcatenatedString:
        return _pieces(node.left) + _pieces(node.right)
    if type(node) is cst.SimpleString:
        value = node.evaluated_value
        return [value] if isinstance(value, str) else []
    return [
        part.value.replace("{{", "{").replace("}}", "}")
        if type(part) is cst.FormattedStringText
        else part
        for part in node.parts
    ]


def percent_format(template: str, argument: Value) -> Value:
    """`"x_%d.csv" % n`: the template's own text with its blanks filled by the operands."""
    several = isinstance(argument, Collection) and argument.size >= 0
    given = argument.items if several else (argument,)  # type: ignore[union-attr]
    return _fill(template, _PERCENT, given)


def brace_format(template: str, arguments: tuple[Value, ...], named: dict[str, Value]) -> Value:
    """`"x_{}.csv".format(n)`, by position or by name."""
    return _fill(template, _BRACES, arguments, named)


def _fill(
    template: str,
    blank: re.Pattern[str],
    given: tuple[Value, ...],
    named: dict[str, Value] | None = None,
) -> Value:
    parts: list[Value] = []
    rest = iter(given)
    end = 0
    for match in blank.finditer(template):
        parts.append(Literal(template[end : match.start()]))
        parts.append(_filling(match, rest, given, named or {}))
        end = match.end()
    parts.append(Literal(template[end:]))
    return Text(tuple(part for part in parts if part != Literal("")))


def _filling(
    match: re.Match[str],
    rest: Iterator[Value],
    given: tuple[Value, ...],
    named: dict[str, Value],
) -> Value:
    """What stands in one blank: an escaped sign, a named, numbered or the next operand."""
    if match[0] in _ESCAPED:
        return Literal(_ESCAPED[match[0]])
    groups = match.groupdict()
    name = groups.get("field") or groups.get("key") or ""
    if name.isdigit():
        return given[int(name)] if int(name) < len(given) else UNKNOWN
    return named.get(name, UNKNOWN) if name else next(rest, UNKNOWN)
