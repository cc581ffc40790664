"""Steps and pipelines that are functions with a framework's decorator: ZenML, Prefect,
Dagster, Flyte, Kubeflow, Airflow's TaskFlow, ClearML. What a step call gives another step call
of the same pipeline function is passed in memory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from debtscan.facts import (
    Collection,
    FileFacts,
    Item,
    Member,
    Operation,
    Reference,
    Result,
    Table,
    Text,
    Value,
)
from debtscan.project.names.symbols import Symbol
from debtscan.project.pipeline.steps import Link, Part, Step
from debtscan.project.starts.units import Unit

if TYPE_CHECKING:
    from debtscan.project.model import Project

_STEPS = re.compile(
    r"zenml(\.\w+)*\.step|prefect(\.\w+)*\.task|dagster(\.\w+)*\.(op|solid|asset|multi_asset)|"
    r"flytekit(\.\w+)*\.task|kfp(\.\w+)*\.(component|create_component_from_func)|"
    r"airflow(\.\w+)*\.task(\.\w+)?|clearml(\.\w+)*\.PipelineDecorator\.component"
)
_PIPELINES = re.compile(
    r"zenml(\.\w+)*\.pipeline|prefect(\.\w+)*\.flow|dagster(\.\w+)*\.(job|graph|pipeline)|"
    r"flytekit(\.\w+)*\.(workflow|dynamic)|kfp(\.\w+)*\.pipeline|airflow(\.\w+)*\.dag|"
    r"clearml(\.\w+)*\.PipelineDecorator\.pipeline"
)
_OPENED = re.compile(r"airflow(\.\w+)*\.DAG")  #: `with DAG(...):` in the body of a file
_ASSET = re.compile(r"dagster(\.\w+)*\.asset")
_DEEP = 12  #: steps of a value's way that are followed at most


def decorated(project: Project) -> Iterator[Part | Link]:
    """Parts of every pipeline whose steps a decorator marks."""
    search = _Decorated(project)
    if search.pipelines or search.assets or search.bodies:
        yield from search.parts()


def task_functions(project: Project) -> Mapping[Unit, Symbol]:
    """Every function that a framework's decorator makes a step."""
    return _Decorated(project).steps


def step_of(
    project: Project, steps: Mapping[Unit, Symbol], file: FileFacts, index: int
) -> Symbol | None:
    """The step a call runs: `step(...)`, `step.submit(...)`, `step.with_options(...)(...)`."""
    call = file.calls[index]
    if call.callee.startswith("?") and isinstance(call.receiver, Result):
        return step_of(project, steps, file, call.receiver.call)
    symbol = project.calls.target(file.path, index)
    if symbol is None and "." in call.callee:
        symbol = project.symbols.find(call.callee.rpartition(".")[0], file.path)
    return steps.get((symbol.path, symbol.scope)) if symbol else None


