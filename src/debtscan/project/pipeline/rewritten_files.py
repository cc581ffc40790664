"""Tables and arrays that a step reads and then writes over, under the same path.

Caches ask whether the file is there; work files are written before they are read. Neither counts.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import FileFacts, Reference, Role
from debtscan.model import Location
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.pipeline.exclusive import are_exclusive
from debtscan.project.pipeline.near_names import ARRAYS, PICKLES, TABLES
from debtscan.project.starts.teaching import teaches
from debtscan.project.values.patterns import unify

if TYPE_CHECKING:
    from debtscan.project.model import Project

_DATA = TABLES | ARRAYS | PICKLES
_KEPT = re.compile(r"cache\w*|tmp|temp|logs?|checkpoints?|state|history|progress|runs?")
_STORE = 3  #: writes from which on a file is kept as a store
_LOOKS = frozenset({"exists", "isfile", "is_file", "lexists", "isdir", "is_dir", "stat", "getsize"})


class RewrittenFile(Struct, frozen=True):
    """One file, where it is read and where it is written over."""

    artifact: str
    read: ArtifactUse
    write: ArtifactUse
    makers: tuple[ArtifactUse, ...]  #: other files that write it
    takers: tuple[ArtifactUse, ...]  #: files that only read it


def rewritten_files(project: Project) -> tuple[RewrittenFile, ...]:
    """One per file and path, by place."""
    return tuple(_Search(project).found())


class _Search:
    def __init__(self, project: Project) -> None:
        self._project = project

    def found(self) -> Iterator[RewrittenFile]:
        for (path, _, artifact), uses in self._together.items():
            file = self._project.files[path]
            writes = [one for one in uses if one.mode == "write"]
            reads = [one for one in uses if one.mode == "read" and _meets(file, one, writes)]
            taken = reads and writes and _is_after(reads, writes)
            if taken and not self._is_kept(file, artifact) and not self._is_handed(file, reads[0]):
                others = [one for one in self._of[artifact] if one.path != path]
                makers = tuple(one for one in others if one.mode == "write")
                known = {one.path for one in makers}
                takers = tuple(one for one in others if one.path not in known)
                yield RewrittenFile(artifact, reads[0], writes[-1], makers, takers)

    @cached_property
    def _together(self) -> Mapping[tuple[str, int, str], list[ArtifactUse]]:
        """(file, scope, artifact) -> its uses there, in order."""
        index: dict[tuple[str, int, str], list[ArtifactUse]] = defaultdict(list)
        for use in self._project.artifacts.uses:
            if self._is_judged(use):
                index[use.path, use.scope, use.artifact].append(use)
        return dict(sorted(index.items()))

    @cached_property
    def _of(self) -> Mapping[str, list[ArtifactUse]]:
        index: dict[str, list[ArtifactUse]] = defaultdict(list)
        for use in self._project.artifacts.uses:
            index[use.artifact].append(use)
        return index

    def _is_judged(self, use: ArtifactUse) -> bool:
        """Data of a name known in full, in code."""
        file = self._project.files[use.path]
        ending = posixpath.splitext(use.artifact)[1][1:].lower()
        plain = use.kind == "file" and not use.declared and "*" not in use.artifact
        ours = file.is_code and file.role is Role.SOURCE and not teaches(use.path)
        return plain and ours and ending in _DATA and use.via != "shell"

    def _is_kept(self, file: FileFacts, artifact: str) -> bool:
        """A cache or a record that grows: by its name, or because the code asks whether it is
        there."""
        parts = re.split(r"[/_.-]", artifact.lower())
        if any(_KEPT.fullmatch(part) for part in parts):
            return True
        return any(unify(one, artifact) for one in self._looked_for(file))

    def _is_handed(self, file: FileFacts, read: ArtifactUse) -> bool:
        """Whether a function is given the path before the read: it may make the file."""
        made = self._project.calls.targets
        return any(
            self._project.values.pattern(file, value, call.scope) == read.artifact
            for index, call in enumerate(file.calls)
            if call.scope == read.scope and _place(file.locate(call.at)) < _place(read.at)
            if call.callee.startswith("subprocess.") or made(file.path, index)
            for value in (*call.arguments, *(one.value for one in call.keywords))
        )

    def _looked_for(self, file: FileFacts) -> Iterator[str]:
        for call in file.calls:
            if call.callee.rpartition(".")[2].lower() in _LOOKS:
                owner = Reference(call.callee.rpartition(".")[0])
                for value in (*call.arguments[:1], call.receiver, owner):
                    pattern = value and self._project.values.pattern(file, value, call.scope)
                    if pattern:
                        yield pattern


def _meets(file: FileFacts, read: ArtifactUse, writes: list[ArtifactUse]) -> bool:
    """Whether a run that reads may also write: a cache is read, or else it is made."""
    line = file.line_of(read.at)
    return any(not are_exclusive(file, line, file.line_of(one.at)) for one in writes)


def _is_after(reads: list[ArtifactUse], writes: list[ArtifactUse]) -> bool:
    """Whether it is read before it is written at all, and written later on; what is read and
    written again and again is a store."""
    first = min(_place(one.at) for one in reads)
    return len(writes) < _STORE and all(first < _place(one.at) for one in writes)


def _place(at: Location) -> tuple[int, int, int]:
    return at.cell, at.line, at.column
