"""Simple statements, and the blocks that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import libcst as cst

from debtscan.facts import (
    Collection,
    Import,
    Literal,
    Operation,
    Reference,
    Return,
    Shift,
    Value,
)
from debtscan.syntax.python.expressions import UNKNOWN, dotted_name, visit
from debtscan.syntax.python.subscripts import note_keys, subscript_key
from debtscan.syntax.python.unpacking import parts_of
from debtscan.syntax.python.unreachable import note_unreachable
from debtscan.syntax.python.walk import Walk

Handler = Callable[[Walk, Any, Any], None]
STATEMENTS: dict[type[cst.CSTNode], Handler] = {}
_SHIFTS = (">>", "<<")


def handles(*kinds: type[cst.CSTNode]) -> Callable[[Handler], Handler]:
    """Register the handler of kinds of statement."""

    def register(handler: Handler) -> Handler:
        STATEMENTS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


def block(walk: Walk, body: Any, twins: Any) -> None:
    """Walk the statements of a module, an indented block or a one-line suite."""
    walk.rows.depth += 1
    rest = iter(twins)
    if body.__class__ is cst.SimpleStatementSuite:
        _small(walk, body, rest)
    else:
        if body.__class__ is cst.IndentedBlock and body.header.comment is not None:
            walk.trailing.append((walk.line, body.header.comment.value))
        for node in body.body:
            if node.__class__ is cst.SimpleStatementLine:
                _small(walk, node, rest)
            else:
                twin = next(rest)
                walk.line = twin.lineno or walk.span(node, twin).line
                STATEMENTS[node.__class__](walk, node, twin)
    note_unreachable(walk, body, twins)
    walk.rows.depth -= 1


def _small(walk: Walk, line: Any, rest: Iterator[Any]) -> None:
    """Walk the small statements of one line."""
    for node in line.body:
        twin = next(rest)
        walk.line = twin.lineno or walk.span(node, twin).line
        handler = STATEMENTS.get(node.__class__)
        if handler is not None:
            handler(walk, node, twin)
    comment = line.trailing_whitespace.comment
    if comment is not None:
        walk.trailing.append((twin.end_lineno or walk.line, comment.value))


def row(walk: Walk, node: Any, twin: Any) -> None:
    """Close the row of a simple statement."""
    if twin.lineno:
        walk.rows.close(twin.lineno, twin.end_lineno, walk.scope.index)
    else:
        span = walk.span(node, twin)
        walk.rows.close(span.line, span.end_line, walk.scope.index)


@handles(cst.Expr)
def _expression(walk: Walk, node: cst.Expr, twin: Any) -> None:
    value = node.value
    if value.__class__ in (cst.SimpleString, cst.ConcatenatedString):
        span = walk.span(node, twin)
        walk.docstrings.append((span.line, span.end_line))
        return
    found = visit(walk, value, twin.value)
    if found.__class__ is Operation and found.operator in _SHIFTS:
        walk.shifts.append(Shift(found, walk.span(node, twin), walk.scope.index))
    row(walk, node, twin)


@handles(cst.Assign)
def _assign(walk: Walk, node: cst.Assign, twin: Any) -> None:
    value = visit(walk, node.value, twin.value)
    for target, inner in zip(node.targets, twin.targets, strict=False):
        walk.rows.shape.append("=")
        bind(walk, target.target, inner, value)
    _alias(walk, node, value)
    if walk.scope.index == 0:
        _export(walk, node, value)
    row(walk, node, twin)


def _alias(walk: Walk, node: cst.Assign, value: Value) -> None:
    """`join = os.path.join`: a name for something imported keeps its origin."""
    target = node.targets[0].target
    if len(node.targets) == 1 and type(target) is cst.Name and isinstance(value, Reference):
        head = value.name.split(".", 1)[0]
        if walk.scope.resolve(head) != head or _is_imported(walk, value.name):
            walk.scope.aliases[target.value] = value.name


def _is_imported(walk: Walk, dotted: str) -> bool:
    return any(
        dotted == origin or dotted.startswith(origin + ".")
        for origin in walk.scopes[0].aliases.values()
    )


def _export(walk: Walk, node: cst.Assign, value: Value) -> None:
    target = node.targets[0].target
    if type(target) is cst.Name and target.value == "__all__" and isinstance(value, Collection):
        walk.exports = tuple(
            item.value
            for item in value.items
            if isinstance(item, Literal) and isinstance(item.value, str)
        )


def bind(walk: Walk, target: Any, twin: Any, value: Value, how: str = "=") -> None:
    """Bind a target of any form to a value."""
    rows = walk.rows
    if target.__class__ is cst.Name:
        rows.shape.append("n")
        rows.names.append(target.value)
        walk.assign(target.value, value, target, twin, how)
    elif target.__class__ is cst.Attribute:
        _bind_attribute(walk, target, twin, value, how)
    elif target.__class__ is cst.Subscript:
        _bind_item(walk, target, twin, value, how)
    elif target.__class__ in (cst.Tuple, cst.List):
        _unpack(walk, target, twin, value, how)


def _bind_attribute(walk: Walk, target: Any, twin: Any, value: Value, how: str) -> None:
    dotted = dotted_name(walk, target)
    walk.rows.shape.append("." + target.attr.value)
    if dotted is None:
        visit(walk, target.value, twin.value)
        dotted = "?." + target.attr.value
    else:
        walk.rows.names.append(dotted)
    walk.assign(dotted, value, target, twin, how)


def _bind_item(walk: Walk, target: Any, twin: Any, value: Value, how: str) -> None:
    of = visit(walk, target.value, twin.value)
    walk.rows.shape.append("[")
    key = subscript_key(walk, target, twin)
    name = of.name if isinstance(of, Reference) else "?"
    note_keys(walk, target, twin, of, key, store=True)
    walk.assign(name + "[]", value, target, twin, how)


def _unpack(walk: Walk, target: Any, twin: Any, value: Value, how: str) -> None:
    walk.rows.shape.append(",")
    parts = parts_of(value, target.elements)
    for element, inner, part in zip(target.elements, twin.elts, parts, strict=False):
        starred = element.__class__ is cst.StarredElement
        bind(walk, element.value, inner.value if starred else inner, part, how)


@handles(cst.AnnAssign)
def _annotated(walk: Walk, node: cst.AnnAssign, twin: Any) -> None:
    visit(walk, node.annotation.annotation, twin.annotation)
    value = visit(walk, node.value, twin.value) if node.value is not None else UNKNOWN
    annotation = walk.source(walk.span(node.annotation.annotation, twin.annotation), 60)
    bind(walk, node.target, twin.target, value, ":" + annotation)
    row(walk, node, twin)


@handles(cst.AugAssign)
def _augmented(walk: Walk, node: cst.AugAssign, twin: Any) -> None:
    operator = node.operator.__class__.__name__.removesuffix("Assign")
    visit(walk, node.target, twin.target)
    walk.rows.shape.append(operator)
    value = visit(walk, node.value, twin.value)
    name = dotted_name(walk, node.target)
    if name is not None:
        walk.assign(name, value, node.target, twin.target, _AUGMENTED[operator])
    row(walk, node, twin)


_AUGMENTED = {
    "Add": "+=",
    "Subtract": "-=",
    "Multiply": "*=",
    "MatrixMultiply": "@=",
    "Divide": "/=",
    "FloorDivide": "//=",
    "Modulo": "%=",
    "Power": "**=",
    "BitAnd": "&=",
    "BitOr": "|=",
    "BitXor": "^=",
    "LeftShift": "<<=",
    "RightShift": ">>=",
}


@handles(cst.Return)
def _return(walk: Walk, node: cst.Return, twin: Any) -> None:
    walk.rows.shape.append("return")
    if node.value is not None:
        value = visit(walk, node.value, twin.value)
        walk.returns.append(Return(value, walk.span(node, twin), walk.scope.index))
    row(walk, node, twin)


@handles(cst.Import)
def _import(walk: Walk, node: cst.Import, twin: Any) -> None:
    for alias, inner in zip(node.names, twin.names, strict=False):
        module = alias.evaluated_name
        renamed = alias.evaluated_alias
        bound = renamed or module.split(".", 1)[0]
        _imported(walk, alias, inner, module, "", bound, module if renamed else bound)
    row(walk, node, twin)


@handles(cst.ImportFrom)
def _import_from(walk: Walk, node: cst.ImportFrom, twin: Any) -> None:
    module = "." * len(node.relative) + (_dotted(node.module) if node.module else "")
    if isinstance(node.names, cst.ImportStar):
        _imported(walk, node, twin, module, "*", "", "")
    else:
        prefix = module if module.endswith(".") or not module else module + "."
        for alias, inner in zip(node.names, twin.names, strict=False):
            name = alias.evaluated_name
            bound = alias.evaluated_alias or name
            _imported(walk, alias, inner, module, name, bound, prefix + name)
    row(walk, node, twin)


def _imported(
    walk: Walk, node: Any, twin: Any, module: str, name: str, bound: str, origin: str
) -> None:
    walk.rows.shape.append(f"import {module} {name}")
    walk.rows.names.append(bound)
    guard = walk.guards[-1] if walk.guards else ""
    scope = walk.scope
    span = walk.span(node, twin)
    walk.imports.append(Import(module, name, bound, span, scope.index, guard))
    if bound:
        scope.bound.discard(bound)
        scope.aliases[bound] = origin


def _dotted(node: Any) -> str:
    names: list[str] = []
    while type(node) is cst.Attribute:
        names.append(node.attr.value)
        node = node.value
    names.append(node.value)
    return ".".join(reversed(names))


@handles(cst.Global, cst.Nonlocal)
def _global(walk: Walk, node: Any, twin: Any) -> None:
    walk.rows.shape.append("global")
    scope = walk.scope
    for item in node.names:
        name = item.name.value
        walk.rows.names.append(name)
        owner = walk.scopes[0] if node.__class__ is cst.Global else scope.outer_owner(name)
        if owner is not None:
            scope.elsewhere[name] = owner
    row(walk, node, twin)


@handles(cst.Raise)
def _raise(walk: Walk, node: cst.Raise, twin: Any) -> None:
    walk.rows.shape.append("raise")
    if node.exc is not None:
        visit(walk, node.exc, twin.exc)
    row(walk, node, twin)


@handles(cst.Del)
def _delete(walk: Walk, node: cst.Del, twin: Any) -> None:
    walk.rows.shape.append("del")
    walk.rows.names.append(walk.source(walk.span(node, twin)))
    several = node.target.elements if isinstance(node.target, cst.Tuple) else ()
    for target in [node.target, *(one.value for one in several)]:
        if isinstance(target, cst.Name):
            walk.read(walk.scope.resolve(target.value), twin)  # whoever deletes it knows of it
    row(walk, node, twin)


@handles(cst.Pass, cst.Break, cst.Continue)
def _keyword(walk: Walk, node: Any, twin: Any) -> None:
    walk.rows.shape.append(node.__class__.__name__)
    row(walk, node, twin)
