"""Listings of folders inside one file, and the names that hold them unsorted."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from debtscan.facts import (
    Assignment,
    Call,
    Collection,
    FileFacts,
    Item,
    Operation,
    Reference,
    Result,
    Text,
    Value,
)
from debtscan.project.artifacts.listing_loops import ListingLoop, gathered, loop
from debtscan.project.names.bindings import class_of

_FUNCTIONS = frozenset({"listdir", "glob", "iglob", "scandir", "Glob", "ListDirectory"})
_METHODS = frozenset({"glob", "rglob", "iterdir"})
#: In one statement with the listing these fix its order or make it irrelevant.
_SETTLING = frozenset(
    {"len", "set", "frozenset", "any", "all", "max", "min", "sum", "Counter", "next", "unique"}
    | {"remove", "unlink", "rmtree", "issubset", "difference", "isdir", "exists"}
)
#: Give the members of their argument with this index in the same order.
_KEEPING = {"list": 0, "tuple": 0, "enumerate": 0, "tqdm": 0, "trange": 0, "track": 0}
_KEEPING |= {"map": 1, "filter": 1, "array": 0, "asarray": 0, "DataFrame": 0, "Series": 0}
_DEEP = 4  #: calls and displays that a member of a comprehension may be wrapped in


class FileListings:
    """Which values of a file are unsorted listings of a folder.

    A name counts as unsorted when it is bound to a listing, or filled in a loop over one, and
    sorted nowhere in its function (for `self.x`: in its class).
    """

    def __init__(self, file: FileFacts) -> None:
        self._file = file
        self._direct = {i for i, call in enumerate(file.calls) if _lists(call)}
        self._named: dict[tuple[str, int], Call] = {}
        self._filled: set[tuple[str, int]] = set()
        self._single: set[tuple[str, int]] = set()  #: hold one member of a listing
        self._members: dict[str, Call] = {}
        if self._direct:
            self._settle()
            self._name()
            self._gather()

    def __bool__(self) -> bool:
        return bool(self._direct)

    def source(self, value: Value, scope: int) -> Call | None:
        """The call that made this listing; None for a value that is no unsorted listing."""
        match value:
            case Result(index) if index in self._direct:
                return self._file.calls[index]
            case Result(index):
                return self._wrapped(self._file.calls[index])
            case Reference(name):
                return self._named.get(self._key(name, scope))
            case Operation("+", parts):
                found = [self.source(part, scope) for part in parts]
                return found[0] if None not in found else None
            case Collection((member,), -1):
                names = (name for name in self._names(member, _DEEP) if name in self._members)
                return next((self._members[name] for name in names), None)
        return None

    def kept_by(self, scope: int) -> Iterator[tuple[str, Call]]:
        """Lists that the objects of a class keep: `self.x` and its listing."""
        for (name, home), listing in self._named.items():
            if home == scope and name.startswith("self.") and (name, home) not in self._single:
                yield name, listing

    def is_filled(self, value: Value, scope: int) -> bool:
        """Whether the list was filled member by member in a loop over the listing."""
        return isinstance(value, Reference) and self._key(value.name, scope) in self._filled

    @cached_property
    def loops(self) -> tuple[ListingLoop, ...]:
        """Every loop and comprehension over a listing, by place."""
        return tuple(self._loops())

    def _loops(self) -> Iterator[ListingLoop]:
        for one in self._file.assignments:
            if one.how == "for" and (listing := self._looped(one)) is not None:
                if "~" in one.target:
                    self._members[one.target] = listing
                yield loop(self._file, one, listing)

    def _looped(self, one: Assignment) -> Call | None:
        """The listing whose members, or their numbers, a `for` gives."""
        match one.value:
            case Item(Item(Result(call), _), _) if self._file.calls[call].callee == "enumerate":
                return self.source(Result(call), one.scope)
            case Item(of, _) if not isinstance(of, Item):
                return self.source(of, one.scope)
        return None

    def _wrapped(self, call: Call) -> Call | None:
        """`list(...)`, `tqdm(...)` and `map(...)` keep the order."""
        at = _KEEPING.get(call.callee.rpartition(".")[2])
        if at is not None and len(call.arguments) > at:
            return self.source(call.arguments[at], call.scope)
        return None

    def _names(self, value: Value, depth: int) -> Iterator[str]:
        match value:
            case Reference(name):
                yield name.partition(".")[0]
            case Text(parts) | Collection(parts, _) if depth:
                for part in parts:
                    yield from self._names(part, depth - 1)
            case Result(index) if depth:
                call = self._file.calls[index]
                yield call.callee.partition(".")[0]
                for part in call.arguments:
                    yield from self._names(part, depth - 1)

    def _key(self, name: str, scope: int) -> tuple[str, int]:
        return (name, class_of(self._file, scope) if name.startswith("self.") else scope)

    def _settle(self) -> None:
        """Leave out listings whose own statement settles their order."""
        beside: dict[int, list[str]] = defaultdict(list)
        for call in self._file.calls:
            beside[self._row(call.at.line)].append(call.callee.rpartition(".")[2])
        self._direct = {
            index
            for index in self._direct
            if not any(
                _settles(name) for name in beside[self._row(self._file.calls[index].at.line)]
            )
        }

    def _name(self) -> None:
        rows = {self._row(self._file.calls[i].at.line): self._file.calls[i] for i in self._direct}
        for one in self._file.assignments:
            call = rows.get(self._row(one.at.line))
            if call is not None and one.how == "=" and one.scope == call.scope:
                self._named[self._key(one.target, one.scope)] = call
                if isinstance(one.value, Item):
                    self._single.add(self._key(one.target, one.scope))
        for one in self._file.assignments:
            joined = one.how == "=" and isinstance(one.value, Operation)
            if joined and (listing := self.source(one.value, one.scope)) is not None:
                self._named.setdefault(self._key(one.target, one.scope), listing)
        for key in self._sorted:
            self._named.pop(key, None)

    def _gather(self) -> None:
        """Name the lists that loops over listings fill, and what is made of them at once."""
        for inside in self.loops:
            for name in gathered(self._file, inside):
                self._fill(self._key(name, inside.at.scope), inside.listing)
        for one in self._file.assignments if self._filled else ():
            if one.how == "=" and isinstance(one.value, Result):
                call = self._file.calls[one.value.call]
                filled = call.arguments and self.is_filled(call.arguments[0], one.scope)
                if filled and (listing := self._wrapped(call)) is not None:
                    self._fill(self._key(one.target, one.scope), listing)

    def _fill(self, key: tuple[str, int], listing: Call) -> None:
        if key not in self._sorted and key not in self._named:
            self._named[key] = listing
            self._filled.add(key)

    @cached_property
    def _sorted(self) -> frozenset[tuple[str, int]]:
        """Names that something sorts."""
        found = set()
        for call in self._file.calls:
            if "sort" in call.callee.rpartition(".")[2].lower():
                found.add(self._key(call.callee.rpartition(".")[0], call.scope))
                for value in call.arguments:
                    if isinstance(value, Reference):
                        found.add(self._key(value.name, call.scope))
        return frozenset(found)

    def _row(self, line: int) -> int:
        """The statement a line belongs to: the last one that starts at or before it."""
        return bisect_right(self._file.statements.lines, line) - 1


def _lists(call: Call) -> bool:
    head, _, last = call.callee.rpartition(".")
    if head in ("", "os", "glob", "glob2") or "gfile" in head:
        return last in _FUNCTIONS
    return bool(head) and last in _METHODS and len(call.arguments) <= 1


def _settles(name: str) -> bool:
    return name in _SETTLING or "sort" in name.lower()
