"""Shell text -> commands."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from debtscan.facts import Command, FileFacts, Kind, Span
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.shell_exports import exported
from debtscan.syntax.shell_paths import named_paths
from debtscan.syntax.shell_script import Script, Simple
from debtscan.syntax.shell_variables import Variables
from debtscan.syntax.shell_words import HIDDEN, Word
from debtscan.syntax.words import lines_of, words_of

#: start and end offset in a shell text -> where that is in the file
Place = Callable[[int, int], Span]

_PLACEHOLDER = re.compile(
    r"(?<![<\w])<[^\W\d][\w ./|-]{0,80}+>(?=[ \t]{0,9}(?:$|[\\<-]|\.\w))", re.MULTILINE
)
_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "ksh"})
MOST_EVENTS = 50_000  #: of one text; a script with more was not written by hand
_MOST_NESTED = 3  #: `sh -c` within `sh -c`


class Setting(Struct, frozen=True):
    """Where commands stand: the `source` and `step` of the facts, and the starting folder."""

    source: str
    step: str = ""
    folder: str = ""
    variables: Mapping[str, str | None] | None = None  #: known from outside the text


def extract_shell(text: str) -> FileFacts:
    """Facts of a shell script: its commands and its words."""
    text = plain_newlines(text)
    setting, positions = Setting("shell"), Positions(text)
    commands, _ = read_commands(with_placeholders(text), positions.span, setting)
    return FileFacts(
        Kind.SHELL,
        lines=lines_of(text),
        size=len(commands),
        commands=tuple(commands),
        words=words_of(text),
        strings=dict(named_paths(text, positions)),
        environment=exported(text, positions),
    )


def read_commands(
    text: str, place: Place, setting: Setting, written: str | None = None
) -> tuple[list[Command], str]:
    """The commands of a shell text, and the folder in which it ends.

    `written` (same length) is what is shown of pieces that are not replaced.
    """
    return _Emitter(text, place, setting, written, 0).run()


def with_placeholders(text: str) -> str:
    """The text, columns kept, in which `<your path>` is one word and no redirection."""
    if "<" not in text:
        return text
    return _PLACEHOLDER.sub(lambda match: match[0].translate(HIDDEN), text)


def exec_command(words: list[str], at: Span, setting: Setting) -> list[Command]:
    """The commands of an argument list; the script of `sh -c` is read as such."""
    command = Command(tuple(words), at, setting.source, setting.step, folder=setting.folder)
    return _unwrapped(command, setting, 0)


def joined(folder: str, moved: str) -> str:
    """The folder after `cd moved` in `folder`."""
    if not moved or moved == "-" or moved[0] in "/~$":
        return moved if moved != "-" else ""
    path = posixpath.normpath(posixpath.join(folder, moved))
    return "" if path == "." else path


class _Emitter:
    def __init__(
        self, text: str, place: Place, setting: Setting, written: str | None, nested: int
    ) -> None:
        script = Script(text, written)
        self._events = script.events
        self._variables = Variables({**(setting.variables or {}), **script.variables})
        self._place = place
        self._setting = setting
        self._folder = setting.folder
        self._left: list[str] = []  #: folders that `pushd` left
        self._nested = nested

    def run(self) -> tuple[list[Command], str]:
        """Walk the events, keeping the folder."""
        commands: list[Command] = []
        folders: list[str] = []
        for event in self._events[:MOST_EVENTS]:
            if event == "(":
                folders.append(self._folder)
            elif event == ")":
                self._folder = folders.pop() if folders else self._folder
            elif isinstance(event, Simple):
                command = self._command(event)
                if command is not None:
                    commands += _unwrapped(command, self._setting, self._nested)
                    self._move(command)
        return commands, self._folder

    def _command(self, simple: Simple) -> Command | None:
        words = [text for word in simple.words for text in self._variables.words(word)]
        while words and not words[0]:
            del words[0]
        if not words:
            return None
        return Command(
            tuple(words),
            self._place(simple.words[0].start, simple.words[-1].end),
            self._setting.source,
            self._setting.step,
            self._texts(simple.reads),
            self._texts(simple.writes),
            self._folder,
        )

    def _texts(self, words: list[Word]) -> tuple[str, ...]:
        return tuple(filter(None, map(self._variables.text, words)))

    def _move(self, command: Command) -> None:
        if command.words[0] == "popd":
            self._folder = self._left.pop() if self._left else self._folder
        elif command.words[0] in ("cd", "pushd"):
            if command.words[0] == "pushd":
                self._left.append(self._folder)
            target = [word for word in command.words[1:] if not word.startswith("-") or word == "-"]
            self._folder = joined(self._folder, target[0] if target else "~")


def _unwrapped(command: Command, setting: Setting, nested: int) -> list[Command]:
    """The commands of `bash -c "..."` in its place."""
    words = command.words
    if nested >= _MOST_NESTED or words[0].rpartition("/")[2] not in _SHELLS:
        return [command]
    flag = next((n for n, word in enumerate(words[1:4], 1) if word[:1] == "-" and "c" in word), 0)
    if not flag or words[flag].startswith("--") or flag + 1 >= len(words):
        return [command]
    inside = Setting(setting.source, setting.step, command.folder, setting.variables)
    emitter = _Emitter(words[flag + 1], lambda start, end: command.at, inside, None, nested + 1)
    return emitter.run()[0] or [command]
