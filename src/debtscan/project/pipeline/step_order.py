"""Where the order of two steps is written down: in a driver, an orchestrator, a document."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from debtscan.facts import FileFacts, Kind, Unread
from debtscan.project.names.imports import Imports
from debtscan.project.starts.commands import StartedScript

_SUFFIXES = (".py", ".ipynb", ".sh")
_PROSE = (Kind.MARKDOWN, Kind.TEXT)
_MODULE = re.compile(r"\bpython[\d.]* +-m +([A-Za-z_][\w.]*)")
_TELLING = 6  #: letters from which on a stem in prose means the script, not an English word


class StepOrder:
    """Asks every kind of text that could tie two scripts together."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        unread: Sequence[Unread],
        commands: Sequence[StartedScript],
        imports: Imports,
    ) -> None:
        self._files = files
        self._unread = unread
        self._commands = commands
        self._imports = imports
        self._above: dict[str, frozenset[str]] = {}

    def witness(self, first: str, then: str) -> str:
        """The path of a file that knows both steps; "" when none does.

        A module that brings both in, a script or document that starts or names both.
        """
        above_first, above_then = self._users(first), self._users(then)
        shared = above_first & above_then
        shared |= self._places(above_first) & self._places(above_then) - {first, then}
        return min(shared, default="")

    def _users(self, path: str) -> frozenset[str]:
        """The file and everything that imports it, at any distance."""
        if path not in self._above:
            seen, waiting = {path}, [path]
            while waiting:
                new = set(self._imports.importers(waiting.pop())) - seen
                seen |= new
                waiting += new
            self._above[path] = frozenset(seen)
        return self._above[path]

    def _places(self, paths: frozenset[str]) -> set[str]:
        """Files that start or name one of these."""
        found: set[str] = set()
        for path in paths:
            found |= self._started.get(path, set())
            name = posixpath.basename(path)
            found |= self._named.get(name, set()) if name != "__init__.py" else set()
            stem = posixpath.splitext(name)[0]
            if "_" in stem or len(stem) >= _TELLING:
                found |= self._told.get(stem, set())
            found |= self._paraphrased(path, stem)
        return found

    def _paraphrased(self, path: str, stem: str) -> set[str]:
        """Prose beside a script that holds all words of its name: "1. Stock selection"; a name of
        one word counts below the root only, where prose is about little else."""
        words = {word.lower() for word in re.findall(r"[A-Za-z]{3,}", stem)}
        folder = posixpath.dirname(path)
        if len(words) < 2 and not (words and folder):
            return set()
        beside = self._prose.get(folder, ())
        return {name for name, said in beside if words <= said}

    @cached_property
    def _prose(self) -> Mapping[str, list[tuple[str, set[str]]]]:
        """Folder -> its documents with their words in small letters."""
        index: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
        for file in self._files.values():
            if file.kind is Kind.MARKDOWN:
                said = {word.lower() for word in file.words}
                index[posixpath.dirname(file.path)].append((file.path, said))
        return index

    @cached_property
    def _started(self) -> Mapping[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for started in self._commands:
            if started.target:
                index[started.target].add(started.file.path)
        return index

    @cached_property
    def _named(self) -> Mapping[str, set[str]]:
        """Base name of a script -> files whose strings, values or commands hold it, or start it
        as a module."""
        index: dict[str, set[str]] = defaultdict(set)
        for file in self._files.values():
            for text in _texts(file):
                for module in _MODULE.findall(text):
                    index[f"{module.rpartition('.')[2]}.py"].add(file.path)
                for word in text.replace("=", " ").split() if "." in text else ():
                    if word.endswith(_SUFFIXES):
                        index[posixpath.basename(word)].add(file.path)
        return index

    @cached_property
    def _told(self) -> Mapping[str, set[str]]:
        """Stem -> prose, files of unknown languages and unread files that hold it."""
        index: dict[str, set[str]] = defaultdict(set)
        stems = {posixpath.splitext(posixpath.basename(path))[0] for path in self._files}
        for file in self._files.values():
            if file.kind in _PROSE:
                for word in stems.intersection(file.words):
                    index[word].add(file.path)
        for item in self._unread:
            for word in stems.intersection(item.words):
                index[word].add(item.path)
        return index


def _texts(file: FileFacts) -> Iterator[str]:
    yield from file.strings
    yield from (key.value for key in file.config if isinstance(key.value, str))
    for command in file.commands:
        yield from command.words
