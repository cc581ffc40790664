"""Variables that take an option's value and are bound to something else before any read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from debtscan.facts import Assignment, FileFacts, Reference
from debtscan.model import Location
from debtscan.project.names.bindings import scopes
from debtscan.project.names.overwritten_parameters import outermost
from debtscan.project.options.options import OptionUse

_Variable = tuple[int, str]


@dataclass(frozen=True, slots=True)
class OverwrittenVariable:
    """`taken` binds the variable to the option, `written` to something else."""

    use: OptionUse
    name: str
    taken: Location
    written: Location


def overwritten_variables(
    files: Mapping[str, FileFacts], uses: Iterable[OptionUse]
) -> Iterator[OverwrittenVariable]:
    """By option. Both bindings stand in no block of their function, and nothing inside another
    function reads the variable."""
    reading: dict[str, dict[int, list[OptionUse]]] = defaultdict(lambda: defaultdict(list))
    for use in uses:
        for at in use.reads:
            reading[at.path][at.line].append(use)
    for path, by_line in sorted(reading.items()):
        file = files[path]
        for one, after in _pairs(file, by_line.keys()):
            for use in by_line[one.at.line]:
                if isinstance(one.value, Reference) and one.value.name.endswith(
                    f".{use.option.name}"
                ):
                    at, written = file.locate(one.at), file.locate(after.at)
                    yield OverwrittenVariable(use, one.target, at, written)


def _pairs(file: FileFacts, lines: Set[int]) -> Iterator[tuple[Assignment, Assignment]]:
    """(what is taken on one of the lines, what replaces it unread)"""
    bound: dict[_Variable, list[Assignment]] = defaultdict(list)
    for one in file.assignments:
        if one.target.isidentifier():
            bound[one.scope, one.target].append(one)
    several = {key: each for key, each in bound.items() if len(each) > 1}
    ends: Mapping[tuple[int, int], int] | None = None
    for (scope, name), each in several.items():
        ordered = sorted(each, key=lambda one: one.at.line)
        for one, after in pairwise(ordered):
            if one.at.line in lines and _replaces(one, after):
                ends = outermost(file) if ends is None else ends
                if _is_unread(file, ends, scope, name, (one, after)):
                    yield one, after


def _replaces(one: Assignment, after: Assignment) -> bool:
    return one.how == after.how == "=" and one.value != after.value


def _is_unread(
    file: FileFacts,
    ends: Mapping[tuple[int, int], int],
    scope: int,
    name: str,
    pair: Sequence[Assignment],
) -> bool:
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
