"""Names that no import, assignment or definition binds: parameters of lambdas, what `case` patterns
capture, type parameters and type aliases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst

from debtscan.syntax.python.statements import handles
from debtscan.syntax.python.walk import Walk


def capture(walk: Walk, pattern: cst.MatchPattern) -> None:
    """Bind what a pattern captures."""
    for name in _captured(pattern):
        walk.scope.bind(name)
        walk.captured.add(name)


def capture_types(walk: Walk, node: cst.FunctionDef | cst.ClassDef | cst.TypeAlias) -> None:
    """Note the type parameters of a definition."""
    if node.type_parameters is not None:
        walk.captured.update(one.param.name.value for one in node.type_parameters.params)


@handles(cst.TypeAlias)
def _alias(walk: Walk, node: cst.TypeAlias, twin: Any) -> None:
    walk.captured.add(node.name.value)
    capture_types(walk, node)


def _captured(pattern: Any) -> Iterator[str]:
    match pattern:
        case cst.MatchAs(name=cst.Name(value=name)) | cst.MatchStar(name=cst.Name(value=name)):
            yield name
        case cst.MatchMapping(rest=cst.Name(value=name)):
            yield name
    for part in pattern.children:
        yield from _captured(part)
