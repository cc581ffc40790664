"""Which definitions a finding names, and what they hold, so that a renamed one is known again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from debtscan.engine.bodies import Bodies
from debtscan.facts import Definition, FileFacts
from debtscan.model import Hit

_WORD = re.compile(r"\w+")
Name = tuple[str, str]  #: `path:name`, and a hash of all that is defined there but the name


class Naming:
    """The definitions of ``files``, by file."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = files
        self._known: dict[str, _Names] = {}

    def named(self, hit: Hit) -> tuple[Name, ...]:
        """What its subject and parts name: in its own file, those it relates to, those of its
        parts, and of other words what a single definition of the project is called."""
        text = "\n".join((hit.subject, *hit.parts))
        words = set(_WORD.findall(text))
        paths = {hit.at.path, *(one.at.path for one in hit.related)}
        paths.update(part.partition(":")[0] for part in hit.parts)
        found = {
            (path, name)
            for path in paths & self._files.keys()
            for name in self._of(path).among(words, text)
        }
        rest = words - {_last(name) for _, name in found}
        found |= {self._single[word] for word in rest & self._single.keys()}
        return tuple(sorted(self._told(path, name) for path, name in found))

    def _told(self, path: str, name: str) -> Name:
        return f"{path}:{name}", self._of(path).hash_of(name)

    @cached_property
    def _single(self) -> dict[str, tuple[str, str]]:
        """Words that end the name of one definition in all the project, and where that is."""
        bearers: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for path, file in self._files.items():
            for one in file.definitions:
                bearers[_last(one.name)].add((path, one.name))
        return {word: next(iter(found)) for word, found in bearers.items() if len(found) == 1}

    def _of(self, path: str) -> _Names:
        if path not in self._known:
            self._known[path] = _Names(self._files[path])
        return self._known[path]


class _Names:
    def __init__(self, file: FileFacts) -> None:
        self._file = file
        self._bearers: defaultdict[str, list[Definition]] = defaultdict(list)
        self._ending: defaultdict[str, set[str]] = defaultdict(set)
        for one in file.definitions:
            self._bearers[one.name].append(one)
            self._ending[_last(one.name)].add(one.name)

    def among(self, words: Iterable[str], text: str) -> Iterator[str]:
        """The names that a text spells out or, where it spells none, whose last word it has."""
        for word in self._ending.keys() & words:
            names = self._ending[word]
            yield from {name for name in names if name in text} or names

    def hash_of(self, name: str) -> str:
        """What the bearers of a name hold."""
        return self._bodies.hash_of(self._bearers[name])

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies(self._file)


def _last(name: str) -> str:
    return name.rpartition(".")[2]
