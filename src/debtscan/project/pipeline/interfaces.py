"""Interfaces by file name: what nearly meets, what nobody makes, what nobody reads.

Each answer stands only where no guard speaks for it: a file of the repository, a download, data
that a document speaks of, a path a user may give, code whose path of that kind is not known.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import FileFacts, Kind, Role
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.pipeline import counted_names, near_names
from debtscan.project.pipeline.open_paths import is_setting
from debtscan.project.pipeline.steps import PipelineEdge
from debtscan.project.starts.teaching import teaches

if TYPE_CHECKING:
    from debtscan.project.model import Project

_ARRAY_CALL = re.compile(r"(np|numpy|h5py|scipy\.io)\..*")
_PRODUCT = re.compile(
    r"submi|predict|result|report|metric|score|output|final|export|summary|eval|answer|generated",
    re.IGNORECASE,
)


_OUTSIDE = re.compile(r"raw|input|original|download|external|source", re.IGNORECASE)


class Loose(Struct, frozen=True):
    """An artifact with one end only, and every edge that shows that end."""

    artifact: str
    edges: tuple[PipelineEdge, ...]


class NearMiss(Struct, frozen=True):
    """A file that is written and one that is read, both alone, whose names all but agree."""

    written: str
    read: str
    difference: str  #: what `near_names.differs_by` says
    writes: tuple[PipelineEdge, ...]
    reads: tuple[PipelineEdge, ...]


class Interfaces:
    """Asked once per kind; by artifact."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._pipeline = project.pipeline

    @cached_property
    def nearly_met(self) -> tuple[NearMiss, ...]:
        """Outputs nobody reads beside inputs nobody makes: the guards of paths not known do not
        hold here, for the names are evidence enough."""
        found = []
        for read in (*self.dangling, *self._open_reads):
            for written in self._comparable(read.artifact):
                difference = near_names.differs_by(written.artifact, read.artifact)
                if difference and self._is_mistaken(difference, written, read):
                    ends = (written.edges, read.edges)
                    found.append(NearMiss(written.artifact, read.artifact, difference, *ends))
        return (*found, *self._counted_apart())

    def _counted_apart(self) -> Iterator[NearMiss]:
        """Inputs `fold_*` where only `fold{k}` is written: the patterns meet, the files do not."""
        for read, reads in sorted(self._pipeline.reads.items()):
            bare = counted_names.without_separator(read)
            writes = [one for name in (bare, read) for one in self._pipeline.writes.get(name, ())]
            apart = not self._same_step(Loose(bare, tuple(writes)), Loose(read, tuple(reads)))
            if writes and apart and not self.is_kept(read) and self._only_counted(read, bare):
                yield NearMiss(bare, read, "separator", tuple(writes), tuple(reads))

    def _only_counted(self, read: str, written: str) -> bool:
        """Whether all that may write an input is a name with a counter."""
        uses = self._project.artifacts.writers(read)
        files = self._project.files
        known = (one.artifact == written and counted_names.is_counted(files, one) for one in uses)
        return bool(uses) and all(known)

    def _comparable(self, read: str) -> Iterator[Loose]:
        """Outputs nobody reads of its last name, of its stem, or of its ending."""
        found: dict[str, Loose] = {}
        for key in near_names.keys_of(read):
            found.update((one.artifact, one) for one in self._by_key.get(key, ()))
        return iter(found.values())

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, ...], list[Loose]]:
        index: dict[tuple[str, ...], list[Loose]] = defaultdict(list)
        for one in self.unread:
            for key in near_names.keys_of(one.artifact):
                index[key].append(one)
        return index

    def _is_mistaken(self, difference: str, written: Loose, read: Loose) -> bool:
        """Whether the two ends are meant for one another: one step that has both knows what it
        does, a name that is kept in several folders is told by them, and so is what came from
        outside from what goes there."""
        if difference == "slash":
            return True
        if self._same_step(written, read):
            return False
        kept = self._folders[posixpath.basename(read.artifact)]
        apart = _OUTSIDE.search(posixpath.dirname(read.artifact))
        apart = apart or _PRODUCT.search(posixpath.dirname(written.artifact))
        return difference != "folder" or (len(kept) < 3 and not apart)

    @cached_property
    def _folders(self) -> Mapping[str, set[str]]:
        """Last name -> the artifacts that are called so."""
        index: dict[str, set[str]] = defaultdict(set)
        for one in self._pipeline.artifacts:
            index[posixpath.basename(one.id)].add(one.id)
        return index

    @cached_property
    def _open_reads(self) -> tuple[Loose, ...]:
        """Inputs whose names are open by `*`, that nothing here is called and nobody writes."""
        return tuple(
            Loose(artifact, ours)
            for artifact, edges in sorted(self._pipeline.reads.items())
            if "*" in artifact and (ours := _untaught(edges))
            if not self.is_kept(artifact) and not self._project.artifacts.writers(artifact)
        )

    def is_kept(self, pattern: str) -> bool:
        """Whether files of the repository are called so."""
        name = posixpath.basename(pattern)
        return any(fnmatchcase(one, name) for one in self._present)

    @cached_property
    def _present(self) -> frozenset[str]:
        paths = [*self._project.files, *(one.path for one in self._project.unread)]
        return frozenset(map(posixpath.basename, paths))

    @cached_property
    def without_producer(self) -> tuple[Loose, ...]:
        """Inputs that nobody writes, downloads, tracks, gives or speaks of."""
        return tuple(
            one
            for one in self.dangling
            if not self._is_told(one.artifact) and not self._is_open(one.artifact, "write")
        )

    @cached_property
    def without_reader(self) -> tuple[Loose, ...]:
        """Outputs of one step that no other reads and that look like nobody's end product."""
        return tuple(
            one
            for one in self.unread
            if not self.is_product(one.artifact)
            and not self._is_told(one.artifact)
            and not self.is_named_elsewhere(one)
            and not self._is_open(one.artifact, "read")
        )

    @cached_property
    def dangling(self) -> tuple[Loose, ...]:
        """Inputs that nobody writes and that are not here, before any guard."""
        return tuple(self._marked("dangling", self._pipeline.reads))

    @cached_property
    def unread(self) -> tuple[Loose, ...]:
        """Outputs that nobody reads, before any guard."""
        return tuple(self._marked("write-only", self._pipeline.writes))

    @cached_property
    def reports(self) -> tuple[Loose, ...]:
        """Outputs that nobody reads but a person."""
        return tuple(self._marked("report", self._pipeline.writes))

    def _marked(self, mark: str, ends: Mapping[str, Sequence[PipelineEdge]]) -> Iterator[Loose]:
        for artifact in self._pipeline.artifacts:
            marked = mark in artifact.marks and not artifact.id.startswith("~")
            if marked and (ours := _untaught(ends.get(artifact.id, ()))):
                yield Loose(artifact.id, ours)

    def _same_step(self, written: Loose, read: Loose) -> bool:
        """One step that has both knows what it does: they are two files."""
        writers = {edge.source for edge in written.edges}
        return any(edge.target in writers for edge in read.edges)

    def _is_told(self, artifact: str) -> bool:
        """Whether a document names the file, or the folder that data is unpacked into."""
        parts = [part for part in artifact.split("/") if part.strip("*")]
        return any(self._words(part) <= self._said for part in parts[-2:] if self._words(part))

    def _words(self, part: str) -> frozenset[str]:
        return frozenset(re.findall(r"[a-z]{3,}", posixpath.splitext(part)[0].lower()))

    def is_named_elsewhere(self, one: Loose) -> bool:
        """Whether other code, a setting or another command names the file."""
        places = self._named.get(posixpath.basename(one.artifact), frozenset())
        here = {(edge.at.path, edge.at.line) for edge in one.edges}
        scripts = {path for path, _ in here if self._project.files[path].is_code}
        return any(place not in here and place[0] not in scripts for place in places)

    @cached_property
    def _named(self) -> Mapping[str, frozenset[tuple[str, int]]]:
        """Base name -> (path, line) of commands and code that hold it; line 0: a setting."""
        index: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for file in self._project.files.values():
            for text, path, line in _texts(file):
                for word in re.split(r"[\s=\"'(),;]+", text):
                    index[posixpath.basename(word)].add((path, line))
        return {name: frozenset(places) for name, places in index.items()}

    @cached_property
    def _said(self) -> frozenset[str]:
        prose = [one for one in self._project.files.values() if one.kind is Kind.MARKDOWN]
        said = {word.lower() for file in prose for word in file.words}
        parts = {piece for word in said for piece in re.findall(r"[a-z]{3,}", word)}
        return frozenset(said | parts)

    def is_named(self, name: str) -> bool:
        """Whether a document speaks of a file by its name."""
        return posixpath.splitext(name)[0].lower() in self._said

    def is_product(self, artifact: str) -> bool:
        """Whether a file is called like what a pipeline is run for."""
        return _PRODUCT.search(posixpath.basename(artifact)) is not None

    def may_read(self, family: frozenset[str]) -> bool:
        """Whether code whose paths are not known reads such files."""
        return family in self._unknown.get("read", frozenset())

    def may_write(self, family: frozenset[str], *, anything: bool, settings: bool) -> bool:
        """Whether code whose paths are not known writes such files; `anything`: and whether
        it opens files of no kind; `settings`: and whether its path is a setting."""
        unknown = self._unknown.get("write", frozenset()) if settings else self._written_openly
        return family in unknown or (anything and None in unknown)

    @cached_property
    def _written_openly(self) -> frozenset[frozenset[str] | None]:
        """Families written under names not known which no setting spells."""
        return frozenset(
            _family_of_call(use.via)
            for use in self._project.artifacts.uses
            if use.mode == "write" and not use.resolved and use.kind == "file"
            if self._counts(use) and not self._is_setting(use)
        )

    def _is_open(self, artifact: str, mode: str) -> bool:
        """Whether some code writes (or reads) files of this family under names not known."""
        unknown = self._unknown.get(mode, frozenset())
        return None in unknown or near_names.family_of(artifact) in unknown

    @cached_property
    def _unknown(self) -> Mapping[str, frozenset[frozenset[str] | None]]:
        """Mode -> families of the uses whose path is not known; None: any."""
        index: dict[str, set[frozenset[str] | None]] = defaultdict(set)
        for use in self._project.artifacts.uses:
            if not use.resolved and use.kind == "file" and self._counts(use):
                index[use.mode].add(_family_of_call(use.via))
        return {mode: frozenset(families) for mode, families in index.items()}

    def _is_setting(self, use: ArtifactUse) -> bool:
        return is_setting(self._project.calls, self._project.files[use.path], use)

    def _counts(self, use: ArtifactUse) -> bool:
        file: FileFacts = self._project.files[use.path]
        return file.role is not Role.TEST and file.is_code


