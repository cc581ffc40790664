"""Calls, lambdas and what generators give."""

from __future__ import annotations

from typing import Any

import libcst as cst

from debtscan.facts import Call, Keyword, Literal, Result, Return, Value
from debtscan.syntax.python.expressions import (
    UNKNOWN,
    dotted_name,
    spell,
    visit,
    visits,
)
from debtscan.syntax.python.scopes import LOOP
from debtscan.syntax.python.strings import brace_format
from debtscan.syntax.python.walk import Walk


@visits(cst.Call)
def call(walk: Walk, node: cst.Call, twin: Any, role: str = "") -> Value:
    """Record a call; its index is taken before its arguments' so that calls lie in source
    order."""
    index = len(walk.calls)
    walk.calls.append(None)
    callee, receiver = _callee(walk, node.func, twin.func)
    walk.rows.shape.append("(")
    arguments = Arguments(walk, node.args, twin)
    walk.rows.shape.append(")")
    walk.calls[index] = Call(
        callee,
        walk.span(node, twin),
        walk.scope.index,
        tuple(arguments.positional),
        tuple(arguments.keywords),
        arguments.star,
        tuple(arguments.spread),
        receiver,
        role,
    )
    if callee == "?.format" and isinstance(receiver, Literal) and isinstance(receiver.value, str):
        named = {keyword.name: keyword.value for keyword in arguments.keywords}
        return brace_format(receiver.value, tuple(arguments.positional), named)
    return Result(index)


def _callee(walk: Walk, func: Any, twin: Any) -> tuple[str, Value | None]:
    dotted = dotted_name(walk, func)
    if dotted is None:
        return _callee_of_value(walk, func, twin)
    walk.read(dotted, twin)
    if func.__class__ is cst.Name:
        # What is called belongs to the shape, but not whence: a copy must import what the
        # original has beside it.
        walk.rows.shape.append(func.value if LOOP in dotted else dotted.rpartition(".")[2])
    else:
        spell(walk, func, dotted)
    return dotted, None


def _callee_of_value(walk: Walk, func: Any, twin: Any) -> tuple[str, Value | None]:
    if func.__class__ is not cst.Attribute:
        return "?", visit(walk, func, twin)
    receiver = visit(walk, func.value, twin.value)
    name = func.attr.value
    walk.rows.shape.append("." + name)
    walk.read("?." + name, twin)
    return "?." + name, receiver


class Arguments:
    """The arguments of one call, walked in source order."""

    __slots__ = ("keywords", "positional", "spread", "star")

    def __init__(self, walk: Walk, args: Any, twin: Any) -> None:
        self.positional: list[Value] = []
        self.keywords: list[Keyword] = []
        self.star = False
        self.spread: list[Value] = []
        plain, named = iter(twin.args), iter(twin.keywords)
        for argument in args:
            if argument.keyword is not None:
                name = argument.keyword.value
                walk.rows.shape.append(name + "=")
                self.keywords.append(Keyword(name, visit(walk, argument.value, next(named).value)))
            elif not argument.star:
                self.positional.append(visit(walk, argument.value, next(plain)))
            elif argument.star == "*":
                self.star = True
                walk.rows.shape.append("*")
                self.positional.append(UNKNOWN)
                visit(walk, argument.value, next(plain).value)
            else:
                walk.rows.shape.append("**")
                self.spread.append(visit(walk, argument.value, next(named).value))


@visits(cst.Lambda)
def _lambda(walk: Walk, node: cst.Lambda, twin: Any) -> Value:
    walk.rows.shape.append("lambda")
    defaults = [p.default for p in _lambda_parameters(node.params) if p.default is not None]
    twins = list_or_endless(twin.args.defaults) + list_or_endless(
        [default for default in twin.args.kw_defaults if default is not None]
        if isinstance(twin.args.kw_defaults, list)
        else twin
    )
    for default, inner in zip(defaults, twins, strict=False):
        visit(walk, default, inner)
    with_names = [p.name.value for p in _lambda_parameters(node.params)]
    walk.captured.update(with_names)
    walk.rows.names.extend(with_names)
    _with_local_names(walk, with_names, node.body, twin.body)
    return UNKNOWN


def list_or_endless(twins: Any) -> list[Any]:
    """The list itself, or many copies of a twin that is not there."""
    return twins if isinstance(twins, list) else [twins] * 64


def _lambda_parameters(params: cst.Parameters) -> list[cst.Param]:
    every = [*params.posonly_params, *params.params, *params.kwonly_params]
    stars = [p for p in (params.star_arg, params.star_kwarg) if type(p) is cst.Param]
    return every + stars


def _with_local_names(walk: Walk, names: list[str], node: Any, twin: Any) -> None:
    """Walk an expression in which some names hide aliases of the scope around it."""
    scope = walk.scope
    hidden = {name: scope.aliases.pop(name) for name in names if name in scope.aliases}
    fresh = [name for name in names if name not in scope.bound]
    scope.bound.update(fresh)
    visit(walk, node, twin)
    scope.bound.difference_update(fresh)
    scope.aliases.update(hidden)


@visits(cst.Yield)
def _yield(walk: Walk, node: cst.Yield, twin: Any) -> Value:
    walk.rows.shape.append("yield")
    value: Value = Literal(None)
    if node.value is not None:
        item = node.value.item if type(node.value) is cst.From else node.value
        value = visit(walk, item, twin.value)
    walk.returns.append(Return(value, walk.span(node, twin), walk.scope.index, "yield"))
    return UNKNOWN
