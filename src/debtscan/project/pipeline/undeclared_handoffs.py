"""Artifacts that join two steps while nothing says which step runs first."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import FileFacts, Kind, Role
from debtscan.project.artifacts.uses import ArtifactUse, Handoff
from debtscan.project.pipeline.step_order import StepOrder
from debtscan.project.starts.teaching import teaches
from debtscan.project.values.patterns import unify

if TYPE_CHECKING:
    from debtscan.project.model import Project

_DATA = frozenset(
    {"csv", "tsv", "parquet", "feather", "arrow", "json", "jsonl", "ndjson", "npy", "npz", "mat"}
    | {"db", "sqlite", "txt", "hdf"}
)
_MODELS = frozenset(
    {"pt", "pth", "ckpt", "bin", "model", "onnx", "keras", "pb", "safetensors", "h5", "hdf5"}
    | {"pkl", "pickle", "joblib", "dill", "save"}
)
#: names that mean another file in every folder
_GENERIC = re.compile(
    r"(meta)?data(set)?|config|params?|args|model(_?config)?|weights|results?|metrics?|out(put)?s?|"
    r"log|info|state|index|vocab|dict|labels?|train|test|val(id)?|progress|settings|tokenizer\w*|"
    r"requirements|readme|tmp|temp|cache|history|scores?|predictions?|checkpoint|best|last|final|"
    r"submission",
    re.IGNORECASE,
)
_SHOWS = re.compile(r"plot|visuali[sz]|figure|show|display|dashboard|report|chart|analy[sz]e?")
_LOOKS = frozenset({"exists", "isfile", "is_file", "lexists"})
_TRAINS = re.compile(r"(.*[_-])?(train\w*|fit\w*|finetun\w*|fine_tun\w*)([_-].*)?")
_HOMES = re.compile(r"readme.*|requirements.*\.txt|setup\.(py|cfg)|pyproject\.toml|environment.*ml")


class UndeclaredHandoff(Struct, frozen=True):
    """Steps that meet in the same artifacts, and nowhere else."""

    artifacts: tuple[str, ...]
    writes: tuple[ArtifactUse, ...]
    reads: tuple[ArtifactUse, ...]


def undeclared_handoffs(project: Project) -> tuple[UndeclaredHandoff, ...]:
    """One per set of producers and consumers, by artifact."""
    return tuple(_Search(project).found())


class _Search:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._order = StepOrder(project.files, project.unread, project.commands, project.imports)

    def found(self) -> Iterator[UndeclaredHandoff]:
        artifacts: dict[str, list[Handoff]] = defaultdict(list)
        handoffs = self._project.artifacts.handoffs
        told = {(one.artifact, one.read) for one in handoffs if self._is_beside(one)}
        for handoff in handoffs:
            if (handoff.artifact, handoff.read) not in told and self._is_undeclared(handoff):
                artifacts[handoff.artifact].append(handoff)
        groups: dict[tuple[frozenset[str], frozenset[str]], list[str]] = defaultdict(list)
        for artifact, ends in sorted(artifacts.items()):
            writers = frozenset(one.write.path for one in ends)
            groups[writers, frozenset(one.read.path for one in ends)].append(artifact)
        for names in groups.values():
            ends = [one for name in names for one in artifacts[name]]
            writes = tuple(sorted({one.write for one in ends}))
            if not self._has_more_makers(names, writes):
                reads = tuple(sorted({one.read for one in ends}))
                yield UndeclaredHandoff(tuple(names), writes, reads)

    def _has_more_makers(self, names: Sequence[str], writes: Sequence[ArtifactUse]) -> bool:
        """Whether others write a file of such a name, so that one cannot tell who must run."""
        known = {use.path for use in writes}
        bases = {posixpath.basename(name) for name in names}
        return any(self._makers[base] - known for base in bases)

    @cached_property
    def _makers(self) -> Mapping[str, set[str]]:
        """Base name -> all files that write it."""
        index: dict[str, set[str]] = defaultdict(set)
        for use in self._project.artifacts.uses:
            if use.mode == "write" and use.resolved:
                index[posixpath.basename(use.artifact)].add(use.path)
        return index

    def _is_undeclared(self, handoff: Handoff) -> bool:
        write, read = handoff.write, handoff.read
        return (
            self._is_intermediate(handoff.artifact, write, read)
            and self._is_step(write)
            and self._is_step(read)
            and self._home(write.path) == self._home(read.path)
            and not self._is_optional(read)
            and not self._is_told(handoff)
            and not self._order.witness(write.path, read.path)
            and not self._is_numbered(write.path, read.path)
        )

    def _is_numbered(self, *paths: str) -> bool:
        """Whether their names number them as steps: one debt of all those that are so named."""
        return any(set(paths) <= set(one.steps) for one in self._project.manual_orders)

    def _is_intermediate(self, artifact: str, write: ArtifactUse, read: ArtifactUse) -> bool:
        folder, name = posixpath.split(artifact)
        stem, suffix = posixpath.splitext(name)
        if "*" in name or "%" in name or suffix[1:] not in _DATA | _MODELS:
            return False
        spelled = {posixpath.basename(use.artifact) for use in (write, read)} == {name}
        if not spelled or not _is_same_place(write, read):
            return False
        known = [part for part in folder.split("/") if part and "*" not in part]
        if _GENERIC.fullmatch(stem) and (not known or write.artifact != read.artifact):
            return False
        return name not in self._present

    @cached_property
    def _present(self) -> frozenset[str]:
        """Base names of all files of the repository: what is there needs no producer."""
        paths = [*self._project.files, *(item.path for item in self._project.unread)]
        return frozenset(posixpath.basename(path) for path in paths)

    def _is_step(self, use: ArtifactUse) -> bool:
        """In a file that is started; or at module level of one that nobody imports."""
        file = self._project.files[use.path]
        loose = not use.scope and not self._project.imports.importers(use.path)
        started = loose or use.path in self._project.entry_points.paths
        return file.is_code and file.role is Role.SOURCE and started and not teaches(use.path)

    def _home(self, path: str) -> str:
        """The nearest folder above that looks like a project of its own."""
        folder = posixpath.dirname(path)
        while folder and folder not in self._homes:
            folder = posixpath.dirname(folder)
        return folder

    @cached_property
    def _homes(self) -> frozenset[str]:
        paths = [*self._project.files, *(item.path for item in self._project.unread)]
        return frozenset(
            posixpath.dirname(path)
            for path in paths
            if _HOMES.fullmatch(posixpath.basename(path).lower())
        )

    def _is_optional(self, read: ArtifactUse) -> bool:
        """The reader makes it, looks whether it is there, only shows it, or gets its folder."""
        file = self._project.files[read.path]
        if read.artifact.startswith("*/") and file.options:
            return True
        name = posixpath.splitext(posixpath.basename(read.path))[0].lower()
        return (
            _SHOWS.search(name) is not None
            or any(unify(one, read.artifact) for one in self._made(read.path))
            or any(unify(one, read.artifact) for one in self._looked_for(file))
        )

    def _made(self, path: str) -> Iterator[str]:
        for use in self._project.artifacts.uses:
            if use.path == path and use.mode == "write" and use.resolved:
                yield use.artifact

    def _looked_for(self, file: FileFacts) -> Iterator[str]:
        for call in file.calls:
            if call.callee.rpartition(".")[2] in _LOOKS:
                for value in (*call.arguments[:1], call.receiver):
                    pattern = value and self._project.values.pattern(file, value, call.scope)
                    if pattern and not pattern.endswith("*"):
                        yield pattern

    def _is_told(self, handoff: Handoff) -> bool:
        """A tool or a download makes it, or it is a model: of a training, named by the user, or
        spoken of."""
        name = posixpath.basename(handoff.artifact)
        writer = posixpath.splitext(posixpath.basename(handoff.write.path))[0].lower()
        if name.rpartition(".")[2] in _MODELS:
            if _TRAINS.fullmatch(writer) or self._is_said(name.rpartition(".")[0]):
                return True
            for option in self._project.files[handoff.read.path].options:
                default = getattr(option.default, "value", None)
                if isinstance(default, str) and default.endswith(name):
                    return True
        outside = (use for use in self._project.artifacts.uses if use.via in ("shell", "stage"))
        return any(unify(use.artifact, handoff.artifact) for use in outside if use.resolved)

    def _is_beside(self, handoff: Handoff) -> bool:
        """Whether a document in the writer's folder speaks of it and starts the reader."""
        folder, name = posixpath.split(handoff.write.path)
        stem = posixpath.splitext(name)[0]
        beside = self._starting.get((folder, handoff.read.path), ())
        return any(stem in file.words for file in beside)

    @cached_property
    def _starting(self) -> Mapping[tuple[str, str], list[FileFacts]]:
        """(folder, script) -> the documents of the folder that start the script."""
        index: dict[tuple[str, str], list[FileFacts]] = defaultdict(list)
        for started in self._project.commands:
            if started.file.kind is Kind.MARKDOWN and started.target:
                index[posixpath.dirname(started.file.path), started.target].append(started.file)
        return index

    def _is_said(self, stem: str) -> bool:
        """Whether a document speaks of it, and it is a name, no word."""
        return re.search(r"[_\d]", stem) is not None and stem in self._said

    @cached_property
    def _said(self) -> frozenset[str]:
        prose = [one for one in self._project.files.values() if one.kind is Kind.MARKDOWN]
        return frozenset(word for file in prose for word in file.words)


def _is_same_place(write: ArtifactUse, read: ArtifactUse) -> bool:
    """Whether two fully known paths are one, seen from the root or from either script."""
    if "*" in write.artifact + read.artifact:
        return True
    places = [
        {use.artifact, posixpath.join(posixpath.dirname(use.path), use.artifact)}
        for use in (write, read)
    ]
    return not places[0].isdisjoint(places[1])
