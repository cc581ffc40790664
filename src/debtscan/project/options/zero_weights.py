"""Terms of a sum that are multiplied by a weight which is nought wherever it is set."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import (
    Assignment,
    FileFacts,
    Item,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Role,
    Value,
)
from debtscan.model import Location
from debtscan.project.names.mentions import Mentions
from debtscan.project.options.given_options import GivenOptions
from debtscan.project.options.never_set import is_installed, is_public
from debtscan.project.options.options import OptionUse
from debtscan.project.options.switch_values import SwitchValues

_LOSS = re.compile(
    r"loss|penal|regul|(^|_)reg(_|$)|criterion|objective|cost(_|$)|(^|_)kl(_|$)", re.I
)
_WEIGHT = re.compile(
    r"weight|lambda|lam(_|$)|coef|alpha|beta|gamma|scale|factor|ratio|(^|_)w(_|$)", re.I
)
#: regularisers that any script offers
_USUAL = re.compile(r"decay|(^|_)(l1|l2)(_|$)", re.I)
#: keeps every parameter in the graph of a distributed run, on purpose
_ON_PURPOSE = re.compile(r"dummy|unused|param|zero|keep", re.I)
_ADDING = frozenset({"+", "-"})
_AUGMENTED = frozenset({"+=", "-="})


class ZeroTerm(Struct, frozen=True):
    """A term that counts for nothing. `weight` is "" where the nought stands in the term."""

    file: FileFacts
    assignment: Assignment
    term: str  #: the other factor, as far as it has a name
    weight: str
    zeros: tuple[Location, ...]  #: where the weight is made nought
    typed: bool  #: only the default of an option makes it nought
    siblings: int  #: other options beside that one which commands set

    @property
    def at(self) -> Location:
        """Where it is added."""
        return self.file.locate(self.assignment.at)


class _Term(Struct, frozen=True):
    file: FileFacts
    assignment: Assignment
    weight: Value
    other: Value


class ZeroWeights:
    """Looks for them in judged code."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        mentions: Mentions,
        uses: Sequence[OptionUse],
        given: GivenOptions,
    ) -> None:
        self._files = files
        self._mentions = mentions
        self._given = given
        self._uses = uses
        self._options: dict[str, list[OptionUse]] = defaultdict(list)
        for use in uses:
            self._options[use.option.name].append(use)

    def found(self) -> Iterator[ZeroTerm]:
        """By place."""
        installed = is_installed(self._files)
        terms = [one for file in self._files.values() for one in _terms(file)]
        names = {_last(one.weight) for one in terms} - {""}
        values = SwitchValues(self._files, self._mentions, names)
        zeros = {name: self._zeros(values, name) for name in names}
        for one in terms:
            if isinstance(one.weight, Literal):
                yield ZeroTerm(
                    one.file, one.assignment, _said(one.file, one.other), "", (), False, 0
                )
            elif _is_guarded(one.file, _last(one.weight)):
                continue
            elif len(zeros[_last(one.weight)]) > (installed and self._is_offered(one)):
                yield self._weighed(one, zeros[_last(one.weight)])

    def _weighed(self, one: _Term, zeros: Sequence[Location]) -> ZeroTerm:
        name = _last(one.weight)
        uses = [use for use in self._options.get(name, ()) if use.option.flags]
        files = {use.file.path for use in uses}
        typed = bool(uses) and set(zeros) <= {use.at for use in uses}
        beside = (use for use in self._uses if use.file.path in files)
        siblings = sum(bool(self._given.by_commands(use)) for use in beside)
        other = _said(one.file, one.other)
        return ZeroTerm(one.file, one.assignment, other, name, tuple(zeros), typed, siblings)

    def _is_offered(self, one: _Term) -> bool:
        """Users of an installed package may give the weight: one document says little."""
        scope = one.assignment.scope
        name = one.file.definitions[scope - 1].name if scope else ""
        return is_public(self._files, one.file, name)

    def _zeros(self, values: SwitchValues, name: str) -> Sequence[Location]:
        """Where it is made nought; none when something may give it another value."""
        uses = self._options.get(name, ())
        given = any(self._given.by_commands(one) or self._given.by_calls(one) for one in uses)
        if given or any(one.option.required for one in uses):
            return ()
        declared = [one.at for one in uses if _is_nought(one.option.default)]
        constants = self._noughts.get(name, ())
        found = [*declared, *values.off_keys.get(name, ()), *constants]
        return found if found and values.stays_off(name, ()) else ()

    @cached_property
    def _noughts(self) -> Mapping[str, Sequence[Location]]:
        """Where names and attributes are bound to nought."""
        found: dict[str, list[Location]] = defaultdict(list)
        for file in self._files.values():
            for one in file.assignments:
                if isinstance(one.value, Literal) and _is_nought(one.value):
                    found[one.target.rpartition(".")[2]].append(file.locate(one.at))
        return found


