"""Programs that fail before they do anything, because a file they import at once does."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts, Import, Role
from debtscan.project.names.modules import Modules
from debtscan.project.starts.entry_points import EntryPoints

_NO_PROGRAMS = frozenset({"test", "packaging", "pytest", "named"})


class BrokenStarts:
    """Asked per set of files whose import fails."""

    def __init__(
        self, files: Mapping[str, FileFacts], modules: Modules, entry_points: EntryPoints
    ) -> None:
        self._files = files
        self._modules = modules
        self._entry_points = entry_points

    def of(self, broken: Iterable[str]) -> tuple[str, ...]:
        """Started files, tests left out, whose own imports lead to one of these; sorted."""
        seen: set[str] = set()
        waiting = list(broken)
        while waiting:
            path = waiting.pop()
            if path not in seen:
                seen.add(path)
                waiting += self._importers.get(path, ())
        return tuple(sorted(path for path in seen if self._is_program(path)))

    def _is_program(self, path: str) -> bool:
        ways = {one.how for one in self._entry_points.of(path)}
        return bool(ways - _NO_PROGRAMS) and self._files[path].role is not Role.TEST

    @cached_property
    def _importers(self) -> Mapping[str, set[str]]:
        """File -> files that cannot be loaded without it."""
        found: dict[str, set[str]] = defaultdict(set)
        for path, file in self._files.items():
            for one in file.imports:
                if not one.scope and not one.guard:
                    for target in self._run_by(file, one):
                        found[target].add(path)
        return found

    def _run_by(self, file: FileFacts, one: Import) -> Iterator[str]:
        target = self._modules.resolve(file, one)
        folder = posixpath.dirname(target) if target else ""
        if target:
            yield target
        while folder and (init := f"{folder}/__init__.py") in self._files:
            yield init
            folder = posixpath.dirname(folder)
