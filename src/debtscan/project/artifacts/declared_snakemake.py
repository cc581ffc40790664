"""What the rules of Snakefiles take and give."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from debtscan.facts import FileFacts, Kind
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.libraries.io_rows import READ, WRITE
from debtscan.project.values.patterns import normal

_MEMBER = re.compile(r"rules\.(\w+)\.(input|output)(?:\.(\w+)|\[\d+\])")
_OTHER = re.compile(r"rules\.(\w+)\.(input|output)(?:\.(\w+)|\[['\"]?(\w+)['\"]?\])?")
_WILDCARD = re.compile(r"\{[^{}]*\}+")
_WORKING = re.compile(r"rules\.(\w+)\.(?:output|script|notebook|run)\b.*")


def snakemake_uses(file: FileFacts, files: Mapping[str, FileFacts]) -> Iterator[ArtifactUse]:
    """Inputs and outputs of every rule that makes something; one that only asks for files, as
    `all` does, is no step."""
    if file.kind is Kind.SNAKEMAKE:
        yield from _Rules(file, files).uses()


class _Rules:
    def __init__(self, file: FileFacts, files: Mapping[str, FileFacts]) -> None:
        self._file = file
        self._files = files
        self._home = home(file.path, files)

    def uses(self) -> Iterator[ArtifactUse]:
        working = {m[1] for key in self._file.config if (m := _WORKING.fullmatch(key.path))}
        working |= {command.step for command in self._file.commands}
        seen: set[tuple[str, str, str]] = set()
        for key in self._file.config:
            match = _MEMBER.fullmatch(key.path)
            if match is None or match[1] not in working or not isinstance(key.value, str):
                continue
            mode = READ if match[2] == "input" else WRITE
            for written in self._meant(key.value):
                place = self._place(written)
                if (match[1], mode, place) not in seen:
                    seen.add((match[1], mode, place))
                    yield self._use(file_line=key.at.line, rule=match[1], mode=mode, place=place)

    def _use(self, *, file_line: int, rule: str, mode: str, place: str) -> ArtifactUse:
        at = self._file.line(file_line)
        kind = "object" if "://" in place else "file"
        return ArtifactUse(
            self._file.path, at, place, mode, "stage", 0, rule, kind=kind, declared=True
        )

    def _meant(self, written: str) -> Iterator[str]:
        """The text itself, or what `rules.other.output.name` stands for."""
        match = _OTHER.fullmatch(written)
        if match is None:
            if not written.startswith("rules."):
                yield written
            return
        name, part, keyword, index = match.groups()
        for file in self._with_rule(name):
            for key in file.config:
                member = _MEMBER.fullmatch(key.path)
                given = member and member[1] == name and member[2] == part
                wanted = not (keyword or index) or key.path.endswith(
                    (f".{keyword or index}", f"[{index}]")
                )
                if given and wanted and isinstance(key.value, str):
                    yield key.value
            return

    def _with_rule(self, name: str) -> Iterator[FileFacts]:
        """The file itself first, then those of the same workflow."""
        for file in (self._file, *self._files.values()):
            if (
                file.kind is Kind.SNAKEMAKE
                and any(key.path == f"rules.{name}" for key in file.config)
                and home(file.path, self._files) == self._home
            ):
                yield file

    def _place(self, written: str) -> str:
        text = re.sub(r"\*+", "*", _WILDCARD.sub("*", written))
        return text if "://" in text else normal(posixpath.join(self._home, text))


def home(path: str, files: Mapping[str, FileFacts]) -> str:
    """The folder a workflow runs in: above `workflow/`, or that of the Snakefile above."""
    parts = path.split("/")
    if "workflow" in parts[:-1]:
        return "/".join(parts[: parts.index("workflow")])
    folder = posixpath.dirname(path)
    above = folder
    while True:
        name = posixpath.join(above, "Snakefile")
        if name in files:
            return above
        if not above:
            return folder
        above = posixpath.dirname(above)
