"""Interfaces by file name: what nearly meets, what nobody makes, what nobody reads.

Each answer stands only where no guard speaks for it: a file of the repository, a download, data
that a document speaks of, a path a user may give, code whose path of that kind is not known.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from debtscan.facts import FileFacts, Kind, Role
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.pipeline.steps import PipelineEdge
from debtscan.project.starts.teaching import teaches

if TYPE_CHECKING:
    from debtscan.project.model import Project

_FAMILIES = (
    frozenset({"csv", "tsv", "parquet", "feather", "xlsx", "xls", "orc"}),
    frozenset({"npy", "npz", "mat", "h5", "hdf5", "hdf"}),
    frozenset({"pt", "pth", "ckpt", "bin", "safetensors", "onnx", "pb", "keras", "tar"}),
    frozenset({"pkl", "pickle", "joblib", "dill"}),
    frozenset({"png", "jpg", "jpeg", "tif", "tiff", "bmp"}),
    frozenset({"wav", "mp3", "flac"}),
)
_ARRAYS = re.compile(r"(np|numpy|h5py|scipy\.io)\..*")
_PRODUCT = re.compile(
    r"submi|predict|result|report|metric|score|output|final|export|summary|eval|answer|generated",
    re.IGNORECASE,
)
_SHORT = 5  #: letters under which one more or less makes another word


@dataclass(frozen=True, slots=True)
class Loose:
    """An artifact with one end only, and every edge that shows that end."""

    artifact: str
    edges: tuple[PipelineEdge, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A file that is written and one that is read, both alone, whose names all but agree."""

    written: str
    read: str
    difference: str  #: "case", "separator", "plural", "ending", "folder", "one letter"
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
        for read in self._dangling:
            for written in self._unread:
                difference = differs_by(written.artifact, read.artifact)
                if difference and not self._same_step(written, read):
                    ends = (written.edges, read.edges)
                    found.append(NearMiss(written.artifact, read.artifact, difference, *ends))
        return tuple(found)

    @cached_property
    def without_producer(self) -> tuple[Loose, ...]:
        """Inputs that nobody writes, downloads, tracks, gives or speaks of."""
        return tuple(
            one
            for one in self._dangling
            if not self._is_told(one.artifact) and not self._is_open(one.artifact, "write")
        )

    @cached_property
    def without_reader(self) -> tuple[Loose, ...]:
        """Outputs of one step that no other reads and that look like nobody's end product."""
        return tuple(
            one
            for one in self._unread
            if not _PRODUCT.search(posixpath.basename(one.artifact))
            and not self._is_told(one.artifact)
            and not self._is_named_elsewhere(one)
            and not self._is_open(one.artifact, "read")
        )

    @cached_property
    def _dangling(self) -> tuple[Loose, ...]:
        return tuple(self._marked("dangling", "reads"))

    @cached_property
    def _unread(self) -> tuple[Loose, ...]:
        return tuple(self._marked("write-only", "writes"))

    def _marked(self, mark: str, kind: str) -> Iterator[Loose]:
        ends: dict[str, list[PipelineEdge]] = defaultdict(list)
        for edge in self._pipeline.edges:
            if edge.kind == kind and not teaches(edge.at.path):
                ends[edge.source if kind == "reads" else edge.target].append(edge)
        for artifact in self._pipeline.artifacts:
            if mark in artifact.marks and ends[artifact.id] and not artifact.id.startswith("~"):
                yield Loose(artifact.id, tuple(ends[artifact.id]))

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

    def _is_named_elsewhere(self, one: Loose) -> bool:
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

    def _is_open(self, artifact: str, mode: str) -> bool:
        """Whether some code writes (or reads) files of this family under names not known."""
        unknown = self._unknown.get(mode, frozenset())
        return None in unknown or family_of(artifact) in unknown

    @cached_property
    def _unknown(self) -> Mapping[str, frozenset[frozenset[str] | None]]:
        """Mode -> families of the uses whose path is not known; None: any."""
        index: dict[str, set[frozenset[str] | None]] = defaultdict(set)
        for use in self._project.artifacts.uses:
            if not use.resolved and use.kind == "file" and self._counts(use):
                index[use.mode].add(_family_of_call(use.via))
        return {mode: frozenset(families) for mode, families in index.items()}

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


def family_of(artifact: str) -> frozenset[str]:
    """Endings that one kind of call reads and writes; the ending alone where none is known."""
    ending = posixpath.splitext(artifact)[1][1:].lower()
    return next((one for one in _FAMILIES if ending in one), frozenset({ending}))


def _family_of_call(callee: str) -> frozenset[str] | None:
    """The family that a call is for; None for calls that open anything."""
    head, _, last = callee.rpartition(".")
    if last in ("read_csv", "to_csv", "read_parquet", "to_parquet", "read_table", "read_excel"):
        return _FAMILIES[0]
    if _ARRAYS.fullmatch(callee):
        return _FAMILIES[1]
    if head.startswith(("torch", "tf", "tensorflow", "keras", "onnx")) or "checkpoint" in last:
        return _FAMILIES[2]
    if head in ("pickle", "joblib", "dill", "pd", "pandas") or last.endswith("pickle"):
        return _FAMILIES[3]
    if head.startswith(("cv2", "PIL", "imageio", "skimage", "matplotlib")) or last == "savefig":
        return _FAMILIES[4]
    if head.startswith(("librosa", "soundfile", "torchaudio", "scipy.io.wavfile")):
        return _FAMILIES[5]
    return None


def differs_by(one: str, other: str) -> str:
    """In what two names that are nearly one differ; "" when they are two names, or one."""
    if "*" in one + other or one == other:
        return ""
    (above, name), (over, last) = posixpath.split(one), posixpath.split(other)
    (stem, ending), (root, suffix) = posixpath.splitext(name), posixpath.splitext(last)
    if name == last:
        return "folder" if above and over and len(stem) >= _SHORT else ""
    if (above and over and above != over) or min(len(stem), len(root)) < _SHORT:
        return ""
    if stem == root:
        return "ending" if family_of(name) == family_of(last) else ""
    return _spelling(stem, root) if ending == suffix else ""


def _spelling(one: str, other: str) -> str:
    if one.lower() == other.lower():
        return "case"
    if re.sub(r"[-_. ]", "", one) == re.sub(r"[-_. ]", "", other):
        return "separator"
    if one.rstrip("s") == other.rstrip("s"):
        return "plural"
    return "one letter" if _one_letter(one, other) else ""


def _one_letter(one: str, other: str) -> bool:
    """One letter more, less or other; digits are no misspelling."""
    if abs(len(one) - len(other)) > 1:
        return False
    shared = len(posixpath.commonprefix([one, other]))
    ours, theirs = one[shared:], other[shared:]
    rests = {(ours[1:], theirs[1:]), (ours[1:], theirs), (ours, theirs[1:])}
    letters = (ours[:1] + theirs[:1]).isalpha()
    return letters and any(left == right for left, right in rests)
