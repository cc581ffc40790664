"""Metaflow: the steps of a flow, which follows which, and what they keep on `self`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from debtscan.facts import FileFacts, Literal, Reference, Table
from debtscan.model import Location
from debtscan.project.names.symbols import Symbol
from debtscan.project.pipeline.steps import Link, Part, Step

if TYPE_CHECKING:
    from debtscan.project.model import Project

_STEP = ("metaflow.step", "metaflow.decorators.step")
_FINISHED = "metaflow.trigger_on_finish"
_INCLUDED = "metaflow.IncludeFile"


def metaflow(project: Project) -> Iterator[Part | Link]:
    """Parts of every class with methods decorated `@step`."""
    flows = [
        symbol
        for file in project.code_files
        if any(one.module.split(".")[0] == "metaflow" for one in file.imports)
        for symbol in _flows(project, file)
    ]
    homes = {flow.name: flow.path for flow in flows}
    for flow in flows:
        alone = sum(one.path == flow.path for one in flows) == 1
        yield from _Flow(project, flow, alone).parts()
        yield from _started_by(project.files[flow.path], homes)


def _flows(project: Project, file: FileFacts) -> Iterator[Symbol]:
    owners = {
        one.scope
        for one in file.definitions
        if one.scope and not {*_STEP}.isdisjoint(one.decorators)
    }
    yield from (project.symbols.of_scope(file.path, scope) for scope in sorted(owners))


def _started_by(file: FileFacts, homes: Mapping[str, str]) -> Iterator[Link]:
    for call in file.calls:
        if call.callee == _FINISHED:
            for one in call.keywords:
                other = homes.get(str(one.value.value)) if isinstance(one.value, Literal) else None
                if other and other != file.path:
                    yield Link("order", other, file.path, file.locate(call.at))


class _Flow:
    def __init__(self, project: Project, flow: Symbol, alone: bool) -> None:
        self._project = project
        self._flow = flow
        self._file = project.files[flow.path]
        self._steps = {
            definition.name.rpartition(".")[2]: scope
            for scope, definition in enumerate(self._file.definitions, start=1)
            if definition.scope == flow.scope and not {*_STEP}.isdisjoint(definition.decorators)
        }
        self._alone = alone
        self._next = self._following()

    def parts(self) -> Iterator[Part | Link]:
        path = self._flow.path
        whole = Step(path, path, "", "pipeline", self._file.line(1))
        yield Part(whole, self._project.reach.started(path))
        for name, scope in self._steps.items():
            at = self._file.locate(self._file.definitions[scope - 1].at)
            yield Part(Step(self._id(name), path, name, "node", at), ((path, scope),), True)
            yield Link("starts", path, self._id(name), at)
        yield from self._included(path)
        yield from self._links()

    def _id(self, name: str) -> str:
        return f"{self._flow.path}:{name if self._alone else f'{self._flow.name}.{name}'}"

    def _included(self, path: str) -> Iterator[Link]:
        for call in self._file.calls:
            if call.callee == _INCLUDED and call.scope == self._flow.scope:
                for one in call.keywords:
                    if one.name == "default" and isinstance(one.value, Literal):
                        at = self._file.locate(call.at)
                        yield Link("reads", str(one.value.value), path, at)

    def _following(self) -> Mapping[str, Mapping[str, Location]]:
        """Step -> the steps that `self.next` names in it."""
        names = {scope: name for name, scope in self._steps.items()}
        found: dict[str, dict[str, Location]] = defaultdict(dict)
        for call in self._file.calls:
            if call.callee == "self.next" and call.scope in names:
                for value in call.arguments:
                    for one in value.values if isinstance(value, Table) else (value,):
                        then = one.name.removeprefix("self.") if isinstance(one, Reference) else ""
                        if then in self._steps:
                            found[names[call.scope]][then] = self._file.locate(call.at)
        return found

    def _links(self) -> Iterator[Link]:
        """A step hands on what it sets and another reads, also over steps in between."""
        set_in = self._attributes_set()
        for first, following in self._next.items():
            for then, at in following.items():
                if not set_in[first] & self._read(then):
                    yield Link("order", self._id(first), self._id(then), at)
        for then, scope in self._steps.items():
            at = self._file.locate(self._file.definitions[scope - 1].at)
            for first in sorted(self._makers(then, set_in)):
                yield Link("passes", self._id(first), self._id(then), at)

    def _makers(self, then: str, set_in: Mapping[str, set[str]]) -> set[str]:
        """The nearest steps before this one that set what it reads."""
        found: set[str] = set()
        for name in self._read(then):
            seen, waiting = {then}, [then]
            while waiting:
                step = waiting.pop()
                for before in (a for a, ends in self._next.items() if step in ends):
                    if name in set_in[before]:
                        found.add(before)
                    elif before not in seen:
                        waiting.append(before)
                    seen.add(before)
        return found - {then}

    def _attributes_set(self) -> Mapping[str, set[str]]:
        names = {scope: name for name, scope in self._steps.items()}
        found: dict[str, set[str]] = {name: set() for name in self._steps}
        for one in self._file.assignments:
            if one.scope in names and one.target.startswith("self."):
                found[names[one.scope]].add(one.target.removesuffix("[]"))
        return found

    def _read(self, step: str) -> set[str]:
        """`self.x`, of `self.x.head` too, unless the step itself sets it before."""
        scope = self._steps[step]
        reads = self._file.reads[scope] if scope < len(self._file.reads) else {}
        own: dict[str, int] = {}
        for one in self._file.assignments:
            if one.scope == scope:
                own.setdefault(one.target, one.at.line)
        return {
            ".".join(name.split(".")[:2])
            for name, lines in reads.items()
            if name.startswith("self.")
            and lines[0] <= own.get(".".join(name.split(".")[:2]), lines[0])
        }
