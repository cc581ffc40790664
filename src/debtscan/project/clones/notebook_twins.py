"""Functions that live twice: in a notebook and, changed, in a module."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import Kind, Role
from debtscan.project.names.symbols import Symbol
from debtscan.project.starts.teaching import is_course, teaches

if TYPE_CHECKING:
    from debtscan.project.model import Project

_SHORTEST = 3  #: statements of a function that may be a copy
_SHOWS = re.compile(r"walk_?through|colab|quick_?start|getting_?started|intro", re.IGNORECASE)


class NotebookTwin(Struct, frozen=True):
    """One function of a notebook and the module's function of its name."""

    notebook: Symbol
    module: Symbol
    likeness: float  #: share of statement shapes in common


def notebook_twins(
    project: Project, *, min_statements: int, likeness: float
) -> Iterator[NotebookTwin]:
    """Twins whose bodies are alike and not the same; where one module alone has the name."""
    if is_course([file.path for file in project.code_files]):
        return
    for file in project.source_files:
        if file.kind is Kind.NOTEBOOK and not teaches(file.path) and not _SHOWS.search(file.path):
            for scope, definition in enumerate(file.definitions, start=1):
                if definition.kind == "function" and definition.scope == 0:
                    symbol = project.symbols.of_scope(file.path, scope)
                    yield from _twin(project, symbol, min_statements, likeness)


def _twin(
    project: Project, symbol: Symbol, min_statements: int, likeness: float
) -> Iterator[NotebookTwin]:
    others = [
        one
        for one in project.symbols.named(symbol.name)
        if one.definition.scope == 0
        and not one.is_class
        and project.files[one.path].kind is Kind.PYTHON
        and project.files[one.path].role is Role.SOURCE
        and _is_near(one.path, symbol.path)
    ]
    if len(others) != 1 or others[0].definition.exact == symbol.definition.exact:
        return
    alike = _likeness(project, symbol, others[0])
    statements = min(one.definition.statements for one in (symbol, others[0]))
    short = statements < min_statements
    if alike >= likeness and not (short and _are_unlike(project, symbol, others[0])):
        yield NotebookTwin(symbol, others[0], alike)


def _is_near(one: str, other: str) -> bool:
    """In one tree: not two projects of a collection."""
    first, second = one.split("/"), other.split("/")
    return len(first) == 1 or first[0] == second[0] or not _is_project(first, second)


def _is_project(first: list[str], second: list[str]) -> bool:
    """Two top folders that both hold folders of their own look like two projects."""
    return len(first) > 2 and len(second) > 2


def _likeness(project: Project, one: Symbol, other: Symbol) -> float:
    left, right = _shapes(project, one), _shapes(project, other)
    both = (left & right).total()
    return both / max(1, (left | right).total())


def _are_unlike(project: Project, one: Symbol, other: Symbol) -> bool:
    """Whether two short functions may have their name by chance: copies have the same parameters,
    and all statements but one."""
    left, right = _shapes(project, one), _shapes(project, other)
    names = [[each.name for each in symbol.definition.parameters] for symbol in (one, other)]
    changed = max((left - right).total(), (right - left).total())
    return names[0] != names[1] or changed > 1 or min(left.total(), right.total()) < _SHORTEST


def _shapes(project: Project, symbol: Symbol) -> Counter[int]:
    table = project.files[symbol.path].statements
    definition = symbol.definition
    return Counter(table.shapes[definition.first : definition.last])
