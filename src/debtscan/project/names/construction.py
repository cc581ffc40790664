"""What a function or the construction of a class takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import Assignment, Call, Parameter, Result
from debtscan.project.libraries.signatures import (
    CLASS_KEEPING,
    FIELDS_DECORATORS,
    SIGNATURE_KEEPING,
)
from debtscan.project.names.symbols import Symbol

if TYPE_CHECKING:
    from debtscan.project.names.calls import Calls

_NOT_FIELDS = ("ClassVar", "typing.ClassVar", "KW_ONLY", "dataclasses.KW_ONLY")


class Signature(Struct, frozen=True):
    """Parameters without `self`; `loose`: whether any has a default is not known."""

    parameters: tuple[Parameter, ...]
    loose: bool = False

    def misfit(self, call: Call) -> tuple[str, tuple[str, ...]] | None:
        """(kind, names) of the first thing about the arguments that does not fit."""
        plain = [one.name for one in self.parameters if one.kind == "plain"]
        kinds = {one.kind for one in self.parameters}
        given = [one.name for one in call.keywords]
        if len(call.arguments) > len(plain) and "star" not in kinds:
            return "too-many", (str(len(plain)), str(len(call.arguments)))
        if "double-star" in kinds:
            return self._missing(call, plain, given)
        known = {one.name for one in self.parameters if one.kind in ("plain", "keyword")}
        strange = tuple(name for name in given if name not in known)
        if strange:
            return "unknown-keyword", strange
        twice = tuple(name for name in plain[: len(call.arguments)] if name in given)
        return ("given-twice", twice) if twice else self._missing(call, plain, given)

    def _missing(
        self, call: Call, plain: Sequence[str], given: Sequence[str]
    ) -> tuple[str, tuple[str, ...]] | None:
        filled = {*plain[: len(call.arguments)], *given}
        missing = tuple(
            one.name
            for one in self.parameters
            if one.kind in ("plain", "keyword") and one.default is None and one.name not in filled
        )
        return ("missing", missing) if missing and not self.loose else None


def of_function(target: Symbol, *, filled: bool) -> Signature:
    """`filled`: the first parameter is the object or class before the dot."""
    parameters = target.definition.parameters
    takes = filled and bool(parameters) and parameters[0].kind == "plain"
    return Signature(parameters[1:] if takes else parameters)


def construction(calls: Calls, made: Symbol) -> Signature | None:
    """What a class takes; None when a base, a decorator or `__new__` may change it."""
    symbols = calls.symbols
    if symbols.method(made, "__new__") is not None:
        return None
    written = FIELDS_DECORATORS.intersection(made.definition.decorators)
    if not (FIELDS_DECORATORS | CLASS_KEEPING).issuperset(made.definition.decorators):
        return None
    constructor = symbols.method(made, "__init__")
    if constructor is not None and not written:
        return _of_constructor(calls, made, constructor)
    if constructor is None and (written or made.definition.bases == ("typing.NamedTuple",)):
        return _of_fields(calls, made)
    return None


def _of_constructor(calls: Calls, made: Symbol, constructor: Symbol) -> Signature | None:
    """Its own `__init__`, or one inherited along a line of single bases."""
    symbols = calls.symbols
    owner = symbols.owner_of(constructor)
    each: Symbol | None = made
    while each is not None and each != owner:
        bases = symbols.bases(each)
        each = bases[0] if len(bases) == len(each.definition.bases) == 1 else None
    if each is None or not SIGNATURE_KEEPING.issuperset(constructor.definition.decorators):
        return None
    file = symbols.files[constructor.path]
    same = [one for one in file.definitions if one.name == constructor.name]
    return of_function(constructor, filled=True) if len(same) == 1 else None


def _of_fields(calls: Calls, made: Symbol) -> Signature | None:
    symbols = calls.symbols
    found: dict[str, Parameter] = {}
    for each in reversed(symbols.line_of(made)):
        decorated = FIELDS_DECORATORS.intersection(each.definition.decorators)
        if not decorated and made.definition.bases != ("typing.NamedTuple",):
            return None
        if len(symbols.bases(each)) > 1 or (decorated and symbols.outside_base(each)):
            return None
        for one in calls.files[each.path].assignments:
            if one.scope == each.scope and one.how[0] == ":":
                if _is_arranged(calls, each, one):
                    return None
                if not one.how[1:].startswith(_NOT_FIELDS):
                    plain = decorated == {"dataclasses.dataclass"} or not decorated
                    found[one.target] = Parameter(one.target if plain else one.target.lstrip("_"))
    return Signature(tuple(found.values()), loose=True)


def _is_arranged(calls: Calls, owner: Symbol, one: Assignment) -> bool:
    """`field(init=False)`, `KW_ONLY`, `field(alias=...)`: more than a name and a default."""
    if "KW_ONLY" in one.how:
        return True
    if not isinstance(one.value, Result):
        return False
    call = calls.files[owner.path].calls[one.value.call]
    return any(word.name in ("init", "kw_only", "alias") for word in call.keywords)
