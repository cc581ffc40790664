"""What Makefiles, stages, CI and containers name, and whether it is there."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from debtscan.facts import Command, ConfigKey, FileFacts, Kind, Unread
from debtscan.model import Location
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.starts.commands import StartedScript
from debtscan.project.starts.script_paths import folders_above

_UNKNOWN = re.compile(r"[$%{}<>*?\[\]@!|]|\.\.\.")
_SOURCES = re.compile(
    r".*\.(py|ipynb|smk|sh|ya?ml|toml|cfg|ini|txt|in|r|jl|sql|c|cc|cpp|h|cu|proto|dockerfile)"
    r"|(.*/)?(Dockerfile|Makefile|requirements)[\w.-]*",
    re.IGNORECASE,
)
_NEEDED = "prerequisite of"
_DATA = re.compile(r"(?:[\w.-]+/)+[\w-]+\.\w{2,8}")
_OUTSIDE = re.compile(
    r"(?:^|[/_.-])(?:raw|inputs?|downloads?|external|sources?|original)(?:[/_.-]|$)", re.IGNORECASE
)
_WORDS = re.compile(r"[\s=\"'(),;:]+")
_PRIVATE = re.compile(r"secret|credential|private|\blocal\b|\.env\b|password|token|node_modules")
_INSTALLERS = frozenset({"pip", "pip3", "conda", "mamba", "micromamba", "uv"})
_NAMING = frozenset({"-r", "--requirement", "-c", "--constraint", "-f", "--file"})
_MAKERS = frozenset({"cp", "mv", "wget", "curl", "touch", "tee", "git", "ln", "gsutil", "aws"})
_PLACE = "working directory"
_BUILDERS = frozenset({"build", "make", "cmake", "hugo", "generate", "export"})
_KEYS = (
    (re.compile(r"jobs\..*\.working-directory"), ".github", _PLACE),
    (re.compile(r"defaults\.run\.working-directory"), ".github", _PLACE),
    (re.compile(r"on\.(push|pull_request)\.paths\[\d+\]"), ".github", "path filter"),
    (re.compile(r"(tasks\[\d+\]|tasks\.\w+)\.source"), "pipeline.yaml", "source of a task"),
    (re.compile(r"conda_env|python_env"), "MLproject", "environment"),
    (re.compile(r"services\.[\w-]+\.build(\.context)?"), "docker-compose", "build context"),
)
_SNAKE = (
    (re.compile(r"include"), "included rules"),
    (re.compile(r"rules\.\w+\.(script|notebook)(\[\d+\])?"), "script of a rule"),
)
_STAGE_DEP = re.compile(r"stages\.([^.\[]+)\.deps\[\d+\]$")


class NamedPath(Struct, frozen=True):
    """A path of this repository that an orchestrator names."""

    at: Location
    path: str  #: as written, without `./`
    part: str  #: what it is there: "prerequisite of `train`", "dependency of stage `fit`"
    folder: str = ""  #: where a command that names it runs, as written


class StageGap(Struct, frozen=True):
    """A stage of dvc.yaml that does not declare what its script needs."""

    at: Location
    stage: str
    path: str
    used_at: Location
    part: str  #: "its own script", "a file the script reads"


class Orchestration:
    """Compares what orchestrators say with what is there."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        unread: Sequence[Unread],
        uses: Sequence[ArtifactUse],
        commands: Sequence[StartedScript],
    ) -> None:
        self._files = files
        self._uses = uses
        self._commands = commands
        self._paths = frozenset((*files, *(item.path for item in unread)))

    def missing(self) -> Iterator[NamedPath]:
        """Every named path that no file of the repository ends like and no step makes."""
        for file in self._files.values():
            for named in _named(file):
                if named.part == _PLACE and _is_built(file, named):
                    continue
                here = not named.folder or self._is_folder(named.folder)
                plain = _is_plain(named.path) or self._is_lone(named)
                if here and plain and not self._is_known(named):
                    yield named

    def gaps(self) -> Iterator[StageGap]:
        """What stages leave out of `deps`: their script, and files that it plainly reads."""
        for started in self._commands:
            file, command = started.file, started.command
            stage = posixpath.basename(file.path) == "dvc.yaml" and command.step
            moved = any(key.path == f"stages.{stage}.wdir" for key in file.config)
            if stage and not moved and started.target and started.target in self._files:
                yield from self._gaps(file, command, started.target, started.at)

    def _gaps(
        self, file: FileFacts, command: Command, script: str, at: Location
    ) -> Iterator[StageGap]:
        declared = self._declared(file.path, command.step)
        if not declared:
            return
        if not _covered(script, declared):
            yield StageGap(at, command.step, script, self._files[script].line(1), "its own script")
        for use in self._uses:
            read = use.path == script and use.mode == "read" and use.artifact in self._tracked
            if read and not (_covered(use.artifact, declared) or self._is_parameter(use, file)):
                yield StageGap(at, command.step, use.artifact, use.at, "a file that it reads")

    def _declared(self, path: str, stage: str) -> set[str]:
        return {
            use.artifact
            for use in self._uses
            if use.path == path and use.via == "stage" and use.step == stage
        }

    def _is_parameter(self, use: ArtifactUse, file: FileFacts) -> bool:
        name = posixpath.basename(use.artifact)
        return name.startswith("params.") or any(name in key.path for key in file.config)

    @cached_property
    def _tracked(self) -> frozenset[str]:
        """Files that are here, under DVC, or made by a stage."""
        outs = {use.artifact for use in self._uses if use.via == "stage" and use.mode == "write"}
        return self._paths | outs | {path.removesuffix(".dvc") for path in self._paths}

    def _is_lone(self, named: NamedPath) -> bool:
        """A data file that a target needs and that nothing else of the repository speaks of."""
        name = posixpath.basename(named.path)
        clean = not _UNKNOWN.search(named.path) and not named.path.startswith(("/", "~", "."))
        clean = clean and not _OUTSIDE.search(named.path)
        needed = named.part.startswith(_NEEDED) and _DATA.fullmatch(named.path)
        return bool(clean and needed and name not in self._spoken_of)

    @cached_property
    def _spoken_of(self) -> frozenset[str]:
        """Base names in strings of code, in commands and in settings."""
        texts: set[str] = set()
        for file in self._files.values():
            texts.update(file.strings)
            texts.update(word for command in file.commands for word in command.words)
            settings = () if file.kind is Kind.MAKE else file.config
            texts.update(key.value for key in settings if isinstance(key.value, str))
        return frozenset(posixpath.basename(one) for text in texts for one in _WORDS.split(text))

    def _is_folder(self, written: str) -> bool:
        """Whether a command's folder is of this repository; one that was cloned is not."""
        return "/".join(part for part in written.split("/") if part.strip(".")) in self._tails

    def _is_known(self, named: NamedPath) -> bool:
        """Something of that name above or below the orchestrator, or made by a step."""
        tail = "/".join(part for part in named.path.split("/") if part.strip("."))
        if not tail or posixpath.basename(tail) in self._made:
            return True
        here = posixpath.dirname(named.at.path)
        floats = self._files[named.at.path].kind is Kind.DOCKER or "../" in named.path
        if floats or "/." in f"/{here}" or named.folder.startswith(".."):
            here = ""
        return any(_is_near(folder, here) for folder in self._tails.get(tail, ()))

    @cached_property
    def _tails(self) -> Mapping[str, set[str]]:
        """Every ending of every path and folder -> what stands before it."""
        found: dict[str, set[str]] = defaultdict(set)
        for path in self._paths | {above for one in self._paths for above in folders_above(one)}:
            parts = path.split("/")
            for start in range(len(parts)):
                found["/".join(parts[start:])].add("/".join(parts[:start]))
        return found

    @cached_property
    def _made(self) -> frozenset[str]:
        """Base names of what commands, targets, stages and code make or fetch."""
        found = {posixpath.basename(use.artifact) for use in self._uses if use.mode == "write"}
        for file in self._files.values():
            if file.kind is Kind.MAKE:
                found |= {posixpath.basename(key.path) for key in file.config}
            for command in file.commands:
                found |= {posixpath.basename(name) for name in command.writes}
                if command.words and not _INSTALLERS.isdisjoint(command.words[:3]):
                    continue
                if not _MAKERS.isdisjoint(command.words[:2]) or "-o" in command.words:
                    found |= {posixpath.basename(word.rstrip("/")) for word in command.words}
        return frozenset(found)


