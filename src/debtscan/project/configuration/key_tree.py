"""The keys of some documents as one tree, so that chains in code can be told to exist."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from debtscan.facts import ConfigKey, FileFacts
from debtscan.project.configuration.trails import COMPUTED, Chain

_PART = re.compile(r"[^.\[\]]+|\[\d+\]")
MEMBER = "[]"  #: any member of a sequence

Keys = tuple[str, ...]


def parts(path: str) -> Keys:
    """`("stages", "[]", "cmd")` of `stages[0].cmd`."""
    return tuple(MEMBER if one[0] == "[" else one for one in _PART.findall(path))


class KeyTree:
    """Prefix -> the keys below it, over documents that may stand for one another."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        documents: Iterable[str],
        below: Iterable[tuple[str, Keys]] = (),
    ) -> None:
        self.documents = tuple(documents)
        self._packages = dict(below)
        self._below: dict[Keys, dict[str, None]] = defaultdict(dict)
        self._rows: dict[Keys, list[tuple[str, ConfigKey]]] = defaultdict(list)
        for path in self.documents:
            for row in files[path].config:
                keys = (*self.package(path), *parts(row.path))
                self._rows[keys].append((path, row))
                for end in range(len(keys)):
                    self._below[keys[:end]].setdefault(keys[end])

    def rows(self, keys: Keys) -> list[tuple[str, ConfigKey]]:
        """(document, key) for every document that has exactly these keys."""
        return self._rows.get(keys, [])

    def package(self, path: str) -> Keys:
        """The keys that a document is put below."""
        return self._packages.get(path, ())

    def inside(self, keys: Keys) -> Iterator[str]:
        """Documents that lie wholly below these keys."""
        for path in self.documents:
            if self.package(path)[: len(keys)] == keys:
                yield path

    def is_section(self, keys: Keys) -> bool:
        """Whether anything is below."""
        return keys in self._below

    def is_mapping(self, keys: Keys) -> bool:
        """Whether named keys are below, and no members of a sequence."""
        return keys in self._below and MEMBER not in self._below[keys]

    def walk(self, keys: Keys, chain: Chain) -> Iterator[tuple[Keys, Chain]]:
        """Where a chain leads from here: (keys reached, what was left of the chain)."""
        if not chain or keys not in self._below:
            yield keys, chain
            return
        step, rest = chain[0], chain[1:]
        below = self._below[keys]
        if step in below:
            yield from self.walk((*keys, str(step)), rest)
        elif MEMBER in below and (step in ("*", COMPUTED) or isinstance(step, int)):
            yield from self.walk((*keys, MEMBER), rest)
        elif step in ("*", COMPUTED):
            for key in below:
                yield from self.walk((*keys, key), rest)
        else:
            yield keys, chain


def is_guess(chain: Chain, keys: Keys, reached: Keys) -> bool:
    """Whether a computed key chose one of several names on the way: which, nobody knows."""
    taken = reached[len(keys) :]
    return any(step == COMPUTED and key != MEMBER for step, key in zip(chain, taken, strict=False))
