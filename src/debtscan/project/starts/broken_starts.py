"""Programs that fail before they do anything, because a file they import at once does."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts, Import, Role
from debtscan.model import Location
from debtscan.project.names.modules import Modules
from debtscan.project.starts.entry_points import EntryPoints

_NO_PROGRAMS = frozenset({"test", "packaging", "pytest", "named"})


class BrokenStarts:
    """Asked per set of imports that fail."""

    def __init__(
        self, files: Mapping[str, FileFacts], modules: Modules, entry_points: EntryPoints
    ) -> None:
        self._files = files
        self._modules = modules
        self._entry_points = entry_points

    def of(self, failing: Iterable[Location]) -> tuple[str, ...]:
        """Started files, tests left out, that cannot run past these imports of modules; sorted.
        What stands under a main guard fails its own file alone."""
        places = list(failing)
        seen = {one.path for one in places if self._is_guarded(one.path, one.line)}
        waiting = [one.path for one in places if not self._is_guarded(one.path, one.line)]
        seen -= set(waiting)
        while waiting:
            path = waiting.pop()
            if path not in seen:
                seen.add(path)
                waiting += self._importers.get(path, ())
        return tuple(sorted(path for path in seen if self._is_program(path)))

    def _is_program(self, path: str) -> bool:
        ways = {one.how for one in self._entry_points.of(path)}
        return bool(ways - _NO_PROGRAMS) and self._files[path].role is not Role.TEST

    def _is_guarded(self, path: str, line: int) -> bool:
        file = self._files[path]
        return file.main_guard and any(
            one.body.line <= line <= one.body.end_line
            for one in file.branches
            if not one.scope and "__main__" in one.text
        )

    @cached_property
    def _importers(self) -> Mapping[str, set[str]]:
        """File -> files that cannot be loaded without it."""
        found: dict[str, set[str]] = defaultdict(set)
        for path, file in self._files.items():
            for one in file.imports:
                alone = bool(one.scope or one.guard) or self._is_guarded(path, one.at.line)
                if not alone:
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
