"""Argument parsers of the argparse family: which options one has, where it parses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts, Keyword, Option, Reference
from debtscan.project.flow.carried import Carried, Carrier, Place, Produced
from debtscan.project.flow.flows import Flows
from debtscan.project.flow.sinks import PARSER
from debtscan.project.options.framework_parsers import command_classes

_ENDINGS = ("ArgumentParser", "ArgParser", "OptionParser")
_WHOLE = frozenset({"parse_args", "parse_intermixed_args", "parse"})
_WITH_REST = frozenset({"parse_known_args", "parse_known_intermixed_args"})
_ADDING = frozenset({"add_argument", "add_option", "add"})


class Parser(Struct, frozen=True, eq=False, dict=True):
    """One parser object, wherever it goes."""

    options: frozenset[tuple[str, int]]  #: (path, line of the declaration)
    namespaces: tuple[Place | Produced, ...]  #: what its parse calls give
    partial: bool  #: some call only parses known options
    open: bool  #: options of other code may be added, or it may parse out of sight
    defaults: tuple[tuple[str, int], ...] = ()  #: (path, call) of its `set_defaults`


class Parsers:
    """All parsers of the repository and the namespace each option arrives in."""

    def __init__(self, flows: Flows) -> None:
        self.flows = flows
        self._carried: dict[Place | Produced, Carried] = {}

    def of(self, file: FileFacts, option: Option) -> tuple[Parser, ...]:
        """The parsers an option is added to; else, the parsers of its file."""
        exact = self._by_option.get((file.path, option.at.line), [])
        return tuple(exact or self._by_file.get(file.path, []))

    def carried(self, parsers: Iterable[Parser]) -> tuple[Carried, ...]:
        """Where the namespaces of these parsers go, one for each thing a parse call gives."""
        seeds = dict.fromkeys(seed for parser in parsers for seed in parser.namespaces)
        return tuple(self._follow(seed) for seed in seeds)

    def _follow(self, seed: Place | Produced) -> Carried:
        known = self._carried.get(seed)
        if known is None:
            known = self._carried[seed] = self.flows.follow([seed])
        return known

    @cached_property
    def all(self) -> tuple[Parser, ...]:
        """Every parser made in the repository, by path and line."""
        found: list[Parser] = []
        for file in self.flows.files.values():
            found += [self._parser([seed]) for seed in self._creations(file)]
            found += [self._parser([seed, *made]) for seed, made in self._classes(file)]
            for one in command_classes(self.flows, file):
                found.append(self._parser([one.parser], one.namespaces))
        return tuple(found)

    def _creations(self, file: FileFacts) -> Iterator[Produced]:
        for index, call in enumerate(file.calls):
            if call.callee.endswith(_ENDINGS) and not call.callee.startswith("super"):
                yield Produced(file.path, index)

    def _classes(self, file: FileFacts) -> Iterator[tuple[Place, Sequence[Produced]]]:
        """Classes that are parsers, with where they are made."""
        calls = self.flows.calls
        for scope, definition in enumerate(file.definitions, start=1):
            if any(base.endswith(_ENDINGS) for base in definition.bases):
                sites = calls.callers(calls.symbols.of_scope(file.path, scope))
                made = [Produced(site.path, site.index) for site in sites]
                yield Place(file.path, scope, "self"), made

    def _parser(self, seeds: Sequence[Carrier], parsed: Sequence[Place] = ()) -> Parser:
        carried = self.flows.follow(seeds, PARSER)
        options: set[tuple[str, int]] = set()
        namespaces: set[Place | Produced] = set(parsed)
        partial = False
        for path, index, method in carried.methods:
            call = self.flows.files[path].calls[index]
            if method in _ADDING:
                options.add((path, call.at.line))
            elif method in _WHOLE | _WITH_REST:
                partial = partial or method in _WITH_REST
                pair = method in _WITH_REST or self._uses_optparse(path)
                namespaces.add(Produced(path, index, 0 if pair else None))
                namespaces |= set(self._given(path, call.keywords, call.scope))
        in_order = tuple(sorted(namespaces, key=repr))
        methods = sorted(carried.methods)
        defaults = tuple((path, index) for path, index, one in methods if one == "set_defaults")
        return Parser(frozenset(options), in_order, partial, bool(carried.escapes), defaults)

    def _uses_optparse(self, path: str) -> bool:
        """There `parse_args` gives the options and the rest, as a pair."""
        return any(one.module == "optparse" for one in self.flows.files[path].imports)

    def _given(self, path: str, keywords: Sequence[Keyword], scope: int) -> Iterator[Place]:
        """`parse_args(namespace=settings)`."""
        for keyword in keywords:
            if keyword.name == "namespace" and isinstance(keyword.value, Reference):
                name = keyword.value.name
                home = self.flows.calls.bindings.home(self.flows.files[path], scope, name)
                yield Place(path, home, name)

    @cached_property
    def _by_option(self) -> Mapping[tuple[str, int], list[Parser]]:
        index: dict[tuple[str, int], list[Parser]] = defaultdict(list)
        for parser in self.all:
            for option in sorted(parser.options):
                index[option].append(parser)
        return index

    @cached_property
    def _by_file(self) -> Mapping[str, list[Parser]]:
        """Parsers that parse, by the files they parse or gain options in."""
        index: dict[str, list[Parser]] = defaultdict(list)
        for parser in self.all:
            paths = {path for path, _ in parser.options}
            paths |= {seed.path for seed in parser.namespaces}
            for path in sorted(paths if parser.namespaces else ()):
                index[path].append(parser)
        return index
