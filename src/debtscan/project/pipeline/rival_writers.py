"""Files that several steps write, each by its own code, and that another step reads."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import Role
from debtscan.model import Location
from debtscan.project.clones.version_names import are_versions
from debtscan.project.pipeline.near_names import ARRAYS, MODELS, PICKLES, TABLES
from debtscan.project.pipeline.steps import PipelineEdge
from debtscan.project.starts.teaching import is_course, teaches

if TYPE_CHECKING:
    from debtscan.project.model import Project

_DATA = TABLES | ARRAYS | PICKLES | MODELS | {"json", "jsonl"}
_FETCHES = re.compile(
    r"retrieve|download|fetch|pull|restore|get_file|copy|move|system|subprocess", re.IGNORECASE
)


class RivalWriters(Struct, frozen=True):
    """Steps that write the same files, and who reads what the last of them left."""

    artifacts: tuple[str, ...]
    writes: tuple[PipelineEdge, ...]
    reads: tuple[PipelineEdge, ...]


def rival_writers(project: Project) -> tuple[RivalWriters, ...]:
    """One per set of writers, by first artifact."""
    return tuple(_Search(project).found())


class _Search:
    def __init__(self, project: Project) -> None:
        self._project = project

    def found(self) -> Iterator[RivalWriters]:
        if is_course([file.path for file in self._project.code_files]):
            return
        groups: dict[frozenset[str], list[str]] = defaultdict(list)
        for artifact, writes in self._writes.items():
            readers = {edge.target for edge in self._reads.get(artifact, ())}
            rivals = frozenset(edge.source for edge in writes) - readers
            own = [one for one in writes if one.source in rivals]
            if readers and self._are_rivals(own):
                groups[rivals].append(artifact)
        for rivals, artifacts in groups.items():
            ours = (e for one in artifacts for e in self._writes[one] if e.source in rivals)
            reads = (e for one in artifacts for e in self._reads[one])
            yield RivalWriters(tuple(artifacts), tuple(ours), tuple(reads))

    def _are_rivals(self, writes: Sequence[PipelineEdge]) -> bool:
        """At least two that are no versions of one another and share no code that writes."""
        places = {edge.at.path for edge in writes if not _FETCHES.search(edge.source)}
        return len(places) > 1 and any(
            not self._are_alternatives(*pair) for pair in combinations(sorted(places), 2)
        )

    def _are_alternatives(self, one: str, other: str) -> bool:
        """Versions by their names, copies of one file elsewhere, a script and its notebook."""
        stems = {posixpath.splitext(posixpath.basename(path))[0] for path in (one, other)}
        return len(stems) == 1 or are_versions(one, other) or self._starts(one, other)

    def _starts(self, one: str, other: str) -> bool:
        imports = self._project.imports
        return other in imports.imported(one) or one in imports.imported(other)

    @cached_property
    def _writes(self) -> Mapping[str, Sequence[PipelineEdge]]:
        return self._judged(self._project.pipeline.writes)

    @cached_property
    def _reads(self) -> Mapping[str, Sequence[PipelineEdge]]:
        return self._judged(self._project.pipeline.reads)

    def _judged(
        self, ends: Mapping[str, Sequence[PipelineEdge]]
    ) -> Mapping[str, Sequence[PipelineEdge]]:
        named = {artifact: ends[artifact] for artifact in sorted(ends) if _is_named_data(artifact)}
        judged = {one: [*filter(self._is_judged, edges)] for one, edges in named.items()}
        return {one: edges for one, edges in judged.items() if edges}

    @cached_property
    def _downloads(self) -> frozenset[tuple[str, Location]]:
        """What commands and clients fetch is the same whoever fetches it."""
        return frozenset(
            (use.artifact, use.at)
            for use in self._project.artifacts.uses
            if use.via == "shell" or _FETCHES.search(use.via)
        )

    def _is_judged(self, edge: PipelineEdge) -> bool:
        file = self._project.files[edge.at.path]
        ours = file.is_code and file.role is Role.SOURCE and not teaches(edge.at.path)
        fetched = (edge.artifact, edge.at) in self._downloads
        return ours and not edge.declared and not fetched


def _is_named_data(artifact: str) -> bool:
    return "*" not in artifact and posixpath.splitext(artifact)[1][1:].lower() in _DATA
