"""Options that nothing reads, after every doubt: what remains is dead or a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from debtscan.facts import Call, Literal
from debtscan.model import Location
from debtscan.project.names.symbols import Symbols
from debtscan.project.options.fields import FIELDS
from debtscan.project.options.option_doubts import is_doubtful
from debtscan.project.options.options import OptionUse
from debtscan.project.starts.commands import StartedScript


class UnreadOption(Struct, frozen=True):
    """An option with no reader. `fixed`: calls of its file that give the parameter of the same
    name a constant (making the settings is no such call); `given`: commands that set it, to no
    effect."""

    use: OptionUse
    siblings_read: int  #: options of the same parser or class that are read
    fixed: tuple[Location, ...]
    given: tuple[Location, ...]
    read_elsewhere: str = ""  #: a file whose own option of this name is read

    @property
    def spelled(self) -> str:
        """As a user types it: the longest flag; else the field with its class."""
        option = self.use.option
        if option.flags:
            return max(option.flags, key=len)
        return f"{option.holder}.{option.name}"


def unread_options(
    uses: Sequence[OptionUse],
    symbols: Symbols,
    commands: Sequence[StartedScript],
) -> tuple[UnreadOption, ...]:
    """Options of every file that are declared and never read, by path and line."""
    return tuple(
        UnreadOption(
            use,
            _siblings(uses, use),
            _fixed(use),
            _given(use, commands),
            _read_elsewhere(uses, use),
        )
        for use in uses
        if not (use.reads or use.escape or use.other_name) and not is_doubtful(use, symbols)
    )


def _read_elsewhere(uses: Sequence[OptionUse], use: OptionUse) -> str:
    flags = set(use.option.flags)
    others = (
        one.file.path
        for one in uses
        if one.reads and one.file is not use.file and not flags.isdisjoint(one.option.flags)
    )
    return next(others, "")


def _siblings(uses: Sequence[OptionUse], use: OptionUse) -> int:
    return len(
        {
            one.option.name
            for one in uses
            if one.reads and one.file is use.file and one.option.holder == use.option.holder
        }
    )


def _fixed(use: OptionUse) -> tuple[Location, ...]:
    makes = {use.option.holder, "cls"} if use.option.framework in FIELDS else set()
    calls = (call for call in use.file.calls if call.at != use.option.at)
    calls = (call for call in calls if call.callee not in makes)
    return tuple(use.file.locate(call.at) for call in calls if _fixes(call, use.option.name))


def _fixes(call: Call, name: str) -> bool:
    """Whether a call gives the parameter of that name a number or a switch of its own."""
    return any(
        keyword.name == name
        and isinstance(keyword.value, Literal)
        and isinstance(keyword.value.value, int | float)
        for keyword in call.keywords
    )


def _given(use: OptionUse, commands: Sequence[StartedScript]) -> tuple[Location, ...]:
    return tuple(_givers(use, commands)) if use.option.flags else ()


def _givers(use: OptionUse, commands: Sequence[StartedScript]) -> Iterator[Location]:
    for started in commands:
        if started.target == use.file.path:
            words = {word.partition("=")[0] for word in started.arguments}
            if not words.isdisjoint(use.option.flags):
                yield started.at
