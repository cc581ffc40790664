"""Kedro: nodes, the catalogue that says what their data sets are, and who starts them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from debtscan.facts import Call, FileFacts, Literal, Reference, Value
from debtscan.project.names.displays import texts_in
from debtscan.project.pipeline.steps import Link, Part, Step

if TYPE_CHECKING:
    from debtscan.project.model import Project

_CATALOG = re.compile(r"(?:.*/)?conf/.*catalog.*\.ya?ml")
_PARAMETERS = re.compile(r"(?:.*/)?conf/.*parameters.*\.ya?ml")
_FILE = re.compile(r"([^.]+)\.(?:filepath|path)")


def kedro(project: Project) -> Iterator[Part | Link]:
    """Parts of every pipeline put together of `node(...)`."""
    nodes = [
        (file, call)
        for file in project.code_files
        for call in file.calls
        if call.callee.startswith("kedro.") and call.callee.endswith((".node", ".Node"))
    ]
    if nodes:
        yield from _Kedro(project).parts(nodes)


class _Kedro:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._catalog = _entries(project, _CATALOG)
        self._parameters = {
            key.path: file.path
            for file in project.files.values()
            if _PARAMETERS.fullmatch(file.path)
            for key in file.config
        }
        self._makers: dict[str, list[str]] = defaultdict(list)
        self._takers: list[tuple[str, str, FileFacts, Call]] = []

    def parts(self, nodes: Sequence[tuple[FileFacts, Call]]) -> Iterator[Part | Link]:
        for file, call in nodes:
            part = self._node(file, call)
            at = file.locate(call.at)
            yield part
            whole = Step(file.path, file.path, "", "pipeline", file.line(1))
            yield Part(whole, self._project.reach.started(file.path))
            yield Link("starts", file.path, part.step.id, at)
            for name in texts_in(_given(call, 1, "inputs")):
                if path := self._document(name):
                    yield Link("reads", path, part.step.id, at)
                else:
                    self._takers.append((name, part.step.id, file, call))
            for name in texts_in(_given(call, 2, "outputs")):
                if path := self._document(name):
                    yield Link("writes", part.step.id, path, at)
                else:
                    self._makers[name].append(part.step.id)
        for name, taker, file, call in self._takers:
            for maker in self._makers.get(name, ()):
                if maker != taker:
                    yield Link("passes", maker, taker, file.locate(call.at))

    def _node(self, file: FileFacts, call: Call) -> Part:
        function = _given(call, 0, "func")
        name = function.name if isinstance(function, Reference) else ""
        symbol = self._project.symbols.find(name, file.path) if name else None
        if symbol is not None:
            unit = (symbol.path, symbol.scope)
            label = f"{symbol.path}:{symbol.name}"
            return Part(Step(label, symbol.path, symbol.name, "node", symbol.at), (unit,), True)
        given = _given(call, 3, "name")
        label = str(given.value) if isinstance(given, Literal) else f"node at {call.at.line}"
        step = Step(f"{file.path}:{label}", file.path, label, "node", file.locate(call.at))
        return Part(step, (), True)

    def _document(self, name: str) -> str:
        """The file of a catalogue entry or of a parameter; "" for what stays in memory."""
        head, _, rest = name.partition(":")
        if head == "params":
            return self._parameters.get(rest, self._parameters.get(rest.partition(".")[0], ""))
        if name == "parameters":
            return next(iter(sorted(set(self._parameters.values()))), "")
        return self._catalog.get(name.partition("@")[0], "")


def _entries(project: Project, documents: re.Pattern[str]) -> Mapping[str, str]:
    return {
        match[1]: key.value
        for file in project.files.values()
        if documents.fullmatch(file.path)
        for key in file.config
        if isinstance(key.value, str) and (match := _FILE.fullmatch(key.path))
    }


def _given(call: Call, place: int, name: str) -> Value | None:
    if place < len(call.arguments):
        return call.arguments[place]
    return next((one.value for one in call.keywords if one.name == name), None)