def _named(file: FileFacts) -> Iterator[NamedPath]:
    name = posixpath.basename(file.path)
    if file.kind is Kind.MAKE:
        yield from _prerequisites(file)
    for key in file.config if file.kind is not Kind.MAKE else ():
        if isinstance(key.value, str) and key.kind == "scalar":
            yield from _in_config(file, name, key)
    for command in file.commands:
        if command.source in ("make", "docker", "ci", "shell", "stage"):
            for written in _installed(command):
                place = file.locate(command.at)
                path = written.removeprefix("./")
                yield NamedPath(place, path, "list of packages to install", command.folder)


def _prerequisites(file: FileFacts) -> Iterator[NamedPath]:
    """Of targets without wildcards; a Makefile that makes anything (`%:`) says nothing."""
    if any(key.path == "%" for key in file.config):
        return
    endings = tuple(key.path.rpartition("%")[2] for key in file.config if "%" in key.path)
    for key in file.config:
        for need in str(key.value or "").split():
            if "%" not in key.path and not (endings and need.endswith(endings)):
                part = f"{_NEEDED} `{key.path}`"
                yield NamedPath(file.locate(key.at), need.removeprefix("./"), part)


def _in_config(file: FileFacts, name: str, key: ConfigKey) -> Iterator[NamedPath]:
    written = str(key.value).removeprefix("./").rstrip("/")
    stage = _STAGE_DEP.match(key.path)
    if name == "dvc.yaml" and stage:
        yield NamedPath(file.locate(key.at), written, f"dependency of stage `{stage[1]}`")
    for pattern, part in _SNAKE if file.kind is Kind.SNAKEMAKE else ():
        if pattern.fullmatch(key.path):
            yield NamedPath(file.locate(key.at), written, part)
    for pattern, where, part in _KEYS:
        if pattern.fullmatch(key.path) and (where in file.path or name == where):
            yield NamedPath(file.locate(key.at), written, part)


