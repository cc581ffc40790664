"""Luigi: tasks, the targets they make, and the tasks they require."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from debtscan.facts import Call, Collection, FileFacts, Item, Reference, Result, Table, Value
from debtscan.project.names.symbols import Symbol
from debtscan.project.pipeline.steps import Link, Part, Step

if TYPE_CHECKING:
    from debtscan.project.model import Project

_TARGET = re.compile(r"(?:luigi(?:\.\w+)*|gokart|)\.?\w*Target")
_TASK = re.compile(r"(luigi|gokart)(\.\w+)*\.\w*Task|law\.Task|sciluigi\.Task")
_DEEP = 8


def luigi(project: Project) -> Iterator[Part | Link]:
    """Parts of every class below `luigi.Task`."""
    if not any(
        one.module.split(".")[0] in ("luigi", "gokart")
        for file in project.code_files
        for one in file.imports
    ):
        return
    tasks = {
        (one.path, one.scope): one
        for one in project.symbols.all
        if one.is_class and _TASK.fullmatch(project.symbols.outside_base(one))
    }
    for task in tasks.values():
        yield from _Task(project, task, tasks).parts()


class _Task:
    def __init__(
        self, project: Project, task: Symbol, tasks: Mapping[tuple[str, int], Symbol]
    ) -> None:
        self._project = project
        self._task = task
        self._tasks = tasks

    def parts(self) -> Iterator[Part | Link]:
        one = self._task
        run = self._project.symbols.method(one, "run")
        own = run is not None and run.path == one.path and run.name.startswith(f"{one.name}.")
        units = ((one.path, run.scope),) if run is not None and own else ()
        outputs = dict(self.outputs(one))
        if not units and not outputs and not list(self._required()):
            return
        yield Part(Step(_id(one), one.path, one.name, "node", one.at), units, bool(units))
        for path in outputs:
            yield Link("writes", _id(one), path, one.at)
        for other in dict.fromkeys(self._required()):
            made = dict(self.outputs(other))
            for path in made:
                yield Link("reads", path, _id(one), one.at)
            if not made and other != one:
                yield Link("order", _id(other), _id(one), one.at)

    def outputs(self, task: Symbol) -> Iterator[tuple[str, None]]:
        """Paths of the targets that `output` gives back."""
        method = self._project.symbols.method(task, "output")
        file = self._project.files[method.path] if method else None
        for call in file.calls if file and method else ():
            if method and file and call.scope == method.scope and _TARGET.fullmatch(call.callee):
                given = (one.value for one in call.keywords if one.name == "path")
                value = call.arguments[0] if call.arguments else next(given, None)
                path = value and self._project.values.pattern(file, value, call.scope, call.at.line)
                if path and path.strip("*/."):
                    yield path, None

    def _required(self) -> Iterator[Symbol]:
        method = self._project.symbols.method(self._task, "requires")
        if method is not None:
            file = self._project.files[method.path]
            for one in file.returns:
                if one.scope == method.scope:
                    yield from self._meant(file, one.value, one.scope, _DEEP)
        yield from self._decorating()

    def _decorating(self) -> Iterator[Symbol]:
        """`@requires(Other)` above the class."""
        file = self._project.files[self._task.path]
        above = [one.at.line for one in file.definitions if one.at.line < self._task.at.line]
        for call in file.calls:
            line = call.at.line
            here = max(above, default=0) < line <= self._task.at.line
            if call.role == "decorator" and here and call.callee.endswith(".requires"):
                for value in call.arguments:
                    yield from self._meant(file, value, call.scope, _DEEP)

    def _meant(
        self, file: FileFacts, value: Value | None, scope: int, deep: int
    ) -> Iterator[Symbol]:
        if not deep:
            return
        match value:
            case Result(call=index):
                yield from self._called(file, index, deep)
            case Collection(items=items) | Table(values=items):
                for one in items:
                    yield from self._meant(file, one, scope, deep - 1)
            case Item(of=inner):
                yield from self._meant(file, inner, scope, deep - 1)
            case Reference(name=name):
                symbol = self._project.symbols.find(name, file.path)
                if symbol is not None and (symbol.path, symbol.scope) in self._tasks:
                    yield symbol
                    return
                for bound in self._project.calls.bindings.visible(file, scope, name):
                    yield from self._meant(file, bound.value, bound.scope, deep - 1)

    def _called(self, file: FileFacts, index: int, deep: int) -> Iterator[Symbol]:
        call: Call = file.calls[index]
        symbol = self._project.calls.target(file.path, index)
        symbol = symbol or self._project.symbols.find(call.callee, file.path)
        if symbol is not None and (symbol.path, symbol.scope) in self._tasks:
            yield symbol
        elif call.callee in ("self.clone", "list", "tuple", "dict"):
            for value in (*call.arguments[:1], *(one.value for one in call.keywords)):
                yield from self._meant(file, value, call.scope, deep - 1)


def _id(task: Symbol) -> str:
    return f"{task.path}:{task.name}"
