"""Operators: arithmetic, logic and comparison, with strings put together as `Text`."""

from __future__ import annotations

from typing import Any

import libcst as cst

from debtscan.facts import Literal, Operation, Text, Value
from debtscan.syntax.python.expressions import UNKNOWN, nested, visit, visits
from debtscan.syntax.python.strings import percent_format, starts_like_sql
from debtscan.syntax.python.walk import Walk

_BINARY: dict[type[cst.CSTNode], str] = {
    cst.Add: "+",
    cst.Subtract: "-",
    cst.Multiply: "*",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.Modulo: "%",
    cst.Power: "**",
    cst.MatrixMultiply: "@",
    cst.BitAnd: "&",
    cst.BitOr: "|",
    cst.BitXor: "^",
    cst.LeftShift: "<<",
    cst.RightShift: ">>",
}
_COMPARISONS: dict[type[cst.CSTNode], str] = {
    cst.Equal: "==",
    cst.NotEqual: "!=",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
    cst.In: "in",
    cst.NotIn: "not-in",
    cst.Is: "is",
    cst.IsNot: "is-not",
}


@visits(cst.BinaryOperation)
@nested
def _binary(walk: Walk, node: cst.BinaryOperation, twin: Any) -> Value:
    left = visit(walk, node.left, twin.left)
    operator = _BINARY[node.operator.__class__]
    walk.rows.shape.append(operator)
    right = visit(walk, node.right, twin.right)
    if operator == "+":
        return _noted(walk, node, twin, _sum(left, right))
    if operator == "%" and isinstance(left, Literal) and isinstance(left.value, str):
        return _noted(walk, node, twin, percent_format(left.value, right))
    return Operation(operator, (left, right))


def _noted(walk: Walk, node: cst.CSTNode, twin: Any, value: Value) -> Value:
    if isinstance(value, Text) and starts_like_sql(value):
        walk.query(value, node, twin)
    return value


def _sum(left: Value, right: Value) -> Value:
    if not (_is_text(left) or _is_text(right)):
        return Operation("+", (left, right))
    return Text(_parts(left) + _parts(right))


def _is_text(value: Value) -> bool:
    return isinstance(value, Text) or (isinstance(value, Literal) and isinstance(value.value, str))


def _parts(value: Value) -> tuple[Value, ...]:
    return value.parts if isinstance(value, Text) else (value,)


@visits(cst.BooleanOperation)
@nested
def _boolean(walk: Walk, node: cst.BooleanOperation, twin: Any) -> Value:
    kind = node.operator.__class__
    operator = "and" if kind is cst.And else "or"
    walk.rows.shape.append(operator)
    operands = _flatten(node, kind)
    twins = twin.values
    values = tuple(
        visit(walk, operand, inner) for operand, inner in zip(operands, twins, strict=False)
    )
    return Operation(operator, values)


def _flatten(node: Any, kind: type[cst.CSTNode]) -> list[Any]:
    """`a and b and c` nests to the left in libcst and is one list in `ast`."""
    operands = [node.right]
    node = node.left
    while (
        node.__class__ is cst.BooleanOperation and node.operator.__class__ is kind and not node.lpar
    ):
        operands.append(node.right)
        node = node.left
    operands.append(node)
    operands.reverse()
    return operands


@visits(cst.UnaryOperation)
@nested
def _unary(walk: Walk, node: cst.UnaryOperation, twin: Any) -> Value:
    operator = node.operator.__class__
    if operator is cst.Minus:
        return _negative(walk, node, twin)
    walk.rows.shape.append("not" if operator is cst.Not else "~")
    operand = visit(walk, node.expression, twin.operand)
    return Operation("not", (operand,)) if operator is cst.Not else UNKNOWN


def _negative(walk: Walk, node: cst.UnaryOperation, twin: Any) -> Value:
    if type(node.expression) in (cst.Integer, cst.Float):
        return _negative_number(walk, node, twin)
    walk.rows.shape.append("-")
    return Operation("neg", (visit(walk, node.expression, twin.operand),))


def _negative_number(walk: Walk, node: cst.UnaryOperation, twin: Any) -> Value:
    value = visit(walk, node.expression, twin.operand)
    rows = walk.rows
    if not (isinstance(value, Literal) and isinstance(value.value, int | float)):
        return UNKNOWN
    # A sign is part of the constant, so that copies differing by it keep one shape.
    rows.pending[-1] = -value.value
    rows.names.append("-")
    return Literal(-value.value)


@visits(cst.Comparison)
@nested
def _comparison(walk: Walk, node: cst.Comparison, twin: Any) -> Value:
    left = visit(walk, node.left, twin.left)
    found: list[Value] = []
    for target, inner in zip(node.comparisons, twin.comparators, strict=False):
        operator = _COMPARISONS[target.operator.__class__]
        walk.rows.shape.append("<>" if operator[0] in "<>" else operator)
        walk.rows.names.append(operator)
        right = visit(walk, target.comparator, inner)
        found.append(Operation(operator, (left, right)))
        left = right
    return found[0] if len(found) == 1 else Operation("and", tuple(found))
