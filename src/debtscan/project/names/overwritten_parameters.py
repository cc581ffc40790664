"""Parameters that a function replaces before it reads them, though callers give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from debtscan.facts import (
    Assignment,
    Collection,
    FileFacts,
    Item,
    Parameter,
    Reference,
    Value,
)
from debtscan.model import Location
from debtscan.project.libraries.signatures import SIGNATURE_KEEPING
from debtscan.project.names.bindings import scopes
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol

#: read all parameters at once
_WHOLE = frozenset({"locals", "vars", "inspect.currentframe", "exec", "eval"})

#: methods, and functions that stand in for them, whose parameters a framework lays down
_HOOK = re.compile(r"call|.*(?:forward|backward).*")
_ADMITTED = 3  #: lines below an admission that it is about


class OverwrittenParameter(Struct, frozen=True):
    """`written` replaces it always and before every read; `default`: whether it has one."""

    function: Symbol
    name: str
    written: Location
    given: tuple[Location, ...]  #: calls that give it a value, to no effect
    default: bool


def overwritten_parameters(calls: Calls) -> Iterator[OverwrittenParameter]:
    """By path and line; of functions that only this repository calls as they are written, so no
    hooks, callbacks or decorated ones."""
    for path, file in calls.files.items():
        for scope, parameter, one in _replaced(file):
            function = calls.symbols.of_scope(path, scope)
            if _is_own(calls, file, function) and not _is_admitted(file, one):
                given = calls.arguments(function, parameter.name)
                places = tuple(site.at for site, value in given.values if value != one.value)
                default = parameter.default is not None and not _is_asked_for(calls, function)
                yield OverwrittenParameter(
                    function, parameter.name, file.locate(one.at), places, default
                )


def _is_own(calls: Calls, file: FileFacts, function: Symbol) -> bool:
    definition = function.definition
    whole = _WHOLE.isdisjoint(file.reads[function.scope])
    last = function.name.rpartition(".")[2]
    if definition.scope and file.definitions[definition.scope - 1].kind == "function":
        return False
    if last != "__init__" and (last.startswith("__") or _HOOK.fullmatch(last)):
        return False
    owner = calls.symbols.owner_of(function)
    shared = owner is not None and any(
        calls.symbols.at(one.path, f"{one.name}.{last}")
        for one in (*calls.symbols.line_of(owner), *calls.symbols.descendants(owner))
        if one != owner
    )
    return whole and not shared and SIGNATURE_KEEPING.issuperset(definition.decorators)


def _is_admitted(file: FileFacts, one: Assignment) -> bool:
    """Whether a FIXME stands above: who wrote it knows."""
    return any(
        comment.kind == "admission" and 0 < one.at.line - comment.at.line <= _ADMITTED
        for comment in file.comments
    )


def _is_asked_for(calls: Calls, function: Symbol) -> bool:
    """Whether others say what it takes: a base from outside, or scripts that call `main(args)`."""
    owner = calls.symbols.owner_of(function)
    if owner is None or function.name.endswith(".__init__"):
        return function.name == "main"
    return bool(calls.symbols.outside_bases(owner))


def _replaced(file: FileFacts) -> Iterator[tuple[int, Parameter, Assignment]]:
    """(scope, parameter, the assignment)"""
    likely = [
        (parameter, one)
        for parameter, one in _assigned(file)
        if _is_unread(file, one.scope, one.target, one.at.line)
    ]
    ends = outermost(file) if likely else {}
    back = {(one.scope, name) for one in file.returns for name in _names(one.value)}
    for parameter, one in likely:
        end = ends.get((one.scope, one.at.line))
        given_back = (one.scope, one.target) in back
        if end is not None and not given_back and _is_unread(file, one.scope, one.target, end):
            yield one.scope, parameter, one


def _assigned(file: FileFacts) -> Iterator[tuple[Parameter, Assignment]]:
    """Parameters bound anew; not where they are unpacked or picked from something that may hold
    the same."""
    for one in file.assignments:
        if one.scope and one.how == "=" and not isinstance(one.value, Item):
            for parameter in file.definitions[one.scope - 1].parameters:
                if parameter.name == one.target and "star" not in parameter.kind:
                    yield parameter, one


def _names(value: Value) -> Iterator[str]:
    if isinstance(value, Reference):
        yield value.name
    elif isinstance(value, Collection):
        yield from (one.name for one in value.items if isinstance(one, Reference))


def outermost(file: FileFacts) -> Mapping[tuple[int, int], int]:
    """(scope, first line) -> last line of statements in no block of their function, each alone
    on its line."""
    rows = file.statements
    least: dict[int, int] = {}
    for scope, depth in zip(rows.scopes, rows.depths, strict=True):
        least[scope] = min(depth, least.get(scope, depth))
    found: dict[tuple[int, int], int] = {}
    for place, end, depth in _rows(file):
        found[place] = end if depth == least[place[0]] and place not in found else -1
    return {place: end for place, end in found.items() if end >= 0}


def _rows(file: FileFacts) -> Iterator[tuple[tuple[int, int], int, int]]:
    rows = file.statements
    columns = zip(rows.scopes, rows.lines, rows.end_lines, rows.depths, strict=True)
    return (((scope, line), end, depth) for scope, line, end, depth in columns)


def _is_unread(file: FileFacts, scope: int, name: str, end: int) -> bool:
    """Whether every read comes after a line, and there is one."""
    plain = file.reads[scope].get(name, ())
    if plain and min(plain) <= end:  # nearly always, and quickly seen
        return False
    lines = list(_read(file, scope, name))
    return bool(lines) and min(lines) > end


def _read(file: FileFacts, scope: int, name: str) -> Iterator[int]:
    for inner, names in enumerate(file.reads):
        if inner == scope or scope in scopes(file, inner):
            for dotted, lines in names.items():
                if dotted.partition(".")[0] == name:
                    yield from lines
