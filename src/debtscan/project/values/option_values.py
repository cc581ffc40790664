"""What options of command lines hold: their defaults, and what commands give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from debtscan.facts import Collection, FileFacts, Literal, Option, Result
from debtscan.project.names.imports import Imports
from debtscan.project.names.origin import Found, Origin, given, lost
from debtscan.project.names.reaching import END
from debtscan.project.starts.commands import StartedScript

if TYPE_CHECKING:
    from debtscan.project.values.repository import Repository

_NAMESPACE = re.compile(
    r"(^|_)(args?|opts?|opt|options|flags|hparams|hps|params|config|cfg|conf|settings|arguments"
    r"|parsed|ns|namespace)$",
    re.IGNORECASE,
)
_FUNCTIONS = frozenset({"click", "typer", "fire"})
_BLANK = re.compile(
    r"<[^>]*>|\[[^\]]*\]|\.\.\.|(^|[/_-])(your|my|some|path|to|xxx+)([/_.-]|$)|"
    r"(^|/)(?-i:[A-Z]+(_[A-Z]+)+)($|/)",
    re.IGNORECASE,
)
_SHELL = re.compile(r"\$\{[^}]*\}|\$\([^)]*\)|\$\w+|\{\{[^}]*\}\}")
_PARSED = ("parse_args", "parse_known_args", "vars", "docopt", "parse_args_into_dataclasses")
_ENDS = ("|", ">", ">>", "<", "&", "&&", "||", ";", "2>&1")
_Declared = tuple[FileFacts, Option]


class OptionValues:
    """Values of options. Which command gave one is a choice, like which call gave an argument;
    and where several scripts declare it for a module they share, which script runs."""

    def __init__(
        self,
        around: Repository,
        files: Sequence[FileFacts],
        imports: Imports,
        commands: Sequence[StartedScript],
    ) -> None:
        self._around = around
        self._all = files
        self._imports = imports
        self._commands = commands
        self._words: dict[tuple[str, str, int], Sequence[tuple[int, str, str]]] = {}
        self._near: dict[str, frozenset[str]] = {}

    def parameter(self, file: FileFacts, function: str, name: str) -> Found:
        """A parameter that is an option of a command."""
        for path, option in self._by_name.get(name, ()):
            if (
                path is file
                and option.framework in _FUNCTIONS
                and option.holder == function
                and (option.default is not None or option.flags)
            ):
                return self._value(path, option, file)
        return ()

    def named(self, file: FileFacts, scope: int, head: str, name: str) -> Found:
        """`args.data`: the option of this name of this file, or the only one there is."""
        if name not in self._by_name or not _NAMESPACE.search(head.rpartition(".")[2]):
            return ()
        return self._known(file, name)

    def parsed(self, holder: Origin, name: str) -> Found:
        """An attribute or item of what parsing gave."""
        if not isinstance(holder.value, Result) or name.lstrip("-") not in self._by_name:
            return ()
        last = holder.file.calls[holder.value.call].callee.rpartition(".")[2]
        return self._known(holder.file, name.lstrip("-")) if last in _PARSED else ()

    def _known(self, file: FileFacts, name: str) -> Found:
        declared = self._by_name[name]
        own = [one for one in declared if one[0] is file]
        meant = own or [one for one in declared if one[0].path in self._reached(file.path)]
        above = [one for one in declared if file.path in self._reached(one[0].path)]
        found: list[Origin] = []
        for home, option in meant or above or declared:
            got = self._value(home, option, file)
            found += got if meant else given(got, frozenset([(("script",), home.path)]))
        if above and not meant:
            return tuple(found)
        told = [one for one in found if not one.cause]
        if not meant and len({repr(one.value) for one in told}) > 1:
            return lost(file, 0, END, "option of several names")
        return tuple(told or found)

    def _value(self, home: FileFacts, option: Option, asking: FileFacts) -> Found:
        found: list[Origin] = []
        for number, target, word in self._given(home, option):
            if target == asking.path or asking.path in self._reached(target):
                choice = frozenset([(("start",), (target, number))])
                found.append(Origin(asking, Literal(word), 0, END, choice))
        if option.default is not None and option.default != Literal(None):
            found += self._around.origins.of(home, option.default, 0, END)
        return tuple(found) or lost(home, 0, END, "option without default")

    def _given(self, home: FileFacts, option: Option) -> Sequence[tuple[int, str, str]]:
        """(command, script, word) of every command line that sets the option."""
        key = (home.path, option.name, option.at.line)
        known = self._words.get(key)
        if known is None:
            known = self._words[key] = self._searched(home, option)
        return known

    def _searched(self, home: FileFacts, option: Option) -> Sequence[tuple[int, str, str]]:
        return [
            (number, target, _SHELL.sub("*", word))
            for number, target, words in self._lines
            if home.path == target or home.path in self._reached(target)
            for word in self._taken(home, option, words)
            if word and not _BLANK.search(word)
        ]

    def _taken(self, home: FileFacts, option: Option, words: Sequence[str]) -> Iterator[str]:
        if not option.positional:
            return _words_for(option, words)
        beside = [one for one in home.options if one.holder == option.holder]
        return _word_at(option, beside, words)

    def arguments(self, file: FileFacts) -> Found:
        """`sys.argv` of a script, as the commands give it."""
        found = []
        for number, target, words in self._lines:
            if target == file.path:
                texts = tuple(Literal(_SHELL.sub("*", word)) for word in (target, *words))
                choice = frozenset([(("start",), (target, number))])
                found.append(Origin(file, Collection(texts, len(texts)), 0, END, choice))
        return tuple(found) or lost(file, 0, END, "argument of a command line nobody gives")

    def _reached(self, path: str) -> frozenset[str]:
        known = self._near.get(path)
        if known is None:
            known = self._near[path] = self._imports.reachable_from([path])
        return known

    @cached_property
    def _lines(self) -> Sequence[tuple[int, str, tuple[str, ...]]]:
        return [
            (number, one.target, one.arguments)
            for number, one in enumerate(self._commands)
            if one.target and one.arguments
        ]

    @cached_property
    def _by_name(self) -> Mapping[str, list[_Declared]]:
        index: dict[str, list[_Declared]] = defaultdict(list)
        for file in self._all:
            for option in file.options:
                index[option.name].append((file, option))
        return index


def _word_at(option: Option, beside: Sequence[Option], words: Sequence[str]) -> Iterator[str]:
    """The word of a positional argument, where as many are given as are declared."""
    places = sorted((one for one in beside if one.positional), key=lambda one: one.at.line)
    valued = {flag for one in beside if not one.positional and _takes(one) for flag in one.flags}
    found, skip = [], False
    for word in words:
        if word in _ENDS:
            break
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word in valued
        else:
            found.append(word)
    if len(found) == len(places) and option in places:
        yield found[places.index(option)]


def _takes(option: Option) -> bool:
    return option.action in ("", "store", "append", "extend") and option.type != "bool"


def _words_for(option: Option, words: Sequence[str]) -> Iterator[str]:
    flags = {*option.flags, *(flag.replace("_", "-") for flag in option.flags)}
    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in flags:
            following = words[place + 1] if place + 1 < len(words) else ""
            if equals:
                yield value
            elif following and not following.startswith("-"):
                yield following
