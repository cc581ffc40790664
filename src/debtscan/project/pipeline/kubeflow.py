"""Kubeflow pipelines put together of container operations and components made of functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from debtscan.facts import Call, FileFacts, Literal, Operation, Reference, Result, Text, Value
from debtscan.model import Location
from debtscan.project.names.symbols import Symbol
from debtscan.project.pipeline.launches import Launches
from debtscan.project.pipeline.steps import Link, Part, Step
from debtscan.project.pipeline.task_blocks import blocks
from debtscan.project.pipeline.task_order import TaskOrder

if TYPE_CHECKING:
    from debtscan.project.model import Project

_OP = re.compile(r"kfp(\.\w+)*\.(ContainerOp|ContainerSpec)")
_WRAPS = re.compile(r"kfp(\.\w+)*\.(func_to_container_op|create_component_from_func)")
_PIPELINE = re.compile(r"kfp(\.\w+)*\.pipeline")
_BLOCK = re.compile(r"kfp(\.\w+)*\.(Condition|If|Elif|ParallelFor|ExitHandler|graph_component)")
_GIVEN = ("command", "arguments", "args")


def kubeflow(project: Project) -> Iterator[Part | Link]:
    """Parts of every file that imports kfp and makes container operations."""
    launches = Launches(project)
    for file in project.code_files:
        if any(one.module.split(".")[0] == "kfp" for one in file.imports):
            yield from _Kubeflow(project, file, launches).parts()


class _Kubeflow:
    def __init__(self, project: Project, file: FileFacts, launches: Launches) -> None:
        self._project = project
        self._file = file
        self._launches = launches
        self._pipelines = {
            scope: one.name
            for scope, one in enumerate(file.definitions, start=1)
            if any(_PIPELINE.fullmatch(name) for name in one.decorators)
        }

    def parts(self) -> Iterator[Part | Link]:
        made = dict(self._made())
        known: dict[int, str] = {}
        for index, (part, scripts) in made.items():
            known[index] = part.step.id
            at = self._file.locate(self._file.calls[index].at)
            yield Link("starts", self._owner(index), part.step.id, at)
            yield from (self._launches.part(one) for one in scripts)
            if part.step.id not in scripts:
                yield part
                yield from (Link("starts", part.step.id, one, at) for one in scripts)
        if known:
            whole = Step(self._file.path, self._file.path, "", "pipeline", self._file.line(1))
            yield Part(whole, self._project.reach.started(self._file.path))
            yield from self._links(known)

    def _made(self) -> Iterator[tuple[int, tuple[Part, tuple[str, ...]]]]:
        """Index of a call -> the step it makes, and the scripts that step starts."""
        for index, call in enumerate(self._file.calls):
            if _OP.fullmatch(call.callee):
                yield index, self._container(call, call)
            elif function := self._component(call):
                step = Step(
                    f"{function.path}:{function.name}",
                    function.path, function.name, "node", function.at,
                )  # fmt: skip
                yield index, (Part(step, ((function.path, function.scope),), True), ())
            elif inner := self._subclass(index):
                yield index, self._container(inner, call)

    def _container(self, call: Call, outer: Call) -> tuple[Part, tuple[str, ...]]:
        values = [one.value for name in _GIVEN for one in call.keywords if one.name == name]
        found = self._launches.of(self._file, values, call.scope, call.at.line)
        scripts = tuple(dict.fromkeys(found))
        if len(scripts) == 1:
            return Part(Step(scripts[0], scripts[0], "", "script", self._at(outer))), scripts
        given = (one.value for one in call.keywords if one.name == "name")
        named = next(given, outer.arguments[0] if outer.arguments else None)
        name = str(named.value) if isinstance(named, Literal) else f"line {outer.at.line}"
        step = Step(f"{self._file.path}:{name}", self._file.path, name, "job", self._at(outer))
        return Part(step), scripts

    def _at(self, call: Call) -> Location:
        return self._file.locate(call.at)

    def _component(self, call: Call) -> Symbol | None:
        """The function behind `op(...)` where `op = func_to_container_op(function, ...)`."""
        one = self._project.calls.bindings.once(self._file, call.scope, call.callee)
        if one is None or not isinstance(one.value, Result):
            return None
        wrapping = self._file.calls[one.value.call]
        given = wrapping.arguments[0] if wrapping.arguments else None
        if not _WRAPS.fullmatch(wrapping.callee) or not isinstance(given, Reference):
            return None
        found = self._project.symbols.find(given.name, self._file.path)
        return None if found is None or found.is_class else found

    def _subclass(self, index: int) -> Call | None:
        """The call of `ContainerOp.__init__` in a class of this file."""
        symbol = self._project.calls.target(self._file.path, index)
        if symbol is None or symbol.path != self._file.path or not symbol.is_class:
            return None
        if not any(_OP.fullmatch(base) for base in symbol.definition.bases):
            return None
        maker = self._project.symbols.method(symbol, "__init__")
        return next(
            (
                call
                for call in self._file.calls
                if maker is not None
                and call.scope == maker.scope
                and call.callee.endswith("__init__")
            ),
            None,
        )

    def _owner(self, index: int) -> str:
        name = self._pipelines.get(self._file.calls[index].scope, "")
        several = len(self._pipelines) > 1 and name
        return f"{self._file.path}:{name}" if several else self._file.path

    def _links(self, known: Mapping[int, str]) -> Iterator[Link]:
        held = blocks(self._file, known, _BLOCK)
        order = TaskOrder(self._project, self._file, known, {})
        handed = {
            (first, step): call
            for index, step in known.items()
            for first, call in self._given(order, self._file.calls[index])
            if first != step
        }
        for index, steps in held.items():
            for first, call in self._given(order, self._file.calls[index]):
                handed |= {(first, step): call for step in steps if first != step}
        for (first, then), call in handed.items():
            yield Link("passes", first, then, self._file.locate(call.at))
        for first, then, at in order.found():
            if (first, then) not in handed:
                yield Link("order", first, then, self._file.locate(at))

    def _given(self, order: TaskOrder, call: Call) -> Iterator[tuple[str, Call]]:
        for value in (*call.arguments, *(one.value for one in call.keywords)):
            for inner in _operands(value):
                for first in order.of(inner, call.scope, call.at.line):
                    yield first, call


def _operands(value: Value) -> Iterator[Value]:
    match value:
        case Operation(operands=inner) | Text(parts=inner):
            for one in inner:
                yield from _operands(one)
        case _:
            yield value
