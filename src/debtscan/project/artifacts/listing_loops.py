"""Loops over unsorted listings inside one file: what they number and what they gather."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from debtscan.facts import (
    Assignment,
    Call,
    Collection,
    FileFacts,
    Item,
    Literal,
    Operation,
    Reference,
    Result,
    Table,
    Value,
)

_LABEL = re.compile(r"(?:^|_)(?:labels?|class(?:es)?|targets?|y)(?:_|$)|(?:^|_)cls(?:_|$)")
_FILLING = frozenset({"full", "full_like"})
_ADDING = frozenset({"append", "extend"})


class ListingLoop(Struct, frozen=True):
    """A `for` (or comprehension) whose members come from an unsorted listing."""

    listing: Call
    at: Assignment  #: of the loop's variable
    counter: bool  #: the variable counts the members (`enumerate`)
    member: str  #: the name of the member beside the counter, "" when it has none
    first: int  #: lines of the body; of the statement for a comprehension
    last: int

    def holds(self, line: int) -> bool:
        """Whether a line is inside."""
        return self.first <= line <= self.last


def loop(file: FileFacts, one: Assignment, listing: Call) -> ListingLoop:
    """The loop that binds a variable to members of a listing, or to their numbers."""
    table, line = file.statements, one.at.line
    row = max(0, bisect_right(table.lines, line) - 1)
    counter = _is_counter(file, one)
    member = _member(file, one) if counter else ""
    if "~" in one.target:
        return ListingLoop(listing, one, counter, member, table.lines[row], table.end_lines[row])
    last = row
    while last + 1 < len(table.depths) and table.depths[last + 1] > table.depths[row]:
        last += 1
    end = max(table.end_lines[row + 1 : last + 1], default=line)
    return ListingLoop(listing, one, counter, member, line + 1, end)


def _is_counter(file: FileFacts, one: Assignment) -> bool:
    match one.value:
        case Item(Item(Result(call), _), Literal(0)):
            return file.calls[call].callee == "enumerate"
    return False


def _member(file: FileFacts, counter: Assignment) -> str:
    """The name that `enumerate` gives the member: bound in the same line."""
    for one in file.assignments:
        match one.value:
            case Item(of, Literal(1)) if one.at.line == counter.at.line and one.how == "for":
                if isinstance(counter.value, Item) and of == counter.value.of:
                    return one.target
    return ""


def gathered(file: FileFacts, inside: ListingLoop) -> Iterator[str]:
    """Lists made empty before the loop that get a member in every round."""
    made = {
        one.target: one.at.line
        for one in file.assignments
        if one.how == "=" and (not one.target.count(".") or one.target.startswith("self."))
        if _is_empty(file, one.value) and one.at.line < inside.first
    }
    scope = inside.at.scope
    for call in file.calls:
        head, _, last = call.callee.rpartition(".")
        if last in _ADDING and head in made and call.scope == scope and inside.holds(call.at.line):
            yield head
    for one in file.assignments:
        adds = one.how == "+=" and isinstance(one.value, Collection) and one.target in made
        if adds and one.scope == scope and inside.holds(one.at.line):
            yield one.target


def _is_empty(file: FileFacts, value: Value) -> bool:
    match value:
        case Collection(_, 0):
            return True
        case Result(call):
            return file.calls[call].callee == "list" and not file.calls[call].arguments
    return False


def numbering(file: FileFacts, inside: ListingLoop) -> Iterator[Call | Assignment]:
    """Where the number of a member is kept as its label or number."""
    if not inside.counter:
        return
    name, scope = Reference(inside.at.target), inside.at.scope
    named = file.reads[scope].get(inside.member, ()) if scope < len(file.reads) else ()
    for one in file.assignments:
        if one.scope == scope and inside.holds(one.at.line) and _numbers(one, name, named):
            yield one
    for call in file.calls:
        if call.scope == scope and inside.holds(call.at.line) and _labels(call, name):
            yield call


def _numbers(one: Assignment, name: Reference, named: tuple[int, ...]) -> bool:
    """`ids[member] = i`, `{member: i ...}`, `label = i`; not under a key of another origin."""
    match one.value:
        case Table(keys, values):
            return (name in keys) != (name in values) and len(keys) == 1
        case Reference():
            last = one.target.rpartition(".")[2]
            kept = last.endswith("[]") and one.at.line in named
            return one.value == name and (kept or bool(_LABEL.search(last)))
    return False


def _labels(call: Call, name: Reference) -> bool:
    """`y.append(i)`, `rows.append((row, i))`, `label=i`, `np.full(n, i)`, `[i] * n`."""
    last = call.callee.rpartition(".")[2]
    if any(_LABEL.search(keyword.name) and keyword.value == name for keyword in call.keywords):
        return True
    if last in _FILLING:
        return name in call.arguments[1:]
    return last in _ADDING and any(_is_label(value, name) for value in call.arguments)


def _is_label(value: Value, name: Reference) -> bool:
    match value:
        case Collection(items, _):
            return name in items
        case Operation("*", (Collection(items, _), *_)):
            return name in items
    return value == name