def _is_guarded(file: FileFacts, weight: str) -> bool:
    """`if weight > 0:`: the term is a switch, and costs nothing while it is off."""
    return any(_asks(one.test, weight) for one in file.branches)


def _asks(test: Value, weight: str) -> bool:
    match test:
        case Operation(">" | "!=", (first, second)):
            return _last(first) == weight and _is_nought(second)
        case Operation("and" | "or", operands):
            return any(_asks(one, weight) for one in operands)
    return _last(test) == weight


def _terms(file: FileFacts) -> Iterator[_Term]:
    if not file.is_code or file.role is not Role.SOURCE:
        return
    for one in file.assignments:
        for weight, other in _products(one.value, one.how in _AUGMENTED):
            if _counts(file, one, weight, other):
                yield _Term(file, one, weight, other)


def _products(value: Value, added: bool) -> Iterator[tuple[Value, Value]]:
    """(weight, the rest) of every product that is part of a sum."""
    match value:
        case Operation("*", (first, second)) if added:
            yield first, second
            yield second, first
        case Operation(operator, operands) if operator in _ADDING:
            for one in operands:
                yield from _products(one, True)


def _counts(file: FileFacts, one: Assignment, weight: Value, other: Value) -> bool:
    if isinstance(weight, Literal):
        worth = _is_nought(weight) and not isinstance(other, Literal) and _is_loss(file, one, other)
        return worth and not _is_purpose(file, other)
    name = _last(weight)
    if not _WEIGHT.search(name) or _LOSS.fullmatch(name) or _USUAL.search(name):
        return False
    return isinstance(other, Result | Reference) and _is_loss(file, one, other)


def _is_loss(file: FileFacts, one: Assignment, other: Value) -> bool:
    """Named as one, or what the gradient is taken of."""
    names = (one.target, _said(file, other))
    if any(_LOSS.search(name.rpartition(".")[2]) for name in names):
        return True
    return any(call.callee == f"{one.target}.backward" for call in file.calls)


def _is_purpose(file: FileFacts, other: Value) -> bool:
    said = _said(file, other)
    if isinstance(other, Item):
        return True  # one number of a tensor, to keep it in the graph
    return said.rpartition(".")[2] == "sum" or bool(_ON_PURPOSE.search(said))


def _is_nought(value: Value | None) -> bool:
    match value:
        case Literal(bool()):
            return False
        case Literal(int() | float() as number):
            return number == 0
    return False


def _last(value: Value) -> str:
    match value:
        case Reference(name):
            return name.rpartition(".")[2]
        case Item(_, Literal(str() as key)):
            return key
    return ""


def _said(file: FileFacts, value: Value) -> str:
    match value:
        case Reference(name):
            return name
        case Result(index):
            call = file.calls[index]
            inner = _said(file, call.receiver) if call.receiver is not None else ""
            return call.callee.replace("?", inner)
        case Member(inner, name):
            return f"{_said(file, inner)}.{name}"
    return ""
