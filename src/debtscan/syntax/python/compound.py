"""Compound statements: a row for each header, then the blocks."""

from __future__ import annotations

from typing import Any

import libcst as cst

from debtscan.facts import Branch, ExceptClause, Item, Literal, Operation, Span, Value
from debtscan.syntax.python.blocks import flat
from debtscan.syntax.python.captures import capture
from debtscan.syntax.python.excepts import caught, effect
from debtscan.syntax.python.expressions import UNKNOWN, visit
from debtscan.syntax.python.statements import bind, block, handles
from debtscan.syntax.python.walk import Walk


def header(walk: Walk, span: Span) -> None:
    """Close the row of a compound statement's first line."""
    walk.rows.close(span.line, span.line, walk.scope.index)


@handles(cst.If)
def _if(walk: Walk, node: cst.If, twin: Any) -> None:
    kind = "if"
    while True:
        _arm(walk, node, twin, kind)
        orelse = node.orelse
        if type(orelse) is not cst.If:
            break
        node, twin, kind = orelse, twin.orelse[0], "elif"
    if orelse is not None:
        block(walk, orelse.body, twin.orelse)


def _arm(walk: Walk, node: cst.If, twin: Any, kind: str) -> None:
    span = walk.span(node, twin)
    walk.rows.shape.append(kind)
    test = _condition(walk, node, twin, kind)
    header(walk, span)
    guard = _guard(test)
    walk.guards.append(guard)
    if guard == "main":
        walk.main_guard = True
        walk.guards[-1] = walk.guards[-2] if len(walk.guards) > 1 else ""
    block(walk, node.body, twin.body)
    walk.guards.pop()


def _condition(walk: Walk, node: Any, twin: Any, kind: str) -> Value:
    """Walk a condition and record the branch it decides."""
    tested: list[str] = []
    walk.tested = tested
    test = visit(walk, node.test, twin.test)
    walk.tested = None
    at = walk.span(node.test, twin.test)
    orelse = getattr(node, "orelse", None)
    walk.branches.append(
        Branch(
            kind,
            test,
            walk.source(at),
            at,
            _extent(walk, node.body, twin.body),
            _orelse_extent(walk, orelse, twin),
            _count(node.body),
            _count(orelse),
            walk.scope.index,
            tuple(dict.fromkeys(tested)),
            outcome(test),
        )
    )
    return test


def _extent(walk: Walk, body: Any, twins: Any) -> Span:
    """From a block's first statement to its last."""
    statements = list(flat(body))
    first = walk.span(statements[0], twins[0])
    last = walk.span(statements[-1], twins[-1])
    return Span(first.line, first.column, last.end_line, last.end_column)


def _orelse_extent(walk: Walk, orelse: Any, twin: Any) -> Span | None:
    if orelse is None:
        return None
    if type(orelse) is cst.If:
        return walk.span(orelse, twin.orelse[0])
    return _extent(walk, orelse.body, twin.orelse)


def _count(body: Any) -> int:
    """Statements of a block, nested ones included."""
    if body is None:
        return 0
    if type(body) is cst.If:
        return 1 + _count(body.body) + _count(body.orelse)
    if type(body) is cst.Else:
        return _count(body.body)
    total = 0
    for node in flat(body):
        total += 1
        inner = getattr(node, "body", None)
        if type(inner) in (cst.IndentedBlock, cst.SimpleStatementSuite):
            total += _count(inner) + _count(getattr(node, "orelse", None))
    return total


def outcome(test: Value) -> bool | None:
    """What constants alone decide: `if 0`, `not True`, `False and x`, `1 == 2`."""
    if isinstance(test, Literal):
        return bool(test.value)
    if not isinstance(test, Operation):
        return None
    known = [outcome(operand) for operand in test.operands]
    match test.operator:
        case "not":
            return None if known[0] is None else not known[0]
        case "and":
            return False if False in known else (True if None not in known else None)
        case "or":
            return True if True in known else (False if None not in known else None)
        case "==" | "!=" if all(isinstance(operand, Literal) for operand in test.operands):
            return (test.operands[0] == test.operands[1]) is (test.operator == "==")
    return None


