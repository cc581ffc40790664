"""Statements of a block that stand behind one that always leaves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import libcst as cst

from debtscan.facts import Span, Unreachable
from debtscan.syntax.python.blocks import flat
from debtscan.syntax.python.expressions import dotted_name
from debtscan.syntax.python.walk import Walk

_LEAVING: dict[type[cst.CSTNode], str] = {
    cst.Return: "return",
    cst.Raise: "raise",
    cst.Continue: "continue",
    cst.Break: "break",
}
_EXITS = frozenset({"sys.exit", "os._exit", "exit", "quit"})
_IDLE = (cst.Pass, cst.Continue, cst.Break, cst.Global, cst.Nonlocal)
_YIELD = re.compile(r"\b(yield|await)\b")


def note_unreachable(walk: Walk, body: Any, twins: Any) -> None:
    """Write down what follows the first statement that leaves the block, unless it is nothing,
    or makes the function a generator."""
    nodes = list(flat(body))
    for index, node in enumerate(nodes[:-1]):
        how = _leaves(walk, node)
        if how:
            rest = range(index + 1, len(nodes))
            if not all(_is_idle(nodes[one]) for one in rest):
                _note(walk, how, index, nodes, twins)
            return


def _note(walk: Walk, how: str, index: int, nodes: Sequence[Any], twins: Any) -> None:
    first = walk.span(nodes[index + 1], twins[index + 1])
    last = walk.span(nodes[-1], twins[-1])
    if _YIELD.search("\n".join(walk.lines[first.line - 1 : last.end_line])):
        return
    at = Span(first.line, first.column, last.end_line, last.end_column)
    after = walk.span(nodes[index], twins[index])
    walk.unreachable.append(Unreachable(how, at, after, walk.scope.index))


def _leaves(walk: Walk, node: Any) -> str:
    """How a statement always leaves its block; "" when it may go on."""
    kind = node.__class__
    if kind is cst.If:
        return _both_leave(walk, node)
    if kind is cst.Expr and node.value.__class__ is cst.Call:
        callee = dotted_name(walk, node.value.func) if _may_exit(node.value.func) else None
        return f"{callee}()" if callee in _EXITS and not _is_own(walk, callee) else ""
    return _LEAVING.get(kind, "")


def _may_exit(callee: Any) -> bool:
    name = callee.attr if callee.__class__ is cst.Attribute else callee
    return name.__class__ is cst.Name and name.value in ("exit", "_exit", "quit")


def _is_own(walk: Walk, name: str) -> bool:
    defined = any(one is not None and one.name == name for one in walk.definitions)
    return defined or name in walk.scopes[0].bound


def _both_leave(walk: Walk, node: Any) -> str:
    arms = []
    while node.__class__ is cst.If:
        arms.append(node.body)
        node = node.orelse
    if node is None:
        return ""
    lasts = [_last(arm) for arm in (*arms, node.body)]
    found = [_leaves(walk, last) if last is not None else "" for last in lasts]
    return " or ".join(dict.fromkeys(found)) if all(found) else ""


def _last(body: Any) -> Any:
    """The last statement of a block."""
    last = body.body[-1]
    return last.body[-1] if last.__class__ is cst.SimpleStatementLine else last


def _is_idle(node: Any) -> bool:
    if isinstance(node, cst.Return):
        return node.value is None or isinstance(node.value, cst.Name | cst.Integer)
    if isinstance(node, cst.Expr):
        return isinstance(node.value, cst.Ellipsis | cst.SimpleString | cst.ConcatenatedString)
    return isinstance(node, (*_IDLE, cst.Raise))
