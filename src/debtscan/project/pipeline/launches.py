"""Which scripts of the repository the command of a task or container starts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from debtscan.facts import Collection, FileFacts, Value
from debtscan.model import Location
from debtscan.project.pipeline.steps import Part, Step
from debtscan.project.starts.code_commands import simple_commands
from debtscan.project.starts.command_line import started
from debtscan.project.starts.script_paths import ScriptPaths

if TYPE_CHECKING:
    from debtscan.project.model import Project


class Launches:
    """Follows words to files: from the folder of the code, then by the end of the path."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def of(self, file: FileFacts, values: Sequence[Value], scope: int, line: int) -> Iterator[str]:
        """Paths that a command line, or a list of words given in parts, starts."""
        for words in self._commands(file, values, scope, line):
            start = started(words)
            target = self._target(file, start.kind, start.name) if start else None
            if target is not None and target != file.path:
                yield target

    def part(self, path: str) -> Part:
        """The step of a script that is started so."""
        file = self._project.files.get(path)
        at = file.line(1) if file else Location(path, 1)
        kind = "script" if file and file.is_code else "shell"
        units = self._project.reach.started(path) if file and file.is_code else ()
        return Part(Step(path, path, "", kind, at), units)

    def _commands(
        self, file: FileFacts, values: Sequence[Value], scope: int, line: int
    ) -> Iterator[Sequence[str]]:
        words: list[str] = []
        for value in values:
            value = self._bound(file, value, scope)
            if isinstance(value, Collection):
                words += [self._text(file, one, scope, line) for one in value.items]
            elif text := self._text(file, value, scope, line):
                yield from simple_commands(text)
        if words[:2] and words[0].rpartition("/")[2] in ("sh", "bash") and len(words) > 2:
            yield from simple_commands(words[2])
        elif words:
            yield words

    def _bound(self, file: FileFacts, value: Value, scope: int) -> Value:
        name = getattr(value, "name", "")
        one = self._project.calls.bindings.once(file, scope, name) if name else None
        return one.value if one else value

    def _text(self, file: FileFacts, value: Value, scope: int, line: int) -> str:
        return self._project.values.pattern(file, value, scope, line) or "*"

    def _target(self, file: FileFacts, kind: str, name: str) -> str | None:
        if kind == "module":
            return self._project.modules.path_of(name, file.path)
        if kind not in ("script", "shell"):
            return None
        folder = posixpath.dirname(file.path)
        bases = [folder, posixpath.dirname(folder), ""]
        return self._paths.find(name, bases) or self._nearest(name, folder)

    def _nearest(self, name: str, folder: str) -> str | None:
        """The only file of that name; the only one below the same folder where there are more."""
        found = self._paths.by_tail(name.lstrip("/")) if "*" not in name else None
        return found or self._paths.below(posixpath.basename(name), [folder])

    @cached_property
    def _paths(self) -> ScriptPaths:
        known = (path for path in self._project.files)
        return ScriptPaths([*known, *(item.path for item in self._project.unread)])
