"""Steps that are files: scripts and notebooks somebody starts, and what starts them."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from debtscan.facts import FileFacts, Kind, Reference, Role
from debtscan.project.pipeline.steps import Link, Part, Step
from debtscan.project.starts.commands import StartedScript
from debtscan.project.starts.units import Unit

if TYPE_CHECKING:
    from debtscan.project.model import Project

_WAYS = frozenset(
    {"main-guard", "notebook", "console-script", "script", "handler", "module", "server", "shell"}
    | {"make", "docker", "ci", "stage", "notebook-command", "readme", "code"}
)
_TOOLS = frozenset({"setup.py", "conftest.py", "noxfile.py", "manage.py", "fabfile.py", "tasks.py"})
OURS = (Role.SOURCE, Role.TEMPLATE)
_HOLDERS = {"shell": "shell", "make": "target", "docker": "job", "ci": "job", "stage": "stage"}


class Started:
    """Files as steps, with the commands that start them."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def parts(self) -> Iterator[Part | Link]:
        for path in sorted(self._project.entry_points.paths):
            if self.is_step(path):
                yield self._part(path)
        for holder, starts in self._held.items():
            own = self.alone.get(holder)
            if own is None:
                yield Part(self._holder(starts[0]))
            for one in starts:
                target = str(one.target)
                if own is None and target != one.file.path and self._is_ours(target):
                    yield self._part(target)
                    declared = one.command.source in ("stage", "make")
                    yield Link("starts", holder, target, one.at, declared)

    def is_step(self, path: str) -> bool:
        """Whether a code file is started by somebody, and is no test and no tool."""
        file = self._project.files.get(path)
        if file is None or posixpath.basename(path) in _TOOLS or not self._is_ours(path):
            return False
        return any(
            point.how in _WAYS and self._counts(point.how, path)
            for point in self._project.entry_points.of(path)
        )

    def _counts(self, how: str, path: str) -> bool:
        """A handler is a step of its own only where it serves; a flow's functions are others."""
        if how != "handler":
            return True
        return any(side.value == "serving" for side in self._project.sides.of(path))

    def _is_ours(self, path: str) -> bool:
        file = self._project.files.get(path)
        return file is not None and file.role in OURS

    def _part(self, path: str) -> Part:
        file = self._project.files[path]
        ways = {point.how for point in self._project.entry_points.of(path)}
        kind = "notebook" if file.kind is Kind.NOTEBOOK else "script"
        kind = "shell" if file.kind is Kind.SHELL else kind
        kind = "handler" if ways & {"handler", "server"} and "main-guard" not in ways else kind
        return Part(Step(path, path, "", kind, file.line(1)), tuple(self._units(file)))

    def _units(self, file: FileFacts) -> Iterator[Unit]:
        """The file's own, and functions that are called because they are registered or named."""
        yield from self._project.reach.started(file.path) if file.is_code else ()
        runs = any(call.callee.endswith("app.run") and not call.arguments for call in file.calls)
        offered = tuple(_offered(file))
        for scope, definition in enumerate(file.definitions, start=1):
            routed = any(
                "." in one and one.partition(".")[0] in self._made(file)
                for one in definition.decorators
            )
            named = "" in offered or definition.name.partition(".")[0] in offered
            routed = routed or (named and definition.name.count(".") < 2)
            if definition.kind == "function" and (routed or (runs and definition.name == "main")):
                yield file.path, scope

    def _made(self, file: FileFacts) -> set[str]:
        made = {one.target for one in file.assignments if not one.scope}
        return made | {one.name for one in file.definitions if one.kind == "function"}

    @cached_property
    def _held(self) -> Mapping[str, list[StartedScript]]:
        """Id of what holds commands -> the scripts it starts."""
        index: dict[str, list[StartedScript]] = defaultdict(list)
        for one in self._project.commands:
            own = one.file.role in OURS and one.command.source in (*_HOLDERS, "notebook")
            if own and one.target and self._is_ours(one.target):
                index[holder_id(one.file, one.command.step)].append(one)
        return dict(sorted(index.items()))

    @cached_property
    def alone(self) -> Mapping[str, str]:
        """Stages and targets that start one script, which no other of their file starts: they
        are that script's step."""
        starters: dict[tuple[str, str], set[str]] = defaultdict(set)
        for holder, starts in self._held.items():
            for one in starts:
                starters[one.file.path, str(one.target)].add(holder)
        return {
            holder: targets.pop()
            for holder, starts in self._held.items()
            if starts[0].command.source in ("stage", "make")
            and len(targets := {str(one.target) for one in starts}) == 1
            and len(starters[starts[0].file.path, next(iter(targets))]) == 1
        }

    def _holder(self, one: StartedScript) -> Step:
        step = one.command.step
        kind = _HOLDERS.get(one.command.source, "notebook")
        return Step(holder_id(one.file, step), one.file.path, step, kind, one.at)


def holder_id(file: FileFacts, step: str) -> str:
    """A shell script, notebook or manifest of one job by its path, a stage, target or job of
    several by its name too."""
    whole = file.kind in (Kind.SHELL, Kind.NOTEBOOK, Kind.PYTHON) or not step
    return file.path if whole or _is_manifest(file) else f"{file.path}:{step}"


def _is_manifest(file: FileFacts) -> bool:
    """Whether it describes one job for a cluster: the name of its container says nothing."""
    if file.kind is not Kind.YAML or len({one.step for one in file.commands}) != 1:
        return False
    return any(key.path == "apiVersion" for key in file.config) and not any(
        key.document for key in file.config
    )


def _offered(file: FileFacts) -> Iterator[str]:
    """Names of functions and classes that a command line offers whole; "" for all of the file."""
    for call in file.calls:
        if call.callee in ("fire.Fire", "jsonargparse.CLI", "jsonargparse.auto_cli"):
            first = next(iter(call.arguments), Reference(""))
            yield first.name if isinstance(first, Reference) else ""
