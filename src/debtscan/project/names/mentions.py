"""Where a word occurs in anything at all: the guard of every "never used" claim."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts, Unread

_WORD = re.compile(r"[A-Za-z_]\w+")
_DYNAMIC = {
    "unread": "named in {path}, which could not be read",
    "string": "named in a string at {path}:{line}",
    "config": "named in configuration at {path}:{line}",
    "command": "named in a command at {path}:{line}",
    "words": "named in {path}",
}


class Mention(Struct, frozen=True, order=True):
    """A word in something other than a name of code that was read."""

    path: str
    line: int  #: 0 when not known
    where: str  #: "string", "config", "command", "words", "unread"

    @property
    def reason(self) -> str:
        """The mention in words."""
        return _DYNAMIC[self.where].format(path=self.path, line=self.line)


class Mentions:
    """Words of strings, configuration, commands, plain text and unread files."""

    def __init__(self, files: Sequence[FileFacts], unread: Sequence[Unread]) -> None:
        self._files = {file.path: file for file in files}
        self._unread = unread

    def of(self, word: str) -> tuple[Mention, ...]:
        """Every mention of a word (a whole identifier, case kept), by path and line.

        Names of code that was read are no mentions: ask `symbols`, `calls`, `imports`.
        """
        return tuple(sorted(set(self.each(word))))

    def each(self, word: str) -> Iterator[Mention]:
        """The same as they are found, for those who stop at the first that counts."""
        for path in self._paths.get(word, ()):
            yield from _in_file(self._files[path], word)
        for one in self._by_unread.get(word, ()):
            yield Mention(one.path, one.line, "unread")

    def possibly_used(self, name: str, *, beside: str = "") -> str:
        """Why a name may be used in a way no graph shows, in words; "" when nothing says so.

        `beside`: a path whose own mentions do not count (where the name is declared).
        """
        return next((one.reason for one in self.each(name) if one.path != beside), "")

    @cached_property
    def _paths(self) -> Mapping[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for path, file in self._files.items():
            for word in _words(file):
                index[word].append(path)
        return index

    @cached_property
    def _by_unread(self) -> Mapping[str, list[Unread]]:
        index: dict[str, list[Unread]] = defaultdict(list)
        problems = (problem for file in self._files.values() for problem in file.problems)
        for item in (*self._unread, *problems):
            for word in set(item.words):
                index[word].append(item)
        return index


def _words(file: FileFacts) -> set[str]:
    texts = list(file.strings)
    texts += [key.path for key in file.config]
    texts += [key.value for key in file.config if isinstance(key.value, str)]
    texts += [word for command in file.commands for word in command.words]
    found = set(_WORD.findall("\n".join(texts)))
    found.update(file.words)
    return found


def _in_file(file: FileFacts, word: str) -> Iterator[Mention]:
    for text, lines in file.strings.items():
        if word in text and word in _WORD.findall(text):
            yield from (Mention(file.path, line, "string") for line in lines)
    for key in file.config:
        written = f"{key.path} {key.value}"
        if word in written and word in _WORD.findall(written):
            yield Mention(file.path, key.at.line, "config")
    for command in file.commands:
        if any(word in one and word in _WORD.findall(one) for one in command.words):
            yield Mention(file.path, command.at.line, "command")
    if word in file.words:
        yield Mention(file.path, 0, "words")
