"""Airflow: DAG files, the tasks of their operators, their order and what they hand over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Literal, Reference, Value
from debtscan.project.names.displays import texts_in
from debtscan.project.names.symbols import Symbol
from debtscan.project.pipeline.decorated import step_of, task_functions
from debtscan.project.pipeline.launches import Launches
from debtscan.project.pipeline.steps import Link, Part, Step
from debtscan.project.pipeline.task_blocks import blocks
from debtscan.project.pipeline.task_order import TaskOrder

if TYPE_CHECKING:
    from debtscan.project.model import Project

_TASK = re.compile(r"[A-Z]\w*(Operator|Operators|Sensor|Async|Task)")
_DAG = re.compile(r"airflow(\.\w+)*\.DAG")
_GROUP = re.compile(r"airflow(\.\w+)*\.TaskGroup")
_CALLABLES = ("python_callable", "callable")
_LINES = ("bash_command", "command")
_WORDS = ("cmds", "arguments", "args", "command")
_PULLED = re.compile(r"xcom_pull\(\s*(?:task_ids\s*=\s*)?\[?['\"]([\w.-]+)['\"]")


def airflow(project: Project) -> Iterator[Part | Link]:
    """Parts of every file that makes operators."""
    found = [
        file
        for file in project.code_files
        if any(one.module.startswith("airflow") for one in file.imports)
    ]
    if found:
        yield from _Airflow(project, found).parts()


class _Task(Struct, frozen=True):
    file: FileFacts
    index: int
    name: str  #: task_id
    step: str
    function: Symbol | None = None
    scripts: tuple[str, ...] = ()

    @property
    def call(self) -> Call:
        return self.file.calls[self.index]


class _Airflow:
    def __init__(self, project: Project, files: list[FileFacts]) -> None:
        self._project = project
        self._files = files
        self._launches = Launches(project)
        self._functions = task_functions(project)

    def parts(self) -> Iterator[Part | Link]:
        for file in self._files:
            tasks = self._tasks.get(file.path, {})
            if tasks:
                whole = Step(file.path, file.path, "", "pipeline", file.line(1))
                yield Part(whole, self._project.reach.started(file.path))
            for task in tasks.values():
                yield from self._task(task)
            yield from self._orders(file, tasks)
            yield from self._triggers(file, tasks)

    @cached_property
    def _tasks(self) -> Mapping[str, Mapping[int, _Task]]:
        """File -> index of a call -> the task it makes."""
        found: dict[str, dict[int, _Task]] = {}
        for file in self._files:
            for index, call in enumerate(file.calls):
                task_id = _given(call, ("task_id",))
                if task_id and _TASK.fullmatch(call.callee.rpartition(".")[2]):
                    name = self._text(file, task_id, call)
                    found.setdefault(file.path, {})[index] = self._made(file, index, name)
        started = Counter(
            script for each in found.values() for one in each.values() for script in one.scripts
        )
        return {
            path: {index: _alone(one, started) for index, one in each.items()}
            for path, each in found.items()
        }

    def _made(self, file: FileFacts, index: int, name: str) -> _Task:
        call = file.calls[index]
        function = self._function(file, call)
        if function is not None:
            return _Task(file, index, name, f"{function.path}:{function.name}", function)
        own = name if name.strip("*") else f"line {call.at.line}"
        lines = [v for v in (_given(call, (key,)) for key in _LINES) if v is not None]
        words = [v for v in (_given(call, (key,)) for key in _WORDS) if v is not None]
        scripts = dict.fromkeys(
            script
            for values in (lines[:1], words)
            for script in self._launches.of(file, values, call.scope, call.at.line)
        )
        return _Task(file, index, name, f"{file.path}:{own}", None, tuple(scripts))

    def _function(self, file: FileFacts, call: Call) -> Symbol | None:
        value = _given(call, _CALLABLES)
        if not isinstance(value, Reference):
            return None
        around = file.definitions[call.scope - 1].name if call.scope else ""
        inner = self._project.symbols.at(file.path, f"{around}.{value.name}") if around else None
        found = inner or self._project.symbols.find(value.name, file.path)
        return None if found is None or found.is_class else found

    def _task(self, task: _Task) -> Iterator[Part | Link]:
        at = task.file.locate(task.call.at)
        yield Link("starts", task.file.path, task.step, at)
        if task.function is not None:
            one = task.function
            step = Step(task.step, one.path, one.name, "node", one.at)
            yield Part(step, ((one.path, one.scope),), True)
        yield from (self._launches.part(script) for script in task.scripts)
        if task.function is None and task.step not in task.scripts:
            yield Part(Step(task.step, task.file.path, task.name, "job", at))
            yield from (Link("starts", task.step, script, at) for script in task.scripts)

    def _orders(self, file: FileFacts, tasks: Mapping[int, _Task]) -> Iterator[Link]:
        known = {index: one.step for index, one in tasks.items()}
        for index in range(len(file.calls)) if self._functions else ():
            symbol = step_of(self._project, self._functions, file, index)
            if symbol is not None:
                known.setdefault(index, f"{symbol.path}:{symbol.name}")
        if not known:
            return
        order = TaskOrder(self._project, file, known, blocks(file, known, _GROUP))
        handed = set(self._handed(file, tasks, order))
        for first, then, at in order.found():
            if (first, then) not in handed:
                yield Link("order", first, then, file.locate(at))
        for first, then in sorted(handed):
            task = next((one for one in tasks.values() if one.step == then), None)
            yield Link("passes", first, then, file.locate(task.call.at) if task else file.line(1))

    def _handed(
        self, file: FileFacts, tasks: Mapping[int, _Task], order: TaskOrder
    ) -> Iterator[tuple[str, str]]:
        """What a task gets of others by name (XCom) or as their output."""
        named = {one.name: one.step for one in tasks.values()}
        for task in tasks.values():
            for one in task.call.keywords:
                for text in texts_in(one.value):
                    for name in _PULLED.findall(text):
                        if named.get(name, task.step) != task.step:
                            yield named[name], task.step
                if one.name in ("op_kwargs", "op_args", "parameters"):
                    for first in order.of(one.value, task.call.scope, task.call.at.line):
                        if first != task.step and not first.startswith("#"):
                            yield first, task.step
            for name in self._pulled(task.function):
                if named.get(name, task.step) != task.step:
                    yield named[name], task.step

    def _pulled(self, function: Symbol | None) -> Iterator[str]:
        if function is None:
            return
        for call in self._project.files[function.path].calls:
            if call.scope == function.scope and call.callee.endswith(".xcom_pull"):
                yield from texts_in(_given(call, ("task_ids",)) or (*call.arguments, None)[0])

    def _triggers(self, file: FileFacts, tasks: Mapping[int, _Task]) -> Iterator[Link]:
        """Other DAGs that a task starts or waits for."""
        for task in tasks.values():
            at = file.locate(task.call.at)
            for key, kind in (("trigger_dag_id", "starts"), ("external_dag_id", "order")):
                value = _given(task.call, (key,))
                other = self._dags.get(value.value) if isinstance(value, Literal) else None
                if other and other != file.path:
                    ends = (task.step, other) if kind == "starts" else (other, task.step)
                    yield Link(kind, *ends, at)

    @cached_property
    def _dags(self) -> Mapping[object, str]:
        """Id of a DAG -> its file."""
        found: dict[object, str] = {}
        for file in self._files:
            for call in file.calls:
                if _DAG.fullmatch(call.callee):
                    value = _given(call, ("dag_id",)) or (*call.arguments, None)[0]
                    if isinstance(value, Literal):
                        found.setdefault(value.value, file.path)
        return found

    def _text(self, file: FileFacts, value: Value, call: Call) -> str:
        return self._project.values.pattern(file, value, call.scope, call.at.line) or "*"


def _given(call: Call, names: tuple[str, ...]) -> Value | None:
    return next((one.value for one in call.keywords if one.name in names), None)


def _alone(task: _Task, started: Counter[str]) -> _Task:
    """A task that alone starts one script is that script's step."""
    if len(task.scripts) == 1 and started[task.scripts[0]] == 1:
        script = task.scripts[0]
        return _Task(task.file, task.index, task.name, script, None, task.scripts)
    return task
