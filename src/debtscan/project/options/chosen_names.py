"""What is chosen by name: in options, configuration, commands, arguments and assignments.

The default of a parameter chooses nothing: every way that a function offers has one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property

from debtscan.facts import Command, FileFacts, Literal, Reference, Span, Value
from debtscan.model import Location
from debtscan.project.names.arguments import given_values
from debtscan.project.names.calls import Calls
from debtscan.project.options.dispatches import Dispatch

_INDEX = re.compile(r"\[\d+\]")


class ChosenNames:
    """Asks for few names at once, since all files have to be gone through for them."""

    def __init__(
        self, files: Mapping[str, FileFacts], calls: Calls, dispatches: Sequence[Dispatch]
    ) -> None:
        self._files = files
        self._calls = calls
        self._values = {_place(one): tuple(self._given(one)) for one in dispatches}
        handed = {last for values in self._values.values() for last in _handed(values)}
        self._asked: Set[str] = {one.asked for one in dispatches} | handed

    def among(self, one: Dispatch) -> Mapping[str, Location]:
        """Name -> first place that chooses it, for the names of a dispatch; where no place
        chooses any of them, what is given and runs none of the arms."""
        values = self._values.get(_place(one), ())
        given = [(value.value, at) for value, at in values if isinstance(value, Literal)]
        given += [found for last in _handed(values) for found in self._by_asked.get(last, ())]
        found: dict[str, Location] = {}
        for name, at in (*self._by_asked.get(one.asked, ()), *given):
            if name in one.names:
                found.setdefault(str(name), at)
        return found or {str(name): at for name, at in given if name and isinstance(name, str)}

    def _given(self, one: Dispatch) -> Iterator[tuple[Value, Location]]:
        """By calls, when a parameter is asked."""
        if one.scope and "." not in one.subject:
            symbol = self._calls.symbols.of_scope(one.file.path, one.scope)
            for site, value in given_values(self._calls, symbol, one.subject)[0]:
                yield value, site.at

    @cached_property
    def _by_asked(self) -> Mapping[str, Sequence[tuple[str, Location]]]:
        index: dict[str, list[tuple[str, Location]]] = defaultdict(list)
        for file in self._files.values():
            for name, value, span in (*_in_code(file, self._asked), *_in_documents(file)):
                if name in self._asked:
                    index[name].append((value, file.locate(span)))
        return index


def _place(one: Dispatch) -> tuple[str, int, str]:
    return one.file.path, one.scope, one.subject


def _handed(values: Sequence[tuple[Value, Location]]) -> set[str]:
    """Last names of what is handed on: `loss` of `make(args.loss)`."""
    dotted = (value.name for value, _ in values if isinstance(value, Reference))
    return {name.rpartition(".")[2] for name in dotted if "." in name}


def _in_code(file: FileFacts, asked: Set[str]) -> Iterator[tuple[str, str, Span]]:
    for option in file.options:
        yield from _text(option.name, option.default, option.at)
    for call in file.calls:
        for keyword in call.keywords:
            if keyword.name in asked:
                yield from _text(keyword.name, keyword.value, call.at)
    for assignment in file.assignments:
        yield from _text(assignment.target.rpartition(".")[2], assignment.value, assignment.at)


def _text(name: str, value: Value | None, at: Span) -> Iterator[tuple[str, str, Span]]:
    if isinstance(value, Literal) and isinstance(value.value, str):
        yield name, value.value, at


def _in_documents(file: FileFacts) -> Iterator[tuple[str, str, Span]]:
    for key in file.config:
        yield _INDEX.sub("", key.path).rpartition(".")[2], str(key.value), key.at
    for command in file.commands:
        for name, value in _typed(command):
            yield name.rpartition(".")[2].replace("-", "_"), value, command.at


def _typed(command: Command) -> Iterator[tuple[str, str]]:
    """(`model`, `big`) of `--model big`, `--model=big` and `train.model=big`."""
    words = command.words
    for word, following in zip(words, [*words[1:], ""], strict=False):
        name, equals, value = word.lstrip("-").partition("=")
        if equals:
            yield name, value
        elif word.startswith("-"):
            yield name, following
