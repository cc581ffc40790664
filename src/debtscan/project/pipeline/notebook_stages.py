"""Artifacts that notebooks alone make and that code outside notebooks needs."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import Kind, Role
from debtscan.project.artifacts.uses import ArtifactUse, Handoff
from debtscan.project.starts.teaching import teaches

if TYPE_CHECKING:
    from debtscan.project.model import Project

_GENERIC = re.compile(
    r"(data(set)?|config|params|parameters|model|weights|results?|metrics?|output|train|test|val|"
    r"vocab|labels?|checkpoint|best|last|final|submission)\.\w+",
    re.IGNORECASE,
)


class NotebookStage(Struct, frozen=True):
    """One notebook, what it makes, and the code that takes it."""

    notebook: str
    artifacts: tuple[str, ...]
    writes: tuple[ArtifactUse, ...]
    reads: tuple[ArtifactUse, ...]


def notebook_stages(project: Project) -> tuple[NotebookStage, ...]:
    """One per notebook."""
    return tuple(_Search(project).found())


class _Search:
    def __init__(self, project: Project) -> None:
        self._project = project

    def found(self) -> Iterator[NotebookStage]:
        groups: dict[str, list[Handoff]] = defaultdict(list)
        for handoff in self._project.artifacts.handoffs:
            if self._is_one(handoff):
                groups[handoff.write.path].append(handoff)
        for notebook, ends in sorted(groups.items()):
            if notebook not in self._driven:
                names = tuple(sorted({one.artifact for one in ends}))
                writes = tuple(sorted({one.write for one in ends}))
                yield NotebookStage(notebook, names, writes, tuple(sorted({e.read for e in ends})))

    def _is_one(self, handoff: Handoff) -> bool:
        write, read = handoff.write, handoff.read
        name = posixpath.basename(handoff.artifact)
        return (
            self._is_notebook(write.path)
            and write.via != "shell"
            and self._is_module(read)
            and {posixpath.basename(use.artifact) for use in (write, read)} == {name}
            and "*" not in name
            and not _GENERIC.fullmatch(name)
            and name not in self._present
            and not self._is_made_elsewhere(read)
        )

    def _is_notebook(self, path: str) -> bool:
        return self._project.files[path].kind is Kind.NOTEBOOK and not teaches(path)

    def _is_module(self, read: ArtifactUse) -> bool:
        file = self._project.files[read.path]
        return file.kind is Kind.PYTHON and file.role is Role.SOURCE and read.via != "shell"

    def _is_made_elsewhere(self, read: ArtifactUse) -> bool:
        """By code, a command or a download outside notebooks."""
        writers = self._project.artifacts.writers(read.artifact)
        return any(not self._is_notebook(one.path) or one.via == "shell" for one in writers)

    @cached_property
    def _present(self) -> frozenset[str]:
        paths = [*self._project.files, *(one.path for one in self._project.unread)]
        return frozenset(map(posixpath.basename, paths))

    @cached_property
    def _driven(self) -> frozenset[str]:
        """Notebooks that a command or an orchestrator runs: papermill, nbconvert, ploomber."""
        started = {one.target for one in self._project.commands if one.target}
        stages = {step.path for step in self._project.pipeline.steps if step.kind == "stage"}
        named = {
            posixpath.normpath(posixpath.join(posixpath.dirname(file.path), key.value))
            for file in self._project.files.values()
            for key in file.config
            if isinstance(key.value, str) and key.value.endswith(".ipynb")
        }
        return frozenset(started | stages | named)
