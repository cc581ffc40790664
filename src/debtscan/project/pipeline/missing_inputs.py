"""Intermediate files that a step reads and that no step makes.

Raw data and downloaded models are nobody's to make: a file counts as intermediate where other
steps write its like into the same folder, or where the folder is called so; and where the step is
no first one, or the name goes on from one that is made (`small_ratings.csv`,
`very_small_ratings.csv`).
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.model import Location
from debtscan.project.pipeline.interfaces import Loose
from debtscan.project.pipeline.near_names import ARRAYS, PICKLES, TABLES, family_of
from debtscan.project.pipeline.steps import PipelineEdge

if TYPE_CHECKING:
    from debtscan.project.model import Project

_TEXTS = frozenset({"json", "jsonl", "ndjson", "txt"})
_DATA = TABLES | ARRAYS | PICKLES | _TEXTS
_BETWEEN = re.compile(r"(\d+_)?(interim|intermediate|processed|preprocessed|features|derived)")
_RAW = re.compile(r"(.*[/_-])?(raw|input|inputs|original|download(s|ed)?|external)([/_-].*)?")


class MissingInput(Struct, frozen=True):
    """What one step reads of a folder that other steps fill."""

    step: str
    reads: tuple[PipelineEdge, ...]  #: by artifact
    beside: tuple[PipelineEdge, ...]  #: writes of its like into the folder


def missing_inputs(project: Project) -> tuple[MissingInput, ...]:
    """One per step, by its first read."""
    return tuple(_Search(project).found())


class _Search:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._interfaces = project.interfaces

    def found(self) -> Iterator[MissingInput]:
        reads: dict[str, dict[str, PipelineEdge]] = defaultdict(dict)
        beside: dict[str, list[PipelineEdge]] = defaultdict(list)
        for loose in self._interfaces.dangling:
            siblings = self._siblings(loose)
            meant = siblings or _is_between(loose.artifact)
            if meant and not self._is_told(loose):
                for edge in loose.edges:
                    if self._is_meant(edge, siblings):
                        reads[edge.target].setdefault(loose.artifact, edge)
                        beside[edge.target] += siblings
        told: set[tuple[str, Location]] = set()
        for step, edges in sorted(reads.items(), key=_own_first):
            new = [one for name, one in edges.items() if (name, one.at) not in told]
            told |= {(one.source, one.at) for one in new}
            if new:
                yield MissingInput(step, tuple(new), tuple(dict.fromkeys(beside[step])))

    def _siblings(self, loose: Loose) -> list[PipelineEdge]:
        """Where other steps write files of its kind into its folder."""
        folder, name = posixpath.split(loose.artifact)
        ending = posixpath.splitext(name)[1][1:].lower()
        if not folder or ending not in _DATA or _RAW.fullmatch(folder.lower()):
            return []
        readers = {edge.target for edge in loose.edges}
        near = self._written.get((folder, family_of(name)), ())
        return [edge for edge in near if edge.source not in readers]

    @cached_property
    def _written(self) -> Mapping[tuple[str, frozenset[str]], list[PipelineEdge]]:
        index: dict[tuple[str, frozenset[str]], list[PipelineEdge]] = defaultdict(list)
        for edge in self._project.pipeline.edges:
            if edge.kind == "writes":
                folder = posixpath.dirname(edge.target)
                index[folder, family_of(edge.target)].append(edge)
        return index

    def _is_meant(self, read: PipelineEdge, siblings: list[PipelineEdge]) -> bool:
        """Whether the step takes other results too, or the name goes on from one of them."""
        words = _words(read.source)
        further = any(len(own := _words(one.target)) > 1 and own < words for one in siblings)
        return further or not self._made.isdisjoint(self._taken.get(read.target, ()))

    @cached_property
    def _made(self) -> frozenset[str]:
        return frozenset(self._project.pipeline.writes)

    @cached_property
    def _taken(self) -> Mapping[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for one in self._project.pipeline.edges:
            if one.kind == "reads":
                index[one.target].add(one.source)
        return index

    def _is_told(self, loose: Loose) -> bool:
        """A document names it, the repository has it elsewhere, or code whose paths are not
        known may write it; what opens any file is taken for a writer of texts only, and a path
        that is a setting is this one only where something spells it."""
        artifact = loose.artifact
        name = posixpath.basename(artifact)
        texts = posixpath.splitext(name)[1][1:].lower() in _TEXTS
        return (
            self._interfaces.is_named(name)
            or self._interfaces.is_kept(artifact)
            or self._interfaces.may_write(
                family_of(artifact),
                anything=texts,
                settings=self._interfaces.is_named_elsewhere(loose),
            )
        )


def _is_between(artifact: str) -> bool:
    """Data in a folder that by custom holds what steps make (cookiecutter-data-science)."""
    folder, name = posixpath.split(artifact)
    ending = posixpath.splitext(name)[1][1:].lower()
    return ending in _DATA and _BETWEEN.fullmatch(posixpath.basename(folder).lower()) is not None


def _own_first(item: tuple[str, Mapping[str, PipelineEdge]]) -> tuple[bool, str]:
    """Steps that read in their own file before those that only bring the code in."""
    step, edges = item
    return not any(one.at.path == step for one in edges.values()), step


def _words(artifact: str) -> frozenset[str]:
    stem = posixpath.splitext(posixpath.basename(artifact))[0]
    return frozenset(re.findall(r"[a-z]{3,}", stem.lower()))
