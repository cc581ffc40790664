"""Steps whose order stands in the numbers of their file names, or in a document, and nowhere else.

A series is evidence only with a file that goes from an earlier step to a later one: chapters and
variants are numbered too.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import FileFacts, Kind, Role
from debtscan.project.pipeline.step_order import StepOrder
from debtscan.project.pipeline.steps import PipelineEdge
from debtscan.project.starts.commands import StartedScript
from debtscan.project.starts.teaching import is_course, teaches

if TYPE_CHECKING:
    from debtscan.project.model import Project

_NUMBER = re.compile(
    r"(?:(?:step|stage|part|phase|task|nb|notebook)[_\-. ]?)?(\d{1,2})[a-z]?[_\-. ]+(?=.*[a-z])",
    re.IGNORECASE,
)
_PROSE = (Kind.MARKDOWN, Kind.TEXT)
_RUNBOOK = 4  #: scripts from which on a list of commands in a document is a runbook
_HANDED = 2  #: files that must go from one of them to the next
_MANY = 40  #: writers and readers of one artifact that are looked at


class HandedOn(Struct, frozen=True):
    """A file that one step leaves to a later one."""

    artifact: str
    write: PipelineEdge
    read: PipelineEdge


class ManualOrder(Struct, frozen=True):
    """Steps in their order, and the files that are handed on while nothing runs them so."""

    steps: tuple[str, ...]
    handed: tuple[HandedOn, ...]
    document: str = ""  #: the one that tells the order; "" where names alone do
    commands: tuple[StartedScript, ...] = ()  #: of the document; empty for numbered names


def manual_orders(project: Project) -> tuple[ManualOrder, ...]:
    """One per folder of numbered steps, then one per document that lists others."""
    return tuple(_Search(project).found())


class _Search:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._told = StepOrder(project.files, project.unread, project.commands, project.imports)

    def found(self) -> Iterator[ManualOrder]:
        if is_course([file.path for file in self._project.code_files]):
            return
        named: set[str] = set()
        for numbered in self._series():
            handed = tuple(self._handed(numbered))
            if handed:
                named |= set(numbered)
                yield ManualOrder(tuple(numbered), handed, self._document(handed))
        for commands in self._runbooks():
            steps = list(dict.fromkeys(str(one.target) for one in commands))
            places = {step: place for place, step in enumerate(steps)}
            handed = tuple(
                one
                for one in self._handed(places)
                if "*" not in one.artifact and _is_chain(commands, one)
            )
            told = 2 * len(named.intersection(steps)) >= len(steps)
            if len(handed) >= _HANDED and not told:
                yield ManualOrder(tuple(steps), handed, commands[0].file.path, commands)

    def _series(self) -> Iterator[Mapping[str, int]]:
        """Steps of one folder that are numbered, with their numbers."""
        folders: dict[str, dict[str, int]] = defaultdict(dict)
        for step in self._project.pipeline.steps:
            folder, name = posixpath.split(step.path)
            number = _NUMBER.match(name)
            if number and step.id == step.path and self._is_judged(step.path):
                folders[folder][step.path] = int(number[1])
        for _, steps in sorted(folders.items()):
            if len(set(steps.values())) > 1:
                yield dict(sorted(steps.items(), key=lambda one: (one[1], one[0])))

    def _runbooks(self) -> Iterator[tuple[StartedScript, ...]]:
        """Commands of one document that start several scripts."""
        documents: dict[str, list[StartedScript]] = defaultdict(list)
        for one in self._project.commands:
            told = one.file.kind is Kind.MARKDOWN and not _is_listing(one)
            if told and one.target and self._is_judged(one.target):
                documents[one.file.path].append(one)
        for path, commands in sorted(documents.items()):
            different = len({one.target for one in commands})
            manual = 2 * different <= len(commands)  # one script is started in several ways
            if different >= _RUNBOOK and not manual and not teaches(path):
                yield tuple(sorted(commands, key=lambda one: one.command.at.line))

    def _is_judged(self, path: str) -> bool:
        file = self._project.files.get(path)
        return file is not None and file.is_code and file.role is Role.SOURCE and not teaches(path)

    def _handed(self, steps: Mapping[str, int]) -> Iterator[HandedOn]:
        """Files that go from an earlier step to a later one which nothing but prose runs after
        it; one for each two steps."""
        pipeline, seen = self._project.pipeline, set[tuple[str, str]]()
        for artifact in sorted({name for step in steps for name in self._written[step]}):
            writers = [edge for edge in pipeline.writes[artifact] if edge.source in steps]
            readers = [edge for edge in pipeline.reads.get(artifact, ()) if edge.target in steps]
            for write, read in _pairs(writers[:_MANY], readers[:_MANY]):
                pair = write.source, read.target
                earlier = steps[pair[0]] < steps[pair[1]]
                if earlier and pair not in seen and not self._driven.witness(*pair):
                    seen.add(pair)
                    yield HandedOn(artifact, write, read)

    def _document(self, handed: Sequence[HandedOn]) -> str:
        """What tells at least half of the pairs; "" where most stand nowhere."""
        pairs = ((one.write.source, one.read.target) for one in handed)
        told = [document for pair in pairs if (document := self._told.witness(*pair))]
        return told[0] if 2 * len(told) >= len(handed) else ""

    @cached_property
    def _driven(self) -> StepOrder:
        """Asks code, scripts and orchestrators only."""
        project = self._project
        files = {path: one for path, one in project.files.items() if not _is_prose(one)}
        commands = [one for one in project.commands if not _is_prose(one.file)]
        return StepOrder(files, project.unread, commands, project.imports)

    @cached_property
    def _written(self) -> Mapping[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for name, edges in self._project.pipeline.writes.items():
            for edge in edges:
                index[edge.source].add(name)
        return index


def _is_listing(one: StartedScript) -> bool:
    """A line of a drawn tree of files: a bare name, and what it is for."""
    first = one.command.words[0] if one.command.words else ""
    return "/" not in first and first.endswith((".py", ".ipynb"))


def _is_chain(commands: Sequence[StartedScript], one: HandedOn) -> bool:
    """Whether all that makes the file is told before what takes it: a document that comes back to
    the maker shows several ways to go."""
    makes = [each.command.at.line for each in commands if each.target == one.write.source]
    takes = [each.command.at.line for each in commands if each.target == one.read.target]
    return max(makes) <= min(takes)


def _pairs(
    writers: Collection[PipelineEdge], readers: Collection[PipelineEdge]
) -> Iterator[tuple[PipelineEdge, PipelineEdge]]:
    """Writes and reads by different steps; one that reads what it makes itself waits for nobody."""
    own = {edge.source for edge in writers}
    for write in writers:
        yield from ((write, read) for read in readers if read.target not in own)


def _is_prose(file: FileFacts) -> bool:
    return file.kind in _PROSE
