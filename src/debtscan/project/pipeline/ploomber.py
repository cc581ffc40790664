"""Ploomber: the tasks of pipeline.yaml, their products, and what they get of one another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from debtscan.facts import FileFacts, Item, Literal, Reference, Span, Value
from debtscan.project.names.displays import texts_in
from debtscan.project.pipeline.steps import Link, Part, Step
from debtscan.project.values.patterns import normal

if TYPE_CHECKING:
    from debtscan.project.model import Project

_TASK = re.compile(r"tasks\[(\d+)\]\.(source|name|class|product|upstream)(?:[.\[](\w+)\]?)?")
_PLACE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_KINDS = ("table", "view")


class _Task(Struct):
    at: Span
    source: str = ""
    name: str = ""
    products: dict[str, str] = field(default_factory=dict)
    upstream: list[str] = field(default_factory=list)


def ploomber(project: Project) -> Iterator[Part | Link]:
    """Parts of every pipeline.yaml."""
    for file in project.files.values():
        if posixpath.basename(file.path).startswith("pipeline") and any(
            key.path == "tasks[0].source" for key in file.config
        ):
            yield from _Ploomber(project, file).parts()


class _Ploomber:
    def __init__(self, project: Project, file: FileFacts) -> None:
        self._project = project
        self._file = file
        self._home = posixpath.dirname(file.path)
        self._all = {*project.files, *(item.path for item in project.unread)}
        self._settings = self._environment()
        self._tasks = self._read()
        self._ids = {name: self._step(name, task) for name, task in self._tasks.items()}

    def parts(self) -> Iterator[Part | Link]:
        for name, task in self._tasks.items():
            step = self._ids[name]
            code = self._project.files.get(step.path)
            units = self._project.reach.started(step.path) if code and code.is_code else ()
            at = self._file.locate(task.at)
            yield Part(step, units if not step.name else ())
            if step.name:
                yield Link("reads", self._path(task.source), step.id, at)
            for product in task.products.values():
                kind = "table" if product.startswith("table:") else "file"
                yield Link("writes", step.id, product, at, artifact_kind=kind)
            yield from self._received(task, step, code)

    def _received(self, task: _Task, step: Step, code: FileFacts | None) -> Iterator[Link]:
        """The products of other tasks: those the code names, all of them otherwise."""
        at = self._file.locate(task.at)
        upstream = [*task.upstream, *_upstream(code)] if code else task.upstream
        for name in dict.fromkeys(upstream):
            given = self._tasks.get(name)
            if given is None:
                continue
            named = _keys(code, name) & given.products.keys() if code else set()
            data = {key for key in given.products if key not in ("nb",)} or set(given.products)
            kept = sorted(named or data)
            if step.name:
                yield Link("order", self._ids[name].id, step.id, at)
                continue
            for key in kept:
                product = given.products[key]
                kind = "table" if product.startswith("table:") else "file"
                yield Link("reads", product, step.id, at, artifact_kind=kind)

    def _step(self, name: str, task: _Task) -> Step:
        path = normal(posixpath.join(self._home, task.source))
        at = self._file.locate(task.at)
        if path in self._all:
            return Step(path, path, "", "script", at)
        return Step(f"{self._file.path}:{name}", self._file.path, name, "stage", at)

    def _read(self) -> Mapping[str, _Task]:
        tasks: dict[str, _Task] = {}
        for key in self._file.config:
            match = _TASK.fullmatch(key.path)
            if match and isinstance(key.value, str):
                task = tasks.setdefault(match[1], _Task(key.at))
                self._take(task, match[2], match[3] or "", key.value)
        for task in tasks.values():
            if task.products.get("1") in _KINDS:
                task.products = {"": f"table:{task.products['0']}"}
            else:
                task.products = {k: self._path(p) for k, p in task.products.items()}
        default = {n: posixpath.splitext(posixpath.basename(t.source))[0] for n, t in tasks.items()}
        return {task.name or default[n]: task for n, task in tasks.items() if task.source}

    def _take(self, task: _Task, part: str, inner: str, value: str) -> None:
        if part == "source":
            task.source = value
        elif part == "name":
            task.name = value
        elif part == "product":
            task.products[inner] = value
        elif part == "upstream":
            task.upstream.append(value)

    def _path(self, written: str) -> str:
        """With the values of env.yaml; what they do not tell becomes `*`."""
        text = _PLACE.sub(lambda m: self._settings.get(m[1], "*"), written)
        return normal(posixpath.join(self._home, text))

    def _environment(self) -> Mapping[str, str]:
        env = self._project.files.get(posixpath.join(self._home, "env.yaml"))
        keys = env.config if env else ()
        return {key.path: str(key.value) for key in keys if key.kind == "scalar"}


def _upstream(code: FileFacts) -> Iterator[str]:
    """Names of `upstream = [...]` in a script's parameters."""
    for one in code.assignments:
        if one.target == "upstream" and not one.scope:
            yield from texts_in(one.value, keys=True)


def _keys(code: FileFacts, task: str) -> set[str]:
    """Keys of `upstream["task"]["key"]` in a script."""
    values: list[Value | None] = [one.value for one in code.assignments]
    for call in code.calls:
        values += [*call.arguments, call.receiver, *(one.value for one in call.keywords)]
    found: set[str] = set()
    for value in values:
        match value:
            case Item(
                of=Item(of=Reference(name="upstream"), key=Literal(value=named)),
                key=Literal(value=str(key)),
            ) if named == task:
                found.add(key)
    return found
