"""Intermediate files that a step writes and that no step reads.

Most outputs nobody reads are products. A file counts as intermediate where its folder is called
so, or where other steps read what the same step writes beside it.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import Kind, Role
from debtscan.project.pipeline.interfaces import Loose
from debtscan.project.pipeline.near_names import ARRAYS, PICKLES, TABLES, family_of
from debtscan.project.pipeline.steps import PipelineEdge
from debtscan.project.values.patterns import covers

if TYPE_CHECKING:
    from debtscan.project.model import Project

_DATA = TABLES | ARRAYS | PICKLES
_BETWEEN = re.compile(r"(\d+_)?(interim|intermediate|processed|preprocessed|features|derived)")
_ENDS = re.compile(
    r"(.*/)?\w*(models?|checkpoints?|weights|results?|outputs?|reports?|submissions?|predictions?|"
    r"figures?|plots|tables|metrics|logs?|exports?|stats|statistics|evaluation)(/.*)?",
    re.IGNORECASE,
)
#: names that readers put together from a part: `f"{split}.csv"`
_PUT_TOGETHER = re.compile(r"(.*_)?(train|test|val(id(ation)?)?|dev|\d+)(_.*)?", re.IGNORECASE)
_PRODUCT = re.compile(r"model|importance|comparison|summary|stats|corr|names", re.IGNORECASE)


class UnreadOutput(Struct, frozen=True):
    """What one step writes for nobody."""

    step: str
    writes: tuple[PipelineEdge, ...]  #: by artifact
    beside: tuple[str, ...]  #: what it writes into these folders and others read


def unread_outputs(project: Project) -> tuple[UnreadOutput, ...]:
    """One per step, by its first write."""
    return tuple(_Search(project).found())


class _Search:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._interfaces = project.interfaces

    def found(self) -> Iterator[UnreadOutput]:
        writes: dict[str, dict[str, PipelineEdge]] = defaultdict(dict)
        for loose in (*self._interfaces.unread, *self._dumps):
            if self._is_asked(loose):
                for edge in loose.edges:
                    if self._is_judged(edge) and self._is_between(edge):
                        writes[edge.source].setdefault(loose.artifact, edge)
        told: set[str] = set()
        for step, edges in sorted(writes.items(), key=_own_first):
            new = [one for name, one in edges.items() if name not in told]
            told |= edges.keys()
            if new:
                beside = {name for one in new for name in self._beside(one)}
                yield UnreadOutput(step, tuple(new), tuple(sorted(beside)))

    @cached_property
    def _dumps(self) -> tuple[Loose, ...]:
        """Tables that are called a log or a debug file."""
        return self._interfaces.reports

    def _is_asked(self, loose: Loose) -> bool:
        """A data file of a known name that nothing mentions and nobody takes with its folder."""
        name = posixpath.basename(loose.artifact)
        stem, ending = posixpath.splitext(name)
        return (
            ending[1:].lower() in _DATA
            and "*" not in name
            and not _PUT_TOGETHER.fullmatch(stem)
            and not _PRODUCT.search(stem)
            and not self._interfaces.is_product(loose.artifact)
            and not self._interfaces.is_named(name)
            and stem not in self._other_words
            and not self._interfaces.is_named_elsewhere(loose)
            and not self._has_twin(loose)
            and not self._is_taken(loose.artifact)
        )

    @cached_property
    def _other_words(self) -> frozenset[str]:
        """Words of languages that are not parsed, and of files that could not be read."""
        project = self._project
        texts = [file.words for file in project.files.values() if file.kind is Kind.TEXT]
        return frozenset(chain(*texts, *(item.words for item in project.unread)))

    def _is_judged(self, edge: PipelineEdge) -> bool:
        file = self._project.files[edge.at.path]
        return file.is_code and file.role is Role.SOURCE and not edge.declared

    def _is_between(self, edge: PipelineEdge) -> bool:
        """Where nobody is seen to read its folder by literal names, readers whose paths are not
        known may mean it."""
        folder = posixpath.dirname(edge.target)
        if any(True for _ in self._beside(edge)):
            return not _ENDS.fullmatch(folder)
        if not _BETWEEN.fullmatch(posixpath.basename(folder).lower()):
            return False
        family = family_of(edge.target)
        readers = self._by_folder[folder, family] - {edge.source}
        return bool(readers) or not self._interfaces.may_read(family)

    def _beside(self, edge: PipelineEdge) -> Iterator[str]:
        """Files of its kind that its step writes into the folder, and that other steps read."""
        folder, family = posixpath.dirname(edge.target), family_of(edge.target)
        for name in self._written.get(edge.source, ()):
            near = folder and (posixpath.dirname(name), family_of(name)) == (folder, family)
            if near and self._readers.get(name, set()) - {edge.source}:
                yield name

    def _has_twin(self, loose: Loose) -> bool:
        """Whether the same is written in another format, for people or for machines."""
        stem = posixpath.splitext(loose.artifact)[0]
        written = {name for edge in loose.edges for name in self._written[edge.source]}
        return any(posixpath.splitext(one)[0] == stem for one in written - {loose.artifact})

    def _is_taken(self, artifact: str) -> bool:
        """Whether some step takes the whole folder."""
        folder = posixpath.dirname(artifact)
        return any(use == folder or covers(use, artifact) for use in self._wide_reads)

    @cached_property
    def _wide_reads(self) -> frozenset[str]:
        """Folders and patterns that are read."""
        uses = self._project.artifacts.uses
        reads = {one.artifact for one in uses if one.mode == "read" and one.artifact}
        return frozenset(one for one in reads if "*" in one or not posixpath.splitext(one)[1])

    @cached_property
    def _by_folder(self) -> Mapping[tuple[str, frozenset[str]], set[str]]:
        """(folder, family) -> steps that read such files there by their names."""
        index: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
        for name, steps in self._readers.items():
            if "*" not in name:
                index[posixpath.dirname(name), family_of(name)] |= steps
        return index

    @cached_property
    def _written(self) -> Mapping[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for edge in self._project.pipeline.edges:
            if edge.kind == "writes":
                index[edge.source].add(edge.target)
        return index

    @cached_property
    def _readers(self) -> Mapping[str, set[str]]:
        reads = self._project.pipeline.reads.items()
        return {artifact: {edge.target for edge in edges} for artifact, edges in reads}


def _own_first(item: tuple[str, Mapping[str, PipelineEdge]]) -> tuple[bool, str]:
    """Steps that write in their own file before those that only bring the code in."""
    step, edges = item
    return not any(one.at.path == step for one in edges.values()), step