def _texts(file: FileFacts) -> Iterator[tuple[str, str, int]]:
    for command in file.commands:
        at = file.locate(command.at)
        yield from ((word, at.path, at.line) for word in command.words)
    for text, lines in file.strings.items():
        yield from ((text, file.path, file.line(line).line) for line in lines)
    yield from ((key.value, file.path, 0) for key in file.config if isinstance(key.value, str))


def _family_of_call(callee: str) -> frozenset[str] | None:
    """The family that a call is for; None for calls that open anything."""
    head, _, last = callee.rpartition(".")
    if last in ("read_csv", "to_csv", "read_parquet", "to_parquet", "read_table", "read_excel"):
        return near_names.TABLES
    if _ARRAY_CALL.fullmatch(callee):
        return near_names.ARRAYS
    if head.startswith(("torch", "tf", "tensorflow", "keras", "onnx")) or "checkpoint" in last:
        return near_names.MODELS
    if head in ("pickle", "joblib", "dill", "pd", "pandas") or last.endswith("pickle"):
        return near_names.PICKLES
    if head.startswith(("cv2", "PIL", "imageio", "skimage", "matplotlib")) or last == "savefig":
        return near_names.PICTURES
    if head.startswith(("librosa", "soundfile", "torchaudio", "scipy.io.wavfile")):
        return near_names.SOUNDS
    return None


def _untaught(edges: Sequence[PipelineEdge]) -> tuple[PipelineEdge, ...]:
    """Those of code that is no lesson."""
    return tuple(edge for edge in edges if not teaches(edge.at.path))
