"""Whether anything gives a switch another value than off, wherever its name is written.

By name alone: options, fields, keyword arguments, assignments, keys of documents and words of
commands count for every thing of that name, so that a doubt always speaks for the switch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from debtscan.facts import FileFacts, Item, Literal, Reference, Result, Span, Value
from debtscan.model import Location
from debtscan.project.names.mentions import Mention, Mentions
from debtscan.project.options.off_sides import is_off

_SHORTEST = 3  #: characters of a word that plain texts are known to have
_OFF_TEXTS = frozenset({"", "0", "0.0", "false", "no", "off", "none", "null", "~"})


class SwitchValues:
    """Asks for few names at once, since all files have to be gone through for them."""

    def __init__(self, files: Mapping[str, FileFacts], mentions: Mentions, asked: Set[str]) -> None:
        self._files = files
        self._mentions = mentions
        self.off_keys: dict[str, list[Location]] = defaultdict(list)
        self._on: set[str] = set()
        for file in files.values():
            self._on.update(name for name, value in _given(file, asked) if not _keeps(value, name))
            for key in file.config:
                self._document(file, key.path.rpartition(".")[2], key.value, key.at, asked)

    def _document(
        self, file: FileFacts, name: str, value: object, at: Span, asked: Set[str]
    ) -> None:
        if name in asked:
            if str(value).lower() in _OFF_TEXTS:
                self.off_keys[name].append(file.locate(at))
            else:
                self._on.add(name)

    def stays_off(self, name: str, flags: Sequence[str]) -> bool:
        """Whether nothing sets it, and nothing but code that asks it and what leaves it off
        names it. Texts know `--use-new` by its words only."""
        if name in self._on or self._is_named(name):
            return False
        words = max(flags, key=len).lstrip("-").split("-") if flags else [name]
        parts = {word for word in words if len(word) >= _SHORTEST}
        texts = (file for file in self._files.values() if not file.is_code)
        return len(words) == 1 or not any(parts <= set(file.words) for file in texts)

    def _is_named(self, name: str) -> bool:
        return any(not self._asks_or_leaves(name, one) for one in self._mentions.each(name))

    def _asks_or_leaves(self, name: str, mention: Mention) -> bool:
        file = self._files.get(mention.path)
        if file is None or mention.where not in ("string", "config"):
            return False
        if mention.where == "config":
            return any(one.line == mention.line for one in self._off_lines(name, mention.path))
        spans = [one.at for one in (*file.options, *file.environment)]
        spans += [one.at for one in file.branches]
        spans += [one.at for one in file.key_accesses if one.key == name and not one.store]
        return any(at.line <= mention.line <= at.end_line for at in spans)

    def _off_lines(self, name: str, path: str) -> Sequence[Location]:
        return [at for at in self.off_keys.get(name, ()) if at.path == path]


def _given(file: FileFacts, asked: Set[str]) -> Iterator[tuple[str, Value | None]]:
    for option in file.options:
        if option.name in asked and option.action != "store_true":
            yield option.name, option.default
    for call in file.calls:
        for keyword in call.keywords:
            if keyword.name in asked:
                yield keyword.name, keyword.value
    for one in file.assignments:
        if one.target.rpartition(".")[2] in asked:
            yield one.target.rpartition(".")[2], one.value
    for definition in file.definitions:
        for parameter in definition.parameters:
            if parameter.name in asked:
                yield parameter.name, parameter.default


def _keeps(value: Value | None, name: str) -> bool:
    """Off, or handed on from something of the same name."""
    match value:
        case Reference(handed):
            return handed.rpartition(".")[2] == name
        case Item(_, Literal(key)):
            return key == name
        case Result():
            return False
    return is_off(value)
