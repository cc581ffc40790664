"""Variables that take an option's value and are bound to something else before any read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise

from msgspec import Struct

from debtscan.facts import Assignment, FileFacts, Reference
from debtscan.model import Location
from debtscan.project.names.bindings import scopes
from debtscan.project.names.overwritten_parameters import outermost
from debtscan.project.options.options import OptionUse

_Variable = tuple[int, str]
_Pair = tuple[Assignment, Assignment]


class OverwrittenVariable(Struct, frozen=True):
    """`taken` binds the variable to the option, `written` to something else."""

    use: OptionUse
    name: str
    taken: Location
    written: Location


def overwritten_variables(
    files: Mapping[str, FileFacts], uses: Sequence[OptionUse]
) -> Iterator[OverwrittenVariable]:
    """By place. Both bindings stand in no block of their function, and nothing inside another
    function reads the variable."""
    last_names = {use.option.name.rpartition(".")[2] for use in uses}
    pairs = {path: found for path in files if (found := list(_pairs(files[path], last_names)))}
    reading = _reading(pairs, uses)
    for path, found in pairs.items():
        file = files[path]
        ends: Mapping[tuple[int, int], int] | None = None
        for pair in found:
            taken = _taken(pair[0], reading.get((path, pair[0].at.line), ()))
            if taken:
                ends = outermost(file) if ends is None else ends
                if _is_unread(file, ends, pair):
                    at, written = (file.locate(one.at) for one in pair)
                    for use in taken:
                        yield OverwrittenVariable(use, pair[0].target, at, written)


def _reading(
    pairs: Mapping[str, Sequence[_Pair]], uses: Iterable[OptionUse]
) -> Mapping[tuple[str, int], Sequence[OptionUse]]:
    """Options by (file, line) of their reads, as far as one of the pairs stands there: fields of
    one name share thousands of reads."""
    places = {(path, one.at.line) for path, found in pairs.items() for one, _ in found}
    last_names = {_last(one) for found in pairs.values() for one, _ in found}
    reading: dict[tuple[str, int], list[OptionUse]] = defaultdict(list)
    for use in uses:
        if use.option.name.rpartition(".")[2] in last_names:
            for at in use.reads:
                if (at.path, at.line) in places:
                    reading[at.path, at.line].append(use)
    return reading


def _taken(one: Assignment, uses: Iterable[OptionUse]) -> list[OptionUse]:
    """The options whose value an assignment binds."""
    name = one.value.name if isinstance(one.value, Reference) else ""
    return [use for use in uses if name.endswith(f".{use.option.name}")]


def _pairs(file: FileFacts, last_names: Set[str]) -> Iterator[_Pair]:
    """(what takes something of one of the names, what replaces it)"""
    named = [one for one in file.assignments if _last(one) in last_names]
    wanted = {(one.scope, one.target) for one in named if one.target.isidentifier()}
    bound: dict[_Variable, list[Assignment]] = defaultdict(list)
    for one in file.assignments if wanted else ():
        if (one.scope, one.target) in wanted:
            bound[one.scope, one.target].append(one)
    for each in bound.values():
        for one, after in pairwise(sorted(each, key=lambda one: one.at.line)):
            if _last(one) in last_names and _replaces(one, after):
                yield one, after


def _last(one: Assignment) -> str:
    """`lr` of what binds `args.lr`."""
    return one.value.name.rpartition(".")[2] if isinstance(one.value, Reference) else ""


def _replaces(one: Assignment, after: Assignment) -> bool:
    return one.how == after.how == "=" and one.value != after.value


def _is_unread(
    file: FileFacts,
    ends: Mapping[tuple[int, int], int],
    pair: _Pair,
) -> bool:
    scope, name = pair[0].scope, pair[0].target
    first, last = (ends.get((scope, one.at.line)) for one in pair)
    if first is None or last is None or _is_class(file, scope):
        return False
    return not any(
        inner != scope or any(first < line <= last for line in lines)
        for inner, names in enumerate(file.reads)
        if scope in scopes(file, inner) and (inner == scope or not _binds(file, inner, name))
        for dotted, lines in names.items()
        if dotted.partition(".")[0].partition("~")[0] == name
    )


def _binds(file: FileFacts, scope: int, name: str) -> bool:
    """A parameter of the same name is another variable."""
    return any(one.name == name for one in file.definitions[scope - 1].parameters)


def _is_class(file: FileFacts, scope: int) -> bool:
    return bool(scope) and file.definitions[scope - 1].kind == "class"
