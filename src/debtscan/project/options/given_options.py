"""Which command lines and which calls give an option, over all scripts that reach it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from debtscan.facts import Collection, Literal
from debtscan.project.flow.carried import Produced
from debtscan.project.names.imports import Imports
from debtscan.project.options.given import Given, given_values
from debtscan.project.options.options import OptionUse
from debtscan.project.options.parsers import Parsers
from debtscan.project.starts.commands import StartedScript

#: words that may expand to options
_OPEN = re.compile(r"[$*`{}<>\[\]…]|\.\.\.")
#: commands that run as they stand
_EXECUTED = frozenset({"shell", "make", "ci", "stage", "notebook"})
_TYPED = frozenset({"argparse", "click", "absl", "typer"})


class GivenOptions:
    """Asks the commands that start a script which imports the option's file, or is it."""

    def __init__(
        self,
        uses: Sequence[OptionUse],
        commands: Sequence[StartedScript],
        imports: Imports,
        parsers: Parsers,
    ) -> None:
        self._uses = uses
        self._commands = commands
        self._imports = imports
        self._parsers = parsers
        self._near: dict[str, frozenset[str]] = {}

    def by_commands(self, use: OptionUse) -> tuple[Given, ...]:
        """Every value a command gives it, by place of the command."""
        started = self._started(use.file.path)
        beside = [one.option for one in self._by_path.get(use.file.path, ())]
        return given_values(use.option, beside, started) if started else ()

    def by_calls(self, use: OptionUse) -> tuple[tuple[str, str], ...]:
        """(flag, value) in `parse_args(["--lr", "1"])`: what code gives instead of a user."""
        return tuple(
            (word, following)
            for words in self._listed(use)
            for word, following in zip(words, [*words[1:], ""], strict=False)
            if word in use.option.flags
        )

    @cached_property
    def required_and_never_given(self) -> tuple[OptionUse, ...]:
        """Required options of scripts that commands here run, all without them: none works."""
        return tuple(use for use in self._uses if self._is_missing(use))

    @cached_property
    def overwritten(self) -> tuple[OptionUse, ...]:
        """Options that code sets before it reads them: whatever a user gives has no effect."""
        return tuple(use for use in self._uses if use.overwritten)

    def _is_missing(self, use: OptionUse) -> bool:
        option = use.option
        if not option.required or option.positional or option.framework not in _TYPED:
            return False
        if option.default is not None or not option.flags:
            return False
        started = [one for one in self._commands if one.target == use.file.path]
        whole = [one for one in started if _is_whole(one)]
        return (
            bool(whole)
            and len(whole) == len(started)
            and not (self.by_commands(use) or self.by_calls(use))
        )

    def _started(self, path: str) -> list[StartedScript]:
        return [one for one in self._commands if one.target and path in self._reached(one.target)]

    def _reached(self, target: str) -> frozenset[str]:
        known = self._near.get(target)
        if known is None:
            reached = self._imports.reachable_from([target])
            known = self._near[target] = frozenset(reached) | {target}
        return known

    @cached_property
    def _by_path(self) -> Mapping[str, list[OptionUse]]:
        index: dict[str, list[OptionUse]] = defaultdict(list)
        for use in self._uses:
            index[use.file.path].append(use)
        return index

    def _listed(self, use: OptionUse) -> Iterator[list[str]]:
        if use.option.framework != "argparse":
            return
        for parser in self._parsers.of(use.file, use.option):
            for one in parser.namespaces:
                if isinstance(one, Produced):
                    call = self._parsers.flows.files[one.path].calls[one.call]
                    for value in call.arguments[:1]:
                        if isinstance(value, Collection):
                            yield [str(i.value) for i in value.items if isinstance(i, Literal)]


def _is_whole(started: StartedScript) -> bool:
    """Whether a command runs as it stands, and its words are all there."""
    helps = {"-h", "--help", "--version"}.isdisjoint(started.arguments)
    expands = any(_OPEN.search(word) and not word.startswith("-") for word in started.arguments)
    return helps and not expands and started.command.source in _EXECUTED
