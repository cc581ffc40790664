"""Expressions: one visit records calls, reads and strings, and returns the `Value`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import libcst as cst

from debtscan.facts import (
    Collection,
    Literal,
    Member,
    Operation,
    Reference,
    Table,
    Unknown,
    Value,
)
from debtscan.syntax.python.scopes import LOOP
from debtscan.syntax.python.walk import Walk

Visitor = Callable[[Walk, Any, Any], Value]
VisitorT = TypeVar("VisitorT", bound=Visitor)

UNKNOWN = Unknown()
ANY_NUMBER = -1  #: size of a `Collection` of an unknown number of members
MOST_NESTED = 24  #: deeper values are `Unknown`, so that any decoder's stack suffices
MOST_ITEMS = 64  #: members of a display that are kept
_INT_LIMIT = 2**63

_TRUE, _FALSE, _NONE = Literal(True), Literal(False), Literal(None)
_NAMED_CONSTANTS = {"True": _TRUE, "False": _FALSE, "None": _NONE}

VISITORS: dict[type[cst.CSTNode], Visitor] = {}


def visit(walk: Walk, node: Any, twin: Any) -> Value:
    """Walk an expression; unknown kinds of node are passed over."""
    return VISITORS.get(node.__class__, _opaque)(walk, node, twin)


def visits(*kinds: type[cst.CSTNode]) -> Callable[[VisitorT], VisitorT]:
    """Register a visitor for kinds of node."""

    def register(visitor: VisitorT) -> VisitorT:
        VISITORS.update(dict.fromkeys(kinds, visitor))
        return visitor

    return register


def nested(visitor: Visitor) -> Visitor:
    """Count the nesting of values, and forget what lies too deep (it is still walked)."""

    def bounded(walk: Walk, node: Any, twin: Any) -> Value:
        walk.level += 1
        value = visitor(walk, node, twin)
        walk.level -= 1
        return value if walk.level < MOST_NESTED else UNKNOWN

    return bounded


def _opaque(walk: Walk, node: Any, twin: Any) -> Value:
    walk.rows.shape.append(node.__class__.__name__)
    return UNKNOWN


@visits(cst.Name)
def _name(walk: Walk, node: cst.Name, twin: Any) -> Value:
    text = node.value
    constant = _NAMED_CONSTANTS.get(text)
    if constant is not None:
        return _constant(walk, constant)
    dotted = walk.scope.resolve(text)
    walk.read(dotted, twin)
    rows = walk.rows
    rows.shape.append("n")
    rows.names.append(text)
    return Reference(dotted)


def _constant(walk: Walk, constant: Literal) -> Value:
    rows = walk.rows
    rows.shape.append("c")
    rows.names.append(str(constant.value))
    rows.pending.append(constant.value)
    return constant


@visits(cst.Integer, cst.Float)
def _number(walk: Walk, node: cst.Integer | cst.Float, twin: Any) -> Value:
    number = getattr(twin, "value", None)
    if not isinstance(number, int | float):
        number = node.evaluated_value
    if isinstance(number, int) and not -_INT_LIMIT < number < _INT_LIMIT:
        walk.rows.shape.append("c")
        return UNKNOWN
    return _constant(walk, Literal(number))


def dotted_name(walk: Walk, node: Any) -> str | None:
    """The resolved dotted name of a chain of attributes on a plain name, else None."""
    names: list[str] = []
    while node.__class__ is cst.Attribute:
        names.append(node.attr.value)
        node = node.value
    if node.__class__ is not cst.Name or node.value in _NAMED_CONSTANTS:
        return None
    names.append(walk.scope.resolve(node.value))
    return ".".join(reversed(names))


@visits(cst.Attribute)
def _attribute(walk: Walk, node: cst.Attribute, twin: Any) -> Value:
    dotted = dotted_name(walk, node)
    if dotted is None:
        return _member(walk, node, twin)
    walk.read(dotted, twin)
    spell(walk, node, dotted)
    return Reference(dotted)


def spell(walk: Walk, node: Any, dotted: str) -> None:
    """Tokens of a dotted name: attributes belong to the shape, a local root does not."""
    rows = walk.rows
    head, _, tail = dotted.partition(".")
    while node.__class__ is cst.Attribute:
        node = node.value
    local = node.value == head.partition(LOOP)[0]
    head = node.value if local else head
    rows.shape.append("n." + tail if local else dotted)
    rows.names.append(head if local else "")


@nested
def _member(walk: Walk, node: cst.Attribute, twin: Any) -> Value:
    name = node.attr.value
    of = visit(walk, node.value, twin.value)
    walk.rows.shape.append("." + name)
    walk.read("?." + name, twin)
    return Member(of, name)


@visits(cst.List, cst.Tuple, cst.Set)
@nested
def _display(walk: Walk, node: cst.List | cst.Tuple | cst.Set, twin: Any) -> Value:
    walk.rows.shape.append("[")
    walk.rows.names.append(node.__class__.__name__)
    items = [
        element_value(walk, element, inner)
        for element, inner in zip(node.elements, twin.elts, strict=False)
    ]
    walk.rows.shape.append("]")
    return Collection(tuple(items[:MOST_ITEMS]), len(items))


def element_value(walk: Walk, element: Any, twin: Any) -> Value:
    """A member of a display; a starred one is walked but unknown."""
    if element.__class__ is cst.StarredElement:
        walk.rows.shape.append("*")
        visit(walk, element.value, twin.value)
        return UNKNOWN
    return visit(walk, element.value, twin)


@visits(cst.Dict)
@nested
def _dict(walk: Walk, node: cst.Dict, twin: Any) -> Value:
    walk.rows.shape.append("{")
    keys: list[Value] = []
    values: list[Value] = []
    for element, key, value in zip(node.elements, twin.keys, twin.values, strict=False):
        if type(element) is cst.DictElement:
            keys.append(visit(walk, element.key, key))
        else:
            keys.append(UNKNOWN)
        values.append(visit(walk, element.value, value))
    walk.rows.shape.append("}")
    return Table(tuple(keys[:MOST_ITEMS]), tuple(values[:MOST_ITEMS]))


@visits(cst.IfExp)
@nested
def _ternary(walk: Walk, node: cst.IfExp, twin: Any) -> Value:
    walk.rows.shape.append("if")
    test = visit(walk, node.test, twin.test)
    body = visit(walk, node.body, twin.body)
    orelse = visit(walk, node.orelse, twin.orelse)
    return Operation("if", (test, body, orelse))


@visits(cst.NamedExpr)
def _walrus(walk: Walk, node: cst.NamedExpr, twin: Any) -> Value:
    value = visit(walk, node.value, twin.value)
    walk.rows.shape.append(":=")
    if type(node.target) is cst.Name:
        walk.rows.names.append(node.target.value)
        walk.assign(node.target.value, value, node, twin, ":=")
    return value


@visits(cst.Await)
def _await(walk: Walk, node: cst.Await, twin: Any) -> Value:
    walk.rows.shape.append("await")
    return visit(walk, node.expression, twin.value)
