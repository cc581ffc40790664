"""Declared options: who reads them, and where their namespace goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from debtscan.facts import FileFacts, Option
from debtscan.model import Location
from debtscan.project.calls import Calls
from debtscan.project.mentions import Mention, Mentions
from debtscan.project.symbols import Symbols


@dataclass(frozen=True, slots=True)
class OptionUse:
    """One declared option and all that is known of its readers.

    `reads` may be trusted to be complete only when `escape` is "" and `mentions` is empty.
    """

    file: FileFacts
    option: Option
    reads: tuple[Location, ...]
    writes: tuple[Location, ...]  #: `args.x = ...` after parsing
    overwritten: bool  #: a write comes before the first read
    escape: str  #: why the namespace may be read elsewhere; "" when it never leaves
    logged: bool  #: the whole namespace is printed or logged (lowers confidence only)
    mentions: tuple[Mention, ...]  #: its name elsewhere: strings, configuration, unread files

    @property
    def at(self) -> Location:
        """Where it is declared."""
        return self.file.locate(self.option.at)


def option_uses(
    files: Sequence[FileFacts], symbols: Symbols, calls: Calls, mentions: Mentions
) -> tuple[OptionUse, ...]:
    """One entry per `facts.Option`, by path and line."""
    return ()
