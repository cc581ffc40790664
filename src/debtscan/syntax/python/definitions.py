"""Functions and classes: a scope each."""

from __future__ import annotations

from typing import Any

import libcst as cst

from debtscan.facts import Definition, Parameter, Span
from debtscan.syntax.python.blocks import flat
from debtscan.syntax.python.calls import call
from debtscan.syntax.python.captures import capture_types
from debtscan.syntax.python.compound import header
from debtscan.syntax.python.expressions import dotted_name, visit
from debtscan.syntax.python.scopes import Scope
from debtscan.syntax.python.statements import block, handles
from debtscan.syntax.python.walk import Walk


@handles(cst.FunctionDef)
def _function(walk: Walk, node: cst.FunctionDef, twin: Any) -> None:
    decorators = _decorators(walk, node, twin)
    walk.rows.shape.append("def")
    parameters = _parameters(walk, node.params, twin.args)
    if node.returns is not None:
        visit(walk, node.returns.annotation, twin.returns)
    inner = _open(walk, node, is_class=False)
    inner.bound.update(parameter.name for parameter in parameters)
    walk.rows.names.extend(parameter.name for parameter in parameters)
    _close(walk, node, twin, inner, "function", decorators, parameters, ())


@handles(cst.ClassDef)
def _class(walk: Walk, node: cst.ClassDef, twin: Any) -> None:
    decorators = _decorators(walk, node, twin)
    walk.rows.shape.append("class")
    bases = [
        _base(walk, base.value, inner) for base, inner in zip(node.bases, twin.bases, strict=False)
    ]
    metaclass, *bases = _of_six(walk, node) or (_metaclass(walk, node, twin), *bases)
    opened = _open(walk, node, is_class=True)
    _close(walk, node, twin, opened, "class", decorators, (), tuple(bases), metaclass)


def _metaclass(walk: Walk, node: cst.ClassDef, twin: Any) -> str:
    found = ""
    for keyword, inner in zip(node.keywords, twin.keywords, strict=False):
        visit(walk, keyword.value, inner.value)
        if keyword.keyword is not None and keyword.keyword.value == "metaclass":
            found = dotted_name(walk, keyword.value) or "?"
    return found


def _of_six(walk: Walk, node: cst.ClassDef) -> list[str]:
    """The metaclass and the bases that `with_metaclass(Meta, Base)` stands for."""
    made = node.bases[0].value if len(node.bases) == 1 else None
    if type(made) is not cst.Call:
        return []
    called = dotted_name(walk, made.func) or ""
    given = [dotted_name(walk, one.value) or "?" for one in made.args]
    return given if called.rpartition(".")[2] == "with_metaclass" else []


def _base(walk: Walk, node: Any, twin: Any) -> str:
    dotted = dotted_name(walk, node)
    visit(walk, node, twin)
    if dotted is None and type(node) is cst.Subscript:
        dotted = dotted_name(walk, node.value)
    return dotted or "?"


def _decorators(walk: Walk, node: Any, twin: Any) -> tuple[str, ...]:
    names = []
    for decorator, inner in zip(node.decorators, twin.decorator_list, strict=False):
        expression = decorator.decorator
        if type(expression) is cst.Call:
            names.append(dotted_name(walk, expression.func) or "?")
            call(walk, expression, inner, role="decorator")
        else:
            names.append(dotted_name(walk, expression) or "?")
            visit(walk, expression, inner)
    return tuple(names)


def _open(walk: Walk, node: Any, *, is_class: bool) -> Scope:
    """Bind the name, reserve the definition's index, enter its scope."""
    outer = walk.scope
    name = node.name.value
    outer.bind(name)
    walk.rows.names.append(name)
    dotted = f"{outer.name}.{name}" if outer.name else name
    walk.definitions.append(None)
    capture_types(walk, node)
    scope = Scope(len(walk.definitions), dotted, outer, is_class=is_class)
    walk.scopes.append(scope)
    return scope


def _close(
    walk: Walk,
    node: Any,
    twin: Any,
    scope: Scope,
    kind: str,
    decorators: tuple[str, ...],
    parameters: tuple[Parameter, ...],
    bases: tuple[str, ...],
    metaclass: str = "",
) -> None:
    """Walk the body and record the definition."""
    outer, span = walk.scope, walk.span(node, twin)
    header(walk, span)
    first = len(walk.rows.lines)
    walk.scope = scope
    block(walk, node.body, twin.body)
    walk.scope = outer
    last = len(walk.rows.lines)
    shape, exact = walk.rows.fingerprint(first, last)
    walk.definitions[scope.index - 1] = Definition(
        scope.name,
        kind,
        span,
        outer.index,
        parameters,
        decorators,
        bases,
        last - first,
        first,
        last,
        _documented(node.body),
        _body_kind(node.body),
        shape,
        exact,
        metaclass,
    )


def _documented(body: Any) -> bool:
    first = next(flat(body), None)
    return type(first) is cst.Expr and isinstance(
        first.value, cst.SimpleString | cst.ConcatenatedString
    )


def _body_kind(body: Any) -> str:
    """ "stub" when nothing is done: docstring, pass, `...`, raise NotImplementedError."""
    for node in flat(body):
        if type(node) is cst.Pass:
            continue
        if type(node) is cst.Expr and isinstance(
            node.value, cst.SimpleString | cst.ConcatenatedString | cst.Ellipsis
        ):
            continue
        if type(node) is cst.Raise and _raises_not_implemented(node):
            continue
        return ""
    return "stub"


def _raises_not_implemented(node: cst.Raise) -> bool:
    raised = node.exc.func if type(node.exc) is cst.Call else node.exc
    return type(raised) is cst.Name and raised.value.startswith("NotImplemented")


def _parameters(walk: Walk, params: cst.Parameters, twin: Any) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    plain = [*params.posonly_params, *params.params]
    twins = twin.posonlyargs + twin.args if isinstance(twin.args, list) else [twin] * len(plain)
    defaults = _aligned(twin.defaults, len(plain))
    for parameter, place, default in zip(plain, twins, defaults, strict=False):
        found.append(_parameter(walk, parameter, place, default, "plain"))
    if type(params.star_arg) is cst.Param:
        found.append(_parameter(walk, params.star_arg, twin.vararg, None, "star"))
    for parameter, place, default in zip(
        params.kwonly_params, twin.kwonlyargs, twin.kw_defaults, strict=False
    ):
        found.append(_parameter(walk, parameter, place, default, "keyword"))
    if params.star_kwarg is not None:
        found.append(_parameter(walk, params.star_kwarg, twin.kwarg, None, "double-star"))
    return tuple(found)


def _aligned(defaults: Any, count: int) -> list[Any]:
    """`ast` lists the defaults of the last parameters only."""
    if not isinstance(defaults, list):
        return [defaults] * count
    return [None] * (count - len(defaults)) + defaults


def _parameter(
    walk: Walk, parameter: cst.Param, place: Any, default_place: Any, kind: str
) -> Parameter:
    annotation = ""
    if parameter.annotation is not None:
        written = parameter.annotation.annotation
        visit(walk, written, place.annotation)
        annotation = _written(walk, written, walk.span(written, place.annotation))
    default = None
    if parameter.default is not None:
        default = visit(walk, parameter.default, default_place)
    return Parameter(parameter.name.value, kind, default, annotation)


def _written(walk: Walk, node: Any, span: Span) -> str:
    return dotted_name(walk, node) or walk.source(span, 60)
