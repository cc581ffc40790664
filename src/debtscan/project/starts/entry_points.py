"""Which files are started, and by what."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts, Kind, Role, Span
from debtscan.model import Location
from debtscan.project.libraries.handlers import handlers
from debtscan.project.names.imports import Imports
from debtscan.project.names.modules import Modules
from debtscan.project.starts.commands import StartedScript
from debtscan.project.starts.console_scripts import console_scripts
from debtscan.project.starts.script_paths import ScriptPaths

_BY_NAME = {
    "setup.py": "packaging",
    "conftest.py": "pytest",
    "noxfile.py": "nox",
    "manage.py": "django",
    "wsgi.py": "server",
    "asgi.py": "server",
    "hubconf.py": "torch.hub",
    "fabfile.py": "fabric",
    "__main__.py": "module",
    "sitecustomize.py": "python",
    "dodo.py": "doit",
}
_TOP = Span(1)


class EntryPoint(Struct, frozen=True, order=True):
    """One way a file is started.

    `how`: "main-guard", "notebook", "console-script", "handler", "script" (module-level work
    in a file nobody imports), "named" (its path is a string in code or configuration),
    "test", the tool for files known by name, or a command's source ("shell", "make",
    "docker", "ci", "stage", "notebook-command", "readme", "code").
    """

    path: str
    how: str
    at: Location


class EntryPoints:
    """Files with the ways they are started."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        commands: Sequence[StartedScript],
        modules: Modules,
        imports: Imports,
    ) -> None:
        self._files = files
        self._commands = commands
        self._modules = modules
        self._imports = imports

    @cached_property
    def all(self) -> tuple[EntryPoint, ...]:
        """Every way any code file is started, by path."""
        found = {*self._from_code(), *self._from_commands(), *self._named()}
        for script in console_scripts(self._files):
            path = self._modules.path_of(script.module, script.path)
            if path:
                found.add(EntryPoint(path, "console-script", script.at))
        return tuple(sorted(found))

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every file that is started."""
        return frozenset(self._by_path)

    def of(self, path: str) -> tuple[EntryPoint, ...]:
        """The ways this file is started; empty when none is known."""
        return tuple(self._by_path.get(path, ()))

    @cached_property
    def _by_path(self) -> Mapping[str, list[EntryPoint]]:
        index: dict[str, list[EntryPoint]] = defaultdict(list)
        for point in self.all:
            index[point.path].append(point)
        return index

    def _from_code(self) -> Iterator[EntryPoint]:
        for file in self._files.values():
            if file.is_code:
                for how, at in self._ways(file):
                    yield EntryPoint(file.path, how, file.locate(at))

    def _ways(self, file: FileFacts) -> Iterator[tuple[str, Span]]:
        name = posixpath.basename(file.path)
        if file.kind is Kind.NOTEBOOK:
            yield "notebook", _TOP
        if file.main_guard:
            yield "main-guard", _TOP
        if name in _BY_NAME:
            yield _BY_NAME[name], _TOP
        if file.role is Role.TEST and ("test_" in name or "_test" in name):
            yield "test", _TOP
        for _, at in handlers(file):
            yield "handler", at
        if not file.main_guard and name != "__init__.py":
            yield from self._work(file)

    def _work(self, file: FileFacts) -> Iterator[tuple[str, Span]]:
        """Calls at module level, no decorators, whose value no constant keeps."""
        if file.kind is Kind.NOTEBOOK or self._imports.importers(file.path):
            return
        kept = {one.at.line for one in file.assignments if one.scope == 0}
        for call in file.calls:
            if call.scope == 0 and not call.role and call.at.line not in kept:
                yield "script", call.at
                return

    def _from_commands(self) -> Iterator[EntryPoint]:
        for started in self._commands:
            if started.target is not None:
                source = started.command.source
                how = "notebook-command" if source == "notebook" else source
                yield EntryPoint(started.target, how, started.at)

    def _named(self) -> Iterator[EntryPoint]:
        paths = ScriptPaths(path for path, file in self._files.items() if file.is_code)
        for file in self._files.values():
            bases = (posixpath.dirname(file.path), "")
            seen = {file.path}
            for text, at in _script_names(file):
                path = paths.find(text, bases)
                if path is not None and path not in seen:
                    seen.add(path)
                    yield EntryPoint(path, "named", file.locate(at))


def _script_names(file: FileFacts) -> Iterator[tuple[str, Span]]:
    for text, lines in file.strings.items():
        if text.endswith((".py", ".ipynb")) and " " not in text:
            yield text, Span(lines[0])
    for key in file.config:
        if isinstance(key.value, str) and key.value.endswith((".py", ".ipynb")):
            yield key.value, key.at
