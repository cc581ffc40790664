"""Chains of keys in one file: `cfg["a"].b.get("c")` as a root, the keys, and what is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from debtscan.facts import (
    Collection,
    FileFacts,
    Item,
    Literal,
    Member,
    Operation,
    Reference,
    Result,
    Span,
    Table,
    Text,
    Unknown,
    Value,
)

Root = str | int  #: a dotted name, or the index of the call that gives the object
#: keys; "*" for each of them, `COMPUTED` for one that nobody knows, numbers of members
Chain = tuple[str | int, ...]
COMPUTED = "?"

_CHOICES = ("or", "and", "if")


class Trail(Struct, frozen=True):
    """One use of what a chain of keys leads to.

    `kind`: "argument", "keyword", "spread", "method" (`key` = its name), "assigned" (`key` =
    target), "returned", "stored" (put into a container), "read" (looked at, compared, put into
    a text).
    """

    root: Root
    chain: Chain
    kind: str
    index: int
    key: str | int
    scope: int
    at: Span


class Trails:
    """All chains of one file by the first name of their root."""

    def __init__(self, file: FileFacts) -> None:
        self._found: dict[Root, list[Trail]] = defaultdict(list)
        self._reads: dict[Root, list[tuple[int, str, tuple[int, ...]]]] = defaultdict(list)
        self._calls(file)
        for index, one in enumerate(file.assignments):
            self._add(one.value, "assigned", index, one.target, one.scope, one.at)
        for index, result in enumerate(file.returns):
            self._add(result.value, "returned", index, "", result.scope, result.at)
        for index, branch in enumerate(file.branches):
            self._add(branch.test, "read", index, "", branch.scope, branch.at)
        self._accesses(file)
        for scope, names in enumerate(file.reads):
            for dotted, lines in names.items():
                if "." in dotted:
                    self._reads[_first(dotted)].append((scope, dotted, lines))

    def of(self, root: Root) -> Iterator[tuple[Chain, Trail]]:
        """Trails that start at this name or result, with the keys from there on."""
        first = _first(root)
        for trail in self._found.get(first, ()):
            below = _below(root, trail.root)
            if below is not None:
                yield (*below, *trail.chain), trail
        for scope, dotted, lines in self._reads.get(first, ()):
            below = _below(root, dotted)
            if below is not None:
                for line in lines:
                    yield below, Trail(dotted, (), "read", -1, "", scope, Span(line, 1, line))

    def _calls(self, file: FileFacts) -> None:
        for index, call in enumerate(file.calls):
            for place, value in enumerate(call.arguments):
                self._add(value, "argument", index, place, call.scope, call.at)
            for word in call.keywords:
                self._add(word.value, "keyword", index, word.name, call.scope, call.at)
            for value in call.double_star:
                self._add(value, "spread", index, "", call.scope, call.at)
            head, _, last = call.callee.rpartition(".")
            if call.receiver is not None:
                self._add(call.receiver, "method", index, last, call.scope, call.at)
            elif head:
                self._add(Reference(head), "method", index, last, call.scope, call.at)

    def _accesses(self, file: FileFacts) -> None:
        """Subscripts anywhere; one of an unknown object continues the one that starts there."""
        started: dict[tuple[int, int], tuple[str, Chain]] = {}
        for one in sorted(file.key_accesses, key=lambda access: access.at):
            place = (one.at.line, one.at.column)
            known = (one.of, ()) if one.of != "?" else started.get(place)
            if known is not None:
                started[place] = known[0], (*known[1], one.key)
                if not one.store:
                    trail = Trail(known[0], (*known[1], one.key), "read", -1, "", one.scope, one.at)
                    self._keep(trail)

    def _add(
        self, value: Value, kind: str, index: int, key: str | int, scope: int, at: Span
    ) -> None:
        match value:
            case Literal() | Unknown():
                return
            case Reference(name=name):
                self._keep(Trail(name, (), kind, index, key, scope, at))
            case Result() | Item() | Member():
                found = chain_of(value)
                if found is not None:
                    self._keep(Trail(*found, kind, index, key, scope, at))
            case Operation(operator=operator, operands=operands):
                for one in operands:
                    inner = kind if operator in _CHOICES else "read"
                    self._add(one, inner, index, key, scope, at)
            case Collection(items=items):
                for place, one in enumerate(items):
                    inner = "returned" if kind == "returned" else "stored"
                    self._add(one, inner, index, place, scope, at)
            case Table(values=items):
                for one in items:
                    self._add(one, "stored", index, key, scope, at)
            case Text(parts=items):
                for one in items:
                    self._add(one, "read", index, key, scope, at)

    def _keep(self, trail: Trail) -> None:
        self._found[_first(trail.root)].append(trail)


def chain_of(value: Value) -> tuple[Root, Chain] | None:
    """The root and the keys of an expression that goes into an object key by key."""
    match value:
        case Reference(name=name):
            return name, ()
        case Result(call=index):
            return index, ()
        case Item(of=of, key=key):
            before = chain_of(of)
            step = key.value if isinstance(key, Literal) else COMPUTED
            named = step if isinstance(step, str | int) else COMPUTED
            return None if before is None else (before[0], (*before[1], named))
        case Member(of=of, name=name):
            before = chain_of(of)
            return None if before is None else (before[0], (*before[1], name))
    return None


def _below(root: Root, trail: Root) -> Chain | None:
    """The keys from a root down to where a trail starts, None when that lies elsewhere."""
    if trail == root:
        return ()
    if isinstance(root, str) and isinstance(trail, str) and trail.startswith(f"{root}."):
        return tuple(trail[len(root) + 1 :].split("."))
    return None


@lru_cache(maxsize=20_000)
def _first(root: Root) -> Root:
    if isinstance(root, int):
        return root
    parts = root.split(".", 2)
    return ".".join(parts[:2]) if parts[0] in ("self", "cls") else parts[0]