def _installed(command: Command) -> Iterator[str]:
    """Files of `pip install -r X`, unless the folder it runs in is not known."""
    if _INSTALLERS.isdisjoint(command.words[:3]) or "/tmp" in command.folder:
        return
    for option, value in pairwise(command.words):
        if option in _NAMING and not value.startswith("-"):
            yield value


def _is_built(file: FileFacts, named: NamedPath) -> bool:
    """Whether a command before it builds something in a folder above: `docs/site/dist`."""
    above = {*folders_above(named.path), ""}
    return any(
        command.folder.removeprefix("./").rstrip("/") in above
        and command.at.line < named.at.line
        and not _BUILDERS.isdisjoint(command.words)
        for command in file.commands
    )


def _is_plain(path: str) -> bool:
    """A relative path in full, to something that belongs under version control."""
    if not path or _UNKNOWN.search(path) or path.startswith(("/", "~")) or ":" in path:
        return False
    folder = "/" in path and "." not in posixpath.basename(path)
    return bool(_SOURCES.fullmatch(path) or folder) and not _PRIVATE.search(path)


def _is_near(one: str, other: str) -> bool:
    """Whether one of two folders contains the other."""
    return f"{one}/".startswith(f"{other}/" if other else "") or (
        f"{other}/".startswith(f"{one}/" if one else "")
    )


def _covered(path: str, declared: set[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") or "*" in one for one in declared)
