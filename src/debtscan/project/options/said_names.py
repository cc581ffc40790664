"""Whether a name stands anywhere but in conditions and declarations that list it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from debtscan.facts import Branch, FileFacts, Literal, Text, Value
from debtscan.project.names.mentions import Mention, Mentions
from debtscan.project.options.dispatches import named

_WORD = re.compile(r"[A-Za-z_]\w+")
_FEWEST = 2  #: characters that are known of a name put together


class SaidNames:
    """Asks strings, configuration, commands, documents and names put together at run time."""

    def __init__(self, files: Mapping[str, FileFacts], mentions: Mentions) -> None:
        self._files = files
        self._mentions = mentions
        self._listing: dict[str, frozenset[int]] = {}
        options = (option for file in files.values() for option in file.options)
        self._defaults = {one.default for one in options if isinstance(one.default, Literal)}

    def anywhere(self, name: str) -> bool:
        """Whether a name may be chosen by anything that is written here."""
        words = _WORD.findall(name)
        if not words or Literal(name) in self._defaults:
            return True
        word = max(words, key=len)
        spelled = {word, word.lower(), word.upper(), word.capitalize()}
        mentions = (one for form in spelled for one in self._mentions.of(form))
        return any(map(self._says, mentions)) or any(one.match(name) for one in self._composed)

    @cached_property
    def _composed(self) -> tuple[re.Pattern[str], ...]:
        """What strings with unknown parts may be: `f"{kind}_v2"`."""
        values = (value for file in self._files.values() for value in _values(file))
        texts = {value for value in values if isinstance(value, Text)}
        return tuple(re.compile(pattern) for pattern in set(map(_pattern, texts)) if pattern)

    def _says(self, mention: Mention) -> bool:
        return mention.where != "string" or mention.line not in self._lists(mention.path)

    def _lists(self, path: str) -> frozenset[int]:
        known = self._listing.get(path)
        if known is None:
            file = self._files[path]
            spans = [one.at for one in file.branches if _asks(file, one)]
            spans += [one.at for one in file.options]
            lines = {line for at in spans for line in range(at.line, at.end_line + 1)}
            known = self._listing[path] = frozenset(lines)
        return known


def _asks(file: FileFacts, branch: Branch) -> bool:
    return branch.kind == "assert" or bool(named(file, branch.test)[0])


def _values(file: FileFacts) -> Iterator[Value]:
    for call in file.calls:
        yield from call.arguments
        yield from (keyword.value for keyword in call.keywords)
    yield from (one.value for one in file.assignments)
    yield from (one.value for one in file.returns)


def _pattern(text: Text) -> str:
    known = [str(one.value) if isinstance(one, Literal) else "" for one in text.parts]
    letters = "".join(known)
    if len(letters) < _FEWEST or " " in letters:
        return ""
    return "".join(re.escape(one) if one else ".*" for one in known) + "$"