class _Decorated:
    def __init__(self, project: Project) -> None:
        self._project = project
        self.steps: dict[Unit, Symbol] = {}
        self.pipelines: list[Symbol] = []
        self.assets: dict[str, Symbol] = {}
        for file in project.code_files:
            for scope, definition in enumerate(file.definitions, start=1):
                for decorator in definition.decorators:
                    self._sort(project.symbols.of_scope(file.path, scope), decorator)
        self._in_file = Counter(one.path for one in self.pipelines)
        self.bodies = tuple(
            file.path
            for file in (project.code_files if self.steps else ())
            if any(not one.scope and _OPENED.fullmatch(one.callee) for one in file.calls)
        )

    def _sort(self, symbol: Symbol, decorator: str) -> None:
        if _STEPS.fullmatch(decorator):
            self.steps[symbol.path, symbol.scope] = symbol
            if _ASSET.fullmatch(decorator):
                self.assets[symbol.name] = symbol
        elif _PIPELINES.fullmatch(decorator):
            self.pipelines.append(symbol)

    def parts(self) -> Iterator[Part | Link]:
        for symbol in self.pipelines:
            alone = self._in_file[symbol.path] == 1
            name = "" if alone else symbol.name
            label = symbol.path if alone else _label(symbol)
            units = ((symbol.path, symbol.scope),)
            step = Step(label, symbol.path, name, "pipeline", symbol.at)
            yield Part(step, units, True)
            yield from self._calls(symbol.path, symbol.scope, label)
        for path in self.bodies:
            whole = Step(path, path, "", "pipeline", self._project.files[path].line(1))
            yield Part(whole, self._project.reach.started(path))
            yield from self._calls(path, 0, path)
        for name, symbol in self.assets.items():
            yield self._part(symbol)
            for one in symbol.definition.parameters:
                if one.name in self.assets and one.name != name:
                    maker = _label(self.assets[one.name])
                    yield Link("passes", maker, _label(symbol), symbol.at)

    def _part(self, symbol: Symbol) -> Part:
        unit = (symbol.path, symbol.scope)
        step = Step(_label(symbol), symbol.path, symbol.name, "node", symbol.at)
        return Part(step, (unit,), True)

    def _calls(self, path: str, scope: int, label: str) -> Iterator[Part | Link]:
        file = self._project.files[path]
        found = {
            index: symbol
            for index, call in enumerate(file.calls)
            if call.scope == scope and (symbol := step_of(self._project, self.steps, file, index))
        }
        trace = _Trace(self._project, file, frozenset(found))
        for index, symbol in found.items():
            call, at = file.calls[index], file.locate(file.calls[index].at)
            yield self._part(symbol)
            yield Link("starts", label, _label(symbol), at)
            values = (*call.arguments, *(one.value for one in call.keywords))
            for value in values:
                for maker in sorted(trace.of(value, call.scope)):
                    if found[maker] != symbol:
                        yield Link("passes", _label(found[maker]), _label(symbol), at)
        for call in file.calls:
            if call.scope == scope and call.callee.endswith(".after"):
                then = trace.of(Reference(call.callee.rpartition(".")[0]), call.scope)
                then |= trace.of(call.receiver, call.scope)
                for value in call.arguments:
                    for first in sorted(trace.of(value, call.scope)):
                        for last in sorted(then):
                            ends = _label(found[first]), _label(found[last])
                            if ends[0] != ends[1]:
                                yield Link("order", *ends, file.locate(call.at))


class _Trace:
    """Which step calls a value comes from, inside one function."""

    def __init__(self, project: Project, file: FileFacts, calls: frozenset[int]) -> None:
        self._bindings = project.calls.bindings
        self._file = file
        self._calls = calls

    def of(self, value: Value | None, scope: int, deep: int = _DEEP) -> set[int]:
        """Indices of the calls."""
        if not deep:
            return set()
        return {
            one for inner in self._inside(value, scope) for one in self._each(inner, scope, deep)
        }

    def _each(self, value: Value | int, scope: int, deep: int) -> set[int]:
        return {value} if isinstance(value, int) else self.of(value, scope, deep - 1)

    def _inside(self, value: Value | None, scope: int) -> Iterator[Value | int]:
        match value:
            case Reference(name=name):
                head = name.partition(".")[0]
                yield from (one.value for one in self._bindings.visible(self._file, scope, head))
            case Result(call=index) if index in self._calls:
                yield index
            case Result(call=index):
                call = self._file.calls[index]
                yield from call.arguments
                yield from (one.value for one in call.keywords)
                yield from (call.receiver,) if call.receiver is not None else ()
            case Item(of=of) | Member(of=of):
                yield of
            case Collection(items=items) | Table(values=items) | Text(parts=items):
                yield from items
            case Operation(operands=operands):
                yield from operands


def _label(symbol: Symbol) -> str:
    return f"{symbol.path}:{symbol.name}"
