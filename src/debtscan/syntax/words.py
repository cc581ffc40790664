"""Identifiers of a text that is not parsed further: they say what might be used there."""

from __future__ import annotations

import re

from debtscan.facts import FileFacts, Kind, Unread

MOST_WORDS = 20_000
_WORD = re.compile(r"\b[^\W\d]\w{2,99}+(?!\w)")


def words_of(*texts: str) -> tuple[str, ...]:
    """The distinct identifiers of 3 to 100 characters, sorted; the first 20,000 met."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _WORD.finditer(text):
            found[match[0]] = None
            if len(found) == MOST_WORDS:
                return tuple(sorted(found))
    return tuple(sorted(found))


def lines_of(text: str) -> int:
    """How many lines an editor shows."""
    return text.count("\n") + (not text.endswith("\n")) if text else 0


def unread(kind: Kind, reason: str, detail: str, text: str, line: int = 0) -> Unread:
    """Why a decoded text could not be parsed, with the words that it may use."""
    return Unread("", reason, detail, line, words_of(text), kind)


def extract_words(text: str, kind: Kind) -> FileFacts:
    """Facts of a text of which only the words are known."""
    return FileFacts(kind, lines=lines_of(text), words=words_of(text))