def _guard(test: Value) -> str:
    if isinstance(test, Operation) and test.operator == "==":
        names = {
            getattr(operand, "name", getattr(operand, "value", "")) for operand in test.operands
        }
        if {"__name__", "__main__"} <= names:
            return "main"
    name = getattr(test, "name", "")
    return "type-checking" if name.rpartition(".")[2] == "TYPE_CHECKING" else "branch"


@handles(cst.While)
def _while(walk: Walk, node: cst.While, twin: Any) -> None:
    span = walk.span(node, twin)
    walk.rows.shape.append("while")
    _condition(walk, node, twin, "while")
    header(walk, span)
    block(walk, node.body, twin.body)
    if node.orelse is not None:
        block(walk, node.orelse.body, twin.orelse)


@handles(cst.Assert)
def _assert(walk: Walk, node: cst.Assert, twin: Any) -> None:
    span = walk.span(node, twin)
    walk.rows.shape.append("assert")
    tested: list[str] = []
    walk.tested = tested
    test = visit(walk, node.test, twin.test)
    walk.tested = None
    if node.msg is not None:
        visit(walk, node.msg, twin.msg)
    at = walk.span(node.test, twin.test)
    names = tuple(dict.fromkeys(tested))
    walk.branches.append(
        Branch("assert", test, walk.source(at), at, span, None, 0, 0, walk.scope.index, names)
    )
    walk.rows.close(span.line, span.end_line, walk.scope.index)


@handles(cst.For)
def _for(walk: Walk, node: cst.For, twin: Any) -> None:
    span = walk.span(node, twin)
    walk.rows.shape.append("for")
    value = visit(walk, node.iter, twin.iter)
    bind(walk, node.target, twin.target, Item(value, UNKNOWN), "for")
    header(walk, span)
    block(walk, node.body, twin.body)
    if node.orelse is not None:
        block(walk, node.orelse.body, twin.orelse)


@handles(cst.With)
def _with(walk: Walk, node: cst.With, twin: Any) -> None:
    span = walk.span(node, twin)
    walk.rows.shape.append("with")
    for item, inner in zip(node.items, twin.items, strict=False):
        value = visit(walk, item.item, inner.context_expr)
        if item.asname is not None:
            bind(walk, item.asname.name, inner.optional_vars, value, "with")
    header(walk, span)
    block(walk, node.body, twin.body)


@handles(cst.Try, cst.TryStar)
def _try(walk: Walk, node: Any, twin: Any) -> None:
    walk.rows.shape.append("try")
    header(walk, walk.span(node, twin))
    walk.guards.append("try")
    block(walk, node.body, twin.body)
    tried = _extent(walk, node.body, twin.body)
    for handler, inner in zip(node.handlers, twin.handlers, strict=False):
        _except(walk, handler, inner, tried)
    walk.guards.pop()
    if node.orelse is not None:
        block(walk, node.orelse.body, twin.orelse)
    if node.finalbody is not None:
        block(walk, node.finalbody.body, twin.finalbody)


def _except(walk: Walk, node: Any, twin: Any, tried: Span) -> None:
    walk.rows.shape.append("except")
    types = visit(walk, node.type, twin.type) if node.type is not None else None
    if node.name is not None:
        walk.assign(node.name.name.value, UNKNOWN, node, twin, "except")
    span = walk.span(node, twin)
    header(walk, span)
    clause = ExceptClause(caught(types), span, tried, effect(node.body), walk.scope.index)
    walk.excepts.append(clause)
    block(walk, node.body, twin.body)


@handles(cst.Match)
def _match(walk: Walk, node: cst.Match, twin: Any) -> None:
    walk.rows.shape.append("match")
    visit(walk, node.subject, twin.subject)
    header(walk, walk.span(node, twin))
    for case, inner in zip(node.cases, twin.cases, strict=False):
        _case(walk, case, inner)


def _case(walk: Walk, case: cst.MatchCase, twin: Any) -> None:
    walk.rows.shape.append("case")
    if type(case.pattern) is cst.MatchValue:
        visit(walk, case.pattern.value, twin.pattern.value)
    capture(walk, case.pattern)
    if case.guard is not None:
        visit(walk, case.guard, twin.guard)
    span = walk.span(case, twin.pattern)
    header(walk, span)
    block(walk, case.body, twin.body)
