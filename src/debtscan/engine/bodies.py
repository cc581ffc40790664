"""What a function or class holds, as a hash that neither its own name changes nor the names of
the file's other definitions it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from zlib import crc32

from debtscan.facts import Definition, FileFacts

_WORD = re.compile(r"\w+")


class Bodies:
    """The definitions of one file."""

    def __init__(self, file: FileFacts) -> None:
        self._rows = file.statements
        self._said = _said(file)
        self._held: dict[str, str] = {}
        self._ending: defaultdict[str, list[Definition]] = defaultdict(list)
        for one in file.definitions:
            self._ending[_last(one.name)].append(one)

    def hash_of(self, definitions: Iterable[Definition]) -> str:
        """Eight hexadecimal digits for all that bear one name; empty where they speak of
        themselves so much that little would be left."""
        told = [(self._header(one), self._body(one, deep=True)) for one in definitions]
        if any(2 * body.count(None) > len(body) for _, body in told):
            return ""
        return _crc(told)

    def _header(self, one: Definition) -> tuple[object, ...]:
        parameters = [(parameter.name, parameter.kind) for parameter in one.parameters]
        return one.kind, parameters, self._rows.shapes[one.first - 1]

    def _body(self, one: Definition, deep: bool) -> list[object]:
        own = set(one.name.split("."))
        return [self._statement(row, own, deep) for row in range(one.first, one.last)]

    def _statement(self, row: int, own: set[str], deep: bool) -> object:
        """None for one that says the own name; of one that says another's what that holds."""
        said = self._said[row]
        if said & own:
            return None
        if not said & self._ending.keys():
            return self._rows.exacts[row]
        return sorted(map(self._meant, said)) if deep else None

    def _meant(self, word: str) -> str:
        if word not in self._ending:
            return word
        if word not in self._held:
            named = self._ending[word]
            told = [(self._header(one), self._body(one, deep=False)) for one in named]
            self._held[word] = _crc(told)
        return self._held[word]


def _said(file: FileFacts) -> list[set[str]]:
    """Of every statement the words it reads, as names and attributes, and those it quotes."""
    rows = file.statements
    found = [set(_WORD.findall(" ".join(map(str, each)))) for each in rows.constants]
    for scope in file.reads:
        for dotted, lines in scope.items():
            for line in lines:
                found[bisect_right(rows.lines, line) - 1].update(dotted.split("."))
    return found


def _crc(told: object) -> str:
    return f"{crc32(repr(told).encode('utf-8', 'replace')):08x}"


def _last(name: str) -> str:
    return name.rpartition(".")[2]
