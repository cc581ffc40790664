"""What command lines give an option."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from debtscan.facts import Option
from debtscan.model import Location
from debtscan.project.starts.commands import StartedScript

_SHORTEST = 4  #: characters of an abbreviation, dashes included


class Given(Struct, frozen=True):
    """One value on one command line; "" for a switch. Variables stay as written."""

    value: str
    at: Location
    started: StartedScript


def given_values(
    option: Option, beside: Sequence[Option], commands: Sequence[StartedScript]
) -> tuple[Given, ...]:
    """Every value these commands give, in their order; where one gives it twice, the last.

    `beside`: all options of the same script, since a prefix counts when it is only one's.
    """
    flags = {flag for one in beside for flag in one.flags}
    found = (_last(option, flags, one) for one in commands if option.flags)
    return tuple(one for one in found if one is not None)


def _last(option: Option, flags: set[str], started: StartedScript) -> Given | None:
    values = list(_values(option, flags, started.arguments))
    return Given(values[-1], started.at, started) if values else None


def _values(option: Option, flags: set[str], words: Sequence[str]) -> Iterator[str]:
    for place, word in enumerate(words):
        typed, equals, value = word.partition("=")
        if _means(typed, option, flags):
            following = words[place + 1] if place + 1 < len(words) else ""
            switch = option.action.startswith("store_") or option.action == "flag"
            yield value if equals else "" if switch or _is_flag(following) else following


def _means(typed: str, option: Option, flags: set[str]) -> bool:
    if typed in option.flags:
        return True
    if typed in flags or not typed.startswith("--") or len(typed) < _SHORTEST:
        return False
    meant = {flag for flag in flags if flag.startswith(typed)}
    return option.framework == "argparse" and bool(meant) and meant <= set(option.flags)


def _is_flag(word: str) -> bool:
    return word.startswith("-") and not word[1:2].isdigit() and word[1:2] != "."
