"""Dockerfiles: commands of every build stage, and what is set by ENV and ARG."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct, field

from debtscan.facts import Command, FileFacts, Kind, Span
from debtscan.syntax.config_rows import ConfigRows
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.shell import Setting, exec_command, joined, read_commands
from debtscan.syntax.shell_variables import Variables
from debtscan.syntax.shell_words import Word
from debtscan.syntax.words import words_of

_INSTRUCTION = re.compile(r"[ \t]*(ONBUILD[ \t]+)?([A-Z]+)\b[ \t]*", re.IGNORECASE)
_FLAG = re.compile(r"(?:--[\w-]+(?:=\S+)?(?:[ \t]|\\\n)+)+")
_HEREDOC = re.compile(r"<<-?[ \t]*([\"']?)(\w+)\1")
#: comments and blank lines within a continued instruction
_GAP = re.compile(r"(?<=\\\n)(?:[ \t]*(?:#[^\n]*)?\n)+")
_PAIR = re.compile(r"([A-Za-z_]\w*)=((?:[^\s\"'\\]|\\.|\"[^\"]*\"|'[^']*')*)", re.DOTALL)


class _Instruction(Struct):
    name: str
    start: int  #: of what follows the name
    end: int
    body: str = ""  #: of a heredoc
    body_start: int = 0


class _Stage(Struct):
    name: str = ""
    folder: str = ""
    entry: list[str] | None = None
    starts: list[tuple[list[str], Span]] = field(default_factory=list)


class _Dockerfile:
    def __init__(self, text: str) -> None:
        self._text = text
        self._positions = Positions(text)
        self._stage = _Stage()
        self._values: dict[str, str | None] = {}
        self.rows = ConfigRows()
        self.commands: list[Command] = []

    def read(self) -> None:
        """Follow the instructions, stage by stage."""
        for instruction in _instructions(self._text):
            name = instruction.name
            if name == "FROM":
                self._end_stage()
                self._begin_stage(instruction)
            elif name == "WORKDIR":
                words = self._shown(instruction).split()
                self._stage.folder = joined(self._stage.folder, words[0] if words else "")
            elif name in ("ENV", "ARG"):
                self._set(instruction)
            elif name in ("RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "HEALTHCHECK"):
                self._run(instruction)
        self._end_stage()

    def _begin_stage(self, instruction: _Instruction) -> None:
        words = self._shown(instruction).split()
        name = words[-1] if len(words) > 2 and words[-2].lower() == "as" else ""
        self._stage = _Stage(name)

    def _end_stage(self) -> None:
        entry, starts = self._stage.entry, self._stage.starts
        for words, at in starts:
            self.commands += exec_command((entry or []) + words, at, self._setting())
        self._stage.starts = []

    def _setting(self) -> Setting:
        return Setting("docker", self._stage.name, self._stage.folder, self._values)

    def _shown(self, instruction: _Instruction) -> str:
        text = self._text[instruction.start : instruction.end]
        return Variables(self._values).text(Word(text, 0, 0))

    def _set(self, instruction: _Instruction) -> None:
        text = self._text[instruction.start : instruction.end]
        pairs = [(match[1], match[2], match.start()) for match in _PAIR.finditer(text)]
        if not pairs and instruction.name == "ENV":
            name, _, value = text.partition(" ")
            pairs = [(name, value.strip(), 0)]
        for name, value, start in pairs:
            at = self._positions.span(
                instruction.start + start, instruction.start + start + len(name)
            )
            self._note(name, value.strip("\"'"), at)

    def _note(self, name: str, value: str, at: Span) -> None:
        fresh = name not in self._values and "$(" not in value
        self._values[name] = value if fresh else None
        self.rows.add(name, at, "scalar", value)

    def _run(self, instruction: _Instruction) -> None:
        start, end = instruction.start, instruction.end
        if flags := _FLAG.match(self._text, start, end):
            start = flags.end()
        if instruction.name == "HEALTHCHECK":
            following = _INSTRUCTION.match(self._text, start, end)
            if following is None or following[2].upper() != "CMD":
                return
            start = following.end()
        words = _exec_form(self._text[start:end])
        if instruction.name in ("COPY", "ADD"):
            self._copy(instruction, words, start)
        elif words is not None:
            self._exec(instruction.name, words, self._positions.span(start, end))
        else:
            self._shell(instruction, start, end)

    def _copy(self, instruction: _Instruction, words: list[str] | None, start: int) -> None:
        if words is None:
            words = self._text[start : instruction.end].replace("\\\n", " ").split()
        variables = Variables(self._values)
        words = [instruction.name, *(variables.text(Word(word, 0, 0)) for word in words)]
        at = self._positions.span(start, instruction.end)
        stage = self._stage
        self.commands.append(Command(tuple(words), at, "docker", stage.name, folder=stage.folder))

    def _exec(self, name: str, words: list[str], at: Span) -> None:
        if not words:
            return
        if name == "ENTRYPOINT":
            self._stage.entry = []
            self._stage.starts.insert(0, (words, at))
            self._join_entry()
        elif name == "CMD" and self._stage.entry is not None:
            self._stage.starts.append((words, at))
            self._join_entry()
        elif name == "CMD":
            self._stage.starts = [(words, at)]
        else:
            self.commands += exec_command(words, at, self._setting())

    def _join_entry(self) -> None:
        """An exec-form CMD holds the arguments of an exec-form ENTRYPOINT."""
        (first, at), *rest = self._stage.starts
        if rest:
            self._stage.starts = [(first + rest[-1][0], at)]

    def _shell(self, instruction: _Instruction, start: int, end: int) -> None:
        text, at = self._text[start:end], start
        if instruction.body and _HEREDOC.match(text.strip()):
            text, at = instruction.body, instruction.body_start
        text = _GAP.sub(lambda match: " " * len(match[0]), text)
        place = self._positions.shifted(at)
        self.commands += read_commands(text, place, self._setting())[0]


def _exec_form(text: str) -> list[str] | None:
    text = text.replace("\\\n", " ").strip()
    if not text.startswith("[") or len(text) > 100_000:
        return None
    try:
        words = json.loads(text)
    except (ValueError, RecursionError):
        return None
    plain = isinstance(words, list) and all(isinstance(word, str) for word in words)
    return words if plain else None


def _instructions(text: str) -> Iterator[_Instruction]:
    at = 0
    missing: set[str] = set()  #: delimiters that stand on no line below
    while at < len(text):
        end = _logical_end(text, at)
        match = _INSTRUCTION.match(text, at, end)
        following = end + 1
        if match and not text[at:end].lstrip().startswith("#"):
            instruction = _Instruction(match[2].upper(), match.end(), end)
            if instruction.name in ("RUN", "COPY", "ADD"):
                following = _take_heredocs(text, instruction, missing)
            yield instruction
        at = following


def _logical_end(text: str, start: int) -> int:
    """The end of an instruction: comments and blank lines may stand inside a continued one."""
    at, continued = start, False
    while True:
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)].strip()
        comment = line.startswith("#")
        if end < 0:
            return len(text)
        if not (continued and (comment or not line)):
            continued = line.endswith("\\") and not comment
        if not continued:
            return end
        at = end + 1


def _take_heredocs(text: str, instruction: _Instruction, missing: set[str]) -> int:
    """Take the bodies that follow an instruction; the offset where the next one starts."""
    at = instruction.end + 1
    for match in _HEREDOC.finditer(text, instruction.start, instruction.end):
        if match[2] in missing:
            continue
        closing = re.compile(rf"^\t*{match[2]}[ \t]*$", re.MULTILINE).search(text, at)
        if closing is None:
            missing.add(match[2])
            continue
        instruction.body = instruction.body or text[at : closing.start()]
        instruction.body_start = instruction.body_start or at
        at = closing.end() + 1
    return at


def extract_dockerfile(text: str) -> FileFacts:
    """Facts of a Dockerfile: its commands, and one key for every ENV and ARG."""
    text = plain_newlines(text)
    dockerfile = _Dockerfile(text)
    dockerfile.read()
    facts = dockerfile.rows.facts(Kind.DOCKER, text)
    return FileFacts(
        Kind.DOCKER,
        lines=facts.lines,
        size=len(dockerfile.commands),
        generated=facts.generated,
        config=facts.config,
        commands=tuple(dockerfile.commands),
        words=words_of(text),
    )
