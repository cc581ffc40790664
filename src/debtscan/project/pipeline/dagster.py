"""Dagster: what the decorators of assets name besides parameters: `deps=`, `ins=`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from debtscan.facts import Call, Collection, FileFacts, Literal, Reference, Result, Table, Value
from debtscan.project.names.symbols import Symbol
from debtscan.project.pipeline.decorated import task_functions
from debtscan.project.pipeline.steps import Link, Part

if TYPE_CHECKING:
    from debtscan.project.model import Project

_ASSET = re.compile(r"dagster(\.\w+)*\.(asset|multi_asset|graph_asset)")
_KEYS = ("key", "asset_key")


def dagster(project: Project) -> Iterator[Part | Link]:
    """Links between assets; the assets themselves are known by their decorator."""
    files = [
        file
        for file in project.code_files
        if any(one.module.split(".")[0] == "dagster" for one in file.imports)
    ]
    if not files:
        return
    steps = task_functions(project)
    names = {one.name: one for one in steps.values()}
    for file in files:
        for call in file.calls:
            if call.role == "decorator" and _ASSET.fullmatch(call.callee):
                yield from _links(project, file, call, names)


def _links(
    project: Project, file: FileFacts, call: Call, names: Mapping[str, Symbol]
) -> Iterator[Link]:
    then = _below(project, file, call)
    for one in call.keywords:
        kind = {"deps": "order", "non_argument_deps": "order", "ins": "passes"}.get(one.name)
        for name in _named(file, one.value) if kind and then else ():
            first = names.get(name.rpartition(".")[2])
            if then and kind and first is not None and first != then:
                at = file.locate(call.at)
                before, after = (f"{each.path}:{each.name}" for each in (first, then))
                yield Link(kind, before, after, at)


def _below(project: Project, file: FileFacts, call: Call) -> Symbol | None:
    """The function a decorator stands above."""
    below = [
        (one.at.line, scope)
        for scope, one in enumerate(file.definitions, start=1)
        if one.at.line >= call.at.line and one.kind == "function"
    ]
    return project.symbols.of_scope(file.path, min(below)[1]) if below else None


def _named(file: FileFacts, value: Value) -> Iterator[str]:
    """Names of assets: as text, as functions, as keys."""
    match value:
        case Literal(value=str(text)):
            yield text
        case Reference(name=name):
            yield name
        case Collection(items=items) | Table(values=items):
            for one in items:
                yield from _named(file, one)
        case Result(call=index):
            call = file.calls[index]
            given = [one.value for one in call.keywords if one.name in _KEYS]
            for one in (*call.arguments[:1], *given):
                yield from _named(file, one)
