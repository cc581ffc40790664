"""Names that are read where no scope around them binds them, by Python's own rules of scope.

The walk notes what every scope binds and what it reads; only when all is seen can it be told what
is free, since a function may read what the module binds after it. Annotations that are never
evaluated are left out.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from debtscan.facts import Definition, FreeName
from debtscan.syntax.python.twins import Places

_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_PLAIN = frozenset({ast.Load, ast.Store, ast.Del, ast.Constant})
_GIVEN = frozenset(dir(builtins)) | {"__file__", "__path__", "__class__", "__annotations__"}


class _Scope:
    """Of the module, a function (also a lambda), a class or a comprehension."""

    def __init__(self, kind: str, outer: _Scope | None) -> None:
        self.kind = kind
        self.outer = outer
        self.bound: set[str] = set()

    @property
    def module(self) -> _Scope:
        """The outermost one."""
        return self if self.outer is None else self.outer.module

    @property
    def keeping(self) -> _Scope:
        """Where `:=` binds."""
        inner = self.kind == "comprehension" and self.outer is not None
        return self.outer.keeping if inner and self.outer else self

    def knows(self, name: str) -> bool:
        """Whether a read of the name here finds a binding."""
        scope: _Scope | None = self
        while scope is not None:
            if name in scope.bound and (scope is self or scope.kind != "class"):
                return True
            scope = scope.outer
        return False


class _Finder:
    """Goes through a module with a stack of its own: trees may be deeper than Python's."""

    def __init__(self, module: ast.Module) -> None:
        self._lazy = any(_is_lazy(one) for one in module.body)
        self._module = _Scope("module", None)
        self._waiting: list[tuple[ast.AST, _Scope]] = []
        self._reads: list[tuple[ast.Name, _Scope]] = []
        self._later(module.body, self._module)
        while self._waiting:
            self._visit(*self._waiting.pop())

    def free(self) -> Iterator[ast.Name]:
        """In no order."""
        for node, scope in self._reads:
            if node.id not in _GIVEN and not scope.knows(node.id):
                yield node

    def _later(self, nodes: Iterable[ast.AST | None], scope: _Scope) -> None:
        self._waiting += [(one, scope) for one in nodes if one is not None]

    def _visit(self, node: ast.AST, scope: _Scope) -> None:
        """Nothing else costs as much: most nodes are of no interest themselves."""
        special = self._VISITS.get(type(node))
        if special is not None:
            special(self, node, scope)
            return
        for field in node._fields:
            value = getattr(node, field)
            if type(value) is list:
                self._waiting += [(one, scope) for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.AST) and type(value) not in _PLAIN:
                self._waiting.append((value, scope))

    def _name(self, node: ast.Name, scope: _Scope) -> None:
        if type(node.ctx) is ast.Load:
            self._reads.append((node, scope))
        else:
            scope.bound.add(node.id)

    def _walrus(self, node: ast.NamedExpr, scope: _Scope) -> None:
        scope.keeping.bound.add(node.target.id)
        self._later([node.value], scope)

    def _augmented(self, node: ast.AugAssign, scope: _Scope) -> None:
        """It binds only what is bound already."""
        self._later([node.value], scope)
        if isinstance(node.target, ast.Name):
            self._reads.append((node.target, scope))
        else:
            self._later([node.target], scope)

    def _annotated(self, node: ast.AnnAssign, scope: _Scope) -> None:
        evaluated = scope.kind in ("module", "class") and not self._lazy
        self._later([node.target, node.value, node.annotation if evaluated else None], scope)

    def _global(self, node: ast.Global, scope: _Scope) -> None:
        self._module.bound.update(node.names)

    def _import(self, node: ast.Import | ast.ImportFrom, scope: _Scope) -> None:
        scope.bound.update((one.asname or one.name).partition(".")[0] for one in node.names)

    def _caught(self, node: Any, scope: _Scope) -> None:
        """`except E as name`, `case name`, `case [*name]`, `case {**name}`."""
        name = node.rest if isinstance(node, ast.MatchMapping) else node.name
        scope.bound.update([name] if name else [])
        self._later(ast.iter_child_nodes(node), scope)

    def _function(self, node: _FUNCTIONS, scope: _Scope) -> None:
        given = node.args
        inner = _Scope("function", scope)
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
        inner.bound.update(one.arg for one in every if one is not None)
        self._later([*given.defaults, *given.kw_defaults], scope)
        if isinstance(node, ast.Lambda):
            self._later([node.body], inner)
            return
        scope.bound.add(node.name)
        inner.bound.update(_type_parameters(node))
        self._later(node.decorator_list, scope)
        self._later(node.body, inner)
        if not self._lazy:
            notes = [one.annotation for one in every if one is not None]
            self._later([*notes, node.returns], inner)

    def _class(self, node: ast.ClassDef, scope: _Scope) -> None:
        scope.bound.add(node.name)
        inner = _Scope("class", scope)
        named = _Scope("function", scope)
        named.bound.update(_type_parameters(node))
        inner.outer = named
        keywords = [one.value for one in node.keywords]
        self._later([*node.bases, *keywords, *node.decorator_list], named)
        self._later(node.body, inner)

    def _comprehension(self, node: _COMPREHENSIONS, scope: _Scope) -> None:
        first = node.generators[0]
        inner = _Scope("comprehension", scope)
        self._later([first.iter], scope)
        self._later([first.target, *first.ifs, *node.generators[1:]], inner)
        made = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._later(made, inner)

    _VISITS: ClassVar[Mapping[type, Callable[[_Finder, Any, _Scope], None]]] = {
        ast.Constant: lambda finder, node, scope: None,
        ast.Name: _name,
        ast.NamedExpr: _walrus,
        ast.AugAssign: _augmented,
        ast.AnnAssign: _annotated,
        ast.Global: _global,
        **dict.fromkeys((ast.Import, ast.ImportFrom), _import),
        **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda), _function),
        ast.ClassDef: _class,
        **dict.fromkeys(
            (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), _comprehension
        ),
        **dict.fromkeys((ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping), _caught),
    }


def free_names(
    module: Any, places: Places, definitions: Sequence[Definition]
) -> tuple[FreeName, ...]:
    """The reads in a module's tree that no scope answers, in source order; a tree that is not the
    standard parser's has none."""
    if not isinstance(module, ast.Module):
        return ()
    found = [(places.of(node), node.id) for node in _Finder(module).free()]
    return tuple(FreeName(name, at, _scope(definitions, at.line)) for at, name in sorted(found))


def _scope(definitions: Sequence[Definition], line: int) -> int:
    """The last that has begun and not ended lies innermost."""
    around = [n for n, one in enumerate(definitions, 1) if one.at.line <= line <= one.at.end_line]
    return max(around, default=0)


def _type_parameters(node: ast.AST) -> Iterator[str]:
    """Of Python 3.12, which the running one may not know."""
    yield from (one.name for one in getattr(node, "type_params", ()))


def _is_lazy(node: ast.stmt) -> bool:
    future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
    return future and any(one.name == "annotations" for one in node.names)  # type: ignore[attr-defined]
