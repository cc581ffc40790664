"""Who reads the fields of settings classes, by what the object before the dot is.

Where the object cannot be told, four things speak for a class: the object is a field of other
settings that is annotated with it (`cfg.model.width`), it is called like the class
(`train_config.lr` of `TrainConfig`), it is called `cfg` where the class is declared, imported or
registered and no other class in sight has the field, or nothing else here bears the name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts, Option
from debtscan.project.names.bindings import class_of
from debtscan.project.names.calls import Calls
from debtscan.project.names.objects import Foreign, Instance, Itself, Objects
from debtscan.project.names.symbols import Symbol
from debtscan.project.options.settings_classes import is_called_settings
from debtscan.project.options.settings_ties import Ties

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MANY = 60  #: reads of one name looked at
#: their objects stand for settings classes of the repository
_STAND_INS = frozenset({"omegaconf", "pydantic", "typing", "hydra", "Namespace", "argparse"})


class _Read(Struct, frozen=True):
    path: str
    scope: int
    prefix: str  #: what stands before the name
    line: int
    plain: bool  #: an attribute, and nothing that is called

    @property
    def holder(self) -> str:
        return self.prefix.rpartition(".")[2]


class FieldReads:
    """Reads of a fixed set of names, each looked at when somebody asks for it; `fields` are
    all fields of the repository, those of records too."""

    def __init__(
        self, calls: Calls, names: Set[str], fields: Sequence[tuple[FileFacts, Option]]
    ) -> None:
        self._names = names
        self._calls = calls
        self._symbols = calls.symbols
        self._fields = fields
        self._ties = Ties(calls.symbols)
        self._kin: dict[Symbol, frozenset[Symbol]] = {}

    def how(self, owner: Symbol, name: str) -> str:
        """How a reader of the field is known: "typed", "built", "nested", "called", "beside",
        "only"; "" when none is."""
        kin = self._family(owner)
        unknown = []
        for read in self._reads.get(name, ())[:_MANY]:
            held = self._held(read)
            if any(isinstance(one, Instance | Itself) and one.of in kin for one in held):
                return "typed"
            if not any(self._is_another(one) for one in held):
                unknown.append(read)
        if any(name in self._ties.parameters(one) for one in kin):
            return "built"
        return self._guessed(kin, name, unknown)

    def _guessed(self, kin: frozenset[Symbol], name: str, reads: Sequence[_Read]) -> str:
        last = {one.name.rpartition(".")[2] for one in kin}
        holders = {read.holder for read in reads}
        if any(not last.isdisjoint(self._nested.get(holder, ())) for holder in holders):
            return "nested"
        if any(self._is_called(holder, last) for holder in holders):
            return "called"
        if any(self._is_beside(kin, last, name, read) for read in reads):
            return "beside"
        told = any(read.plain and is_called_settings(read.holder) for read in reads)
        return "only" if told and self._is_only(kin, name) else ""

    def _is_called(self, holder: str, last: Set[str]) -> bool:
        """Called like one of these classes, and like no other class more closely."""
        exact = self._by_words.get("".join(_words(holder)), frozenset())
        return exact <= last and any(is_called_like(holder, one) for one in last)

    @cached_property
    def _by_words(self) -> Mapping[str, Set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for one in {owner.name.rpartition(".")[2] for o in self._owners.values() for owner in o}:
            index["".join(_words(one))].add(one)
        return index

    def _is_beside(self, kin: frozenset[Symbol], last: set[str], name: str, read: _Read) -> bool:
        """`cfg.lr` where the class is the only one in sight with such a field."""
        if not (read.plain and is_called_settings(read.holder)):
            return False
        file = self._symbols.files[read.path]
        owner = class_of(file, read.scope)
        tied = self._ties.classes(self._symbols.of_scope(read.path, owner)) if owner else ()
        if tied:
            return any(one in kin for one in tied)
        rivals = {
            one.name.rpartition(".")[2]
            for one in self._owners.get(name, ())
            if one not in kin and self._is_in_sight(one, file)
        }
        return not rivals and any(self._is_in_sight(one, file) for one in kin)

    def _is_in_sight(self, owner: Symbol, file: FileFacts) -> bool:
        last = owner.name.rpartition(".")[2]
        return owner.path == file.path or any(
            one.name == last or one.bound == last for one in file.imports
        )

    def _family(self, owner: Symbol) -> frozenset[Symbol]:
        """The class with all above and below it."""
        known = self._kin.get(owner)
        if known is None:
            below = self._symbols.descendants(owner)
            line = [base for one in (owner, *below[:50]) for base in self._symbols.line_of(one)]
            known = self._kin[owner] = frozenset((*line, *below))
        return known

    def _held(self, read: _Read) -> Objects:
        file = self._symbols.files[read.path]
        return self._calls.inference.name(file, read.scope, read.prefix, read.line)

    def _is_another(self, one: object) -> bool:
        """Whether it is known to be something else, and not of a class with unknown bases."""
        if isinstance(one, Foreign):
            return one.origin.partition(".")[0] not in _STAND_INS
        if isinstance(one, Instance | Itself):
            return not one.of.is_class or self._symbols.outside_base(one.of) != "?"
        return False

    @cached_property
    def _reads(self) -> Mapping[str, list[_Read]]:
        index: dict[str, list[_Read]] = defaultdict(list)
        for file in self._symbols.files.values():
            for name, read in _reads(file, self._names):
                index[name].append(read)
        return index

    @cached_property
    def _nested(self) -> Mapping[str, set[str]]:
        """Field -> last names of the classes it is annotated with."""
        index: dict[str, set[str]] = defaultdict(set)
        for _, option in self._fields:
            index[option.name].update(re.findall(r"\w+", option.type))
        return index

    def _is_only(self, kin: frozenset[Symbol], name: str) -> bool:
        """Whether nothing else here is called that: no method, attribute or other field."""
        if "_" not in name.strip("_") or name in self._others:
            return False
        return all(one in kin for one in self._owners[name])

    @cached_property
    def _owners(self) -> Mapping[str, list[Symbol]]:
        index: dict[str, list[Symbol]] = defaultdict(list)
        for file, option in self._fields:
            owner = self._symbols.at(file.path, option.holder)
            if owner is not None:
                index[option.name].append(owner)
        return index

    @cached_property
    def _others(self) -> frozenset[str]:
        """Names of definitions, of attributes set on objects, and of options of parsers."""
        found = set(self._symbols.last_names)
        fields = {option.at for _, option in self._fields}
        for file in self._symbols.files.values():
            found.update(one.name for one in file.options if one.at not in fields)
            found.update(
                one.target.rpartition(".")[2].removesuffix("[]")
                for one in file.assignments
                if "." in one.target
            )
        return frozenset(found)


def _reads(file: FileFacts, names: Set[str]) -> Iterator[tuple[str, _Read]]:
    called = {call.callee for call in file.calls}
    for scope, reads in enumerate(file.reads):
        for dotted, lines in reads.items():
            head, dot, last = dotted.rpartition(".")
            whole = dotted
            while dot:
                if last in names and head:
                    yield last, _Read(file.path, scope, head, lines[0], whole not in called)
                whole = head
                head, dot, last = head.rpartition(".")
    for access in file.key_accesses:
        if access.key in names and not access.store and access.of[:1] != "?":
            yield access.key, _Read(file.path, access.scope, access.of, access.at.line, False)


def is_called_like(holder: str, name: str) -> bool:
    """`train_config` of `TrainConfig` or `LMTrainConfig`, `neox_args` of `NeoXArgsModel`."""
    words, meant = _words(holder), _words(name)
    written = "".join(words)
    if len(meant) < 2 or not words:
        return False
    starts = len(words) > 1 and is_called_settings(words[-1]) and "".join(meant).startswith(written)
    return starts or written in {"".join(meant), "".join(meant[-2:])}


def _words(name: str) -> list[str]:
    return [one.lower() for one in _WORD.findall(name)]
