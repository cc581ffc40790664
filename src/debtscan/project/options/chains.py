"""Who sets an option, in order, and which value wins for each way of starting the script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.project.names.imports import Imports
from debtscan.project.options.given import Given, given_values
from debtscan.project.options.options import OptionUse
from debtscan.project.options.setters import UNSURE, Setter, Setters
from debtscan.project.starts.commands import StartedScript


class OptionChain(Struct, frozen=True):
    """The setters of one option, the weakest first, and per command the one that wins; without
    any command there is one entry, for the script started alone. It wins unless one of `unsure`
    sets the option: whether those do cannot be told from the text."""

    use: OptionUse
    setters: tuple[Setter, ...]
    wins: tuple[tuple[StartedScript | None, Setter], ...]
    unsure: tuple[Setter, ...] = ()


class Chains:
    """Chains of the options of a script and of what it imports."""

    def __init__(
        self,
        uses: Sequence[OptionUse],
        commands: Sequence[StartedScript],
        imports: Imports,
        setters: Setters,
    ) -> None:
        self._uses = uses
        self._commands = commands
        self._imports = imports
        self._setters = setters

    def of(self, entry: str) -> tuple[OptionChain, ...]:
        """One chain for each option with a setter, by place of declaration."""
        near = self._imports.reachable_from([entry]) | {entry}
        uses = [use for path in sorted(near) for use in self._by_path.get(path, ())]
        started = [one for one in self._commands if one.target == entry]
        options = [use.option for use in uses]
        chains = (self._chain(use, given_values(use.option, options, started)) for use in uses)
        return tuple(
            OptionChain(
                use,
                setters,
                _wins(use, setters, given, started),
                tuple(one for one in setters if one.how in UNSURE),
            )
            for use, setters, given in chains
            if setters
        )

    @cached_property
    def _by_path(self) -> Mapping[str, list[OptionUse]]:
        index: dict[str, list[OptionUse]] = defaultdict(list)
        for use in self._uses:
            index[use.file.path].append(use)
        return index

    def _chain(
        self, use: OptionUse, given: tuple[Given, ...]
    ) -> tuple[OptionUse, tuple[Setter, ...], tuple[Given, ...]]:
        typed = [Setter("command", one.value, one.at) for one in given]
        return use, (*self._setters.before(use), *typed, *self._setters.after(use)), given


def _wins(
    use: OptionUse,
    setters: Sequence[Setter],
    given: Sequence[Given],
    started: Sequence[StartedScript],
) -> tuple[tuple[StartedScript | None, Setter], ...]:
    """An assignment above every read beats all; then the command, then the last default."""
    defaults = [one for one in setters if one.how in ("declaration", "set_defaults")]
    written = [one for one in setters if one.how == "assignment"]
    last = written[-1] if use.overwritten and written else None
    found: list[tuple[StartedScript | None, Setter]] = []
    for one in started or (None,):
        typed = next((g for g in given if g.started is one), None)
        command = Setter("command", typed.value, typed.at) if typed else None
        winner = last or command or (defaults[-1] if defaults else None)
        if winner is not None:
            found.append((one, winner))
    return tuple(found)
