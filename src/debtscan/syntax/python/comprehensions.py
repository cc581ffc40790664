"""Comprehensions: their loop variables get names of their own, so that two that use `f`, or an
`f` of the code around them, are never taken for one another."""

from __future__ import annotations

from typing import Any

import libcst as cst

from debtscan.facts import Assignment, Collection, Item, Literal, Table, Value
from debtscan.syntax.python.expressions import ANY_NUMBER, UNKNOWN, nested, visit, visits
from debtscan.syntax.python.scopes import LOOP
from debtscan.syntax.python.walk import Walk


@visits(cst.ListComp, cst.SetComp, cst.GeneratorExp)
@nested
def _comprehension(walk: Walk, node: Any, twin: Any) -> Value:
    walk.rows.shape.append("for")
    loop = _Loop(walk)
    loop.enter(node.for_in, iter(twin.generators))
    element = visit(walk, node.elt, twin.elt)
    loop.leave()
    return Collection((element,), ANY_NUMBER)


@visits(cst.DictComp)
@nested
def _dict_comprehension(walk: Walk, node: cst.DictComp, twin: Any) -> Value:
    walk.rows.shape.append("for")
    loop = _Loop(walk)
    loop.enter(node.for_in, iter(twin.generators))
    key = visit(walk, node.key, twin.key)
    value = visit(walk, node.value, twin.value)
    loop.leave()
    return Table((key,), (value,))


class _Loop:
    """The loop variables of one comprehension, known by other names while it lasts."""

    __slots__ = ("_hidden", "_suffix", "_walk")

    def __init__(self, walk: Walk) -> None:
        walk.scope.comprehensions += 1
        self._walk = walk
        self._suffix = f"{LOOP}{walk.scope.comprehensions}"
        self._hidden: dict[str, str | None] = {}

    def enter(self, clause: cst.CompFor | None, twins: Any) -> None:
        walk = self._walk
        while clause is not None:
            twin = next(twins)
            value = visit(walk, clause.iter, twin.iter)
            self._bind(clause.target, twin.target, Item(value, UNKNOWN))
            for condition, inner in zip(clause.ifs, twin.ifs, strict=False):
                walk.rows.shape.append("if")
                visit(walk, condition.test, inner)
            clause = clause.inner_for_in

    def leave(self) -> None:
        aliases = self._walk.scope.aliases
        for name, before in self._hidden.items():
            if before is None:
                del aliases[name]
            else:
                aliases[name] = before

    def _bind(self, target: Any, twin: Any, value: Value) -> None:
        if target.__class__ is cst.Name:
            self._name(target, twin, value)
        elif target.__class__ in (cst.Tuple, cst.List):
            for index, (element, inner) in enumerate(zip(target.elements, twin.elts, strict=False)):
                starred = element.__class__ is cst.StarredElement
                part = UNKNOWN if starred else Item(value, Literal(index))
                self._bind(element.value, inner.value if starred else inner, part)

    def _name(self, target: cst.Name, twin: Any, value: Value) -> None:
        walk, name = self._walk, target.value
        walk.rows.shape.append("n")
        walk.rows.names.append(name)
        self._hidden.setdefault(name, walk.scope.aliases.get(name))
        own = walk.scope.aliases[name] = name + self._suffix
        at = walk.span(target, twin)
        walk.assignments.append(Assignment(own, value, at, walk.scope.index, "for"))
