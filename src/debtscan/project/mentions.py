"""Where a word occurs in anything at all: the guard of every "never used" claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from debtscan.facts import FileFacts, Unread


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A word in something other than a name of code that was read."""

    path: str
    line: int  #: 0 when not known
    where: str  #: "string", "config", "command", "words", "unread"


class Mentions:
    """Words of strings, configuration, commands, plain text and unread files."""

    def __init__(self, files: Sequence[FileFacts], unread: Sequence[Unread]) -> None:
        self._files = files

    def of(self, word: str) -> tuple[Mention, ...]:
        """Every mention of a word (whole word, case kept)."""
        return ()

    def possibly_used(self, name: str, *, beside: str = "") -> str:
        """Why a name may be used in a way no graph shows, in words; "" when nothing says so.

        `beside`: a path whose own mentions do not count (where the name is declared).
        """
        return ""
