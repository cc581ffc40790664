"""Where a name, or what a call returns, is handed on as a whole inside one file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from functools import lru_cache

from msgspec import Struct

from debtscan.facts import (
    Assignment,
    Collection,
    FileFacts,
    Item,
    KeyAccess,
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

_CHOICES = frozenset({"or", "and", "if"})
_NOTHING: tuple[Use, ...] = ()


class Use(Struct, frozen=True):
    """One value in one position.

    `kind`: "argument" (`key` = position), "keyword" (`key` = name), "spread" (`**x`),
    "receiver" (`x.m()` of a call's result), "assigned", "returned", "tested".
    `wrapped`: "" when it is the value itself; "item" (in a tuple or list, at `place`), "keyed"
    (in a table, under the constant `place`), "table",
    "text", "tested" (compared, negated), "indexed" (by something computed, or gone over by `for`),
    "member" (`place` = name), "mixed".
    """

    kind: str
    index: int  #: of the call, assignment, return or branch
    key: int | str
    scope: int
    at: Span
    wrapped: str = ""
    place: int | str = ""


class FileUses:
    """All whole uses of one file. Keys: a dotted name, the index of a call for its result,
    or a pair (name or index, item) for one item of it."""

    def __init__(self, file: FileFacts) -> None:
        self._found: dict[Hashable, list[Use]] = defaultdict(list)
        self._items: dict[Hashable, set[object]] = defaultdict(set)
        self._by_callee: dict[str, list[int]] = defaultdict(list)
        self._reads: dict[str, list[tuple[int, str, tuple[int, ...]]]] = defaultdict(list)
        self._writes: dict[str, list[Assignment]] = defaultdict(list)
        self._keys: dict[str, list[KeyAccess]] = defaultdict(list)
        self._scan_calls(file)
        self._scan_others(file)
        for scope, names in enumerate(file.reads):
            for dotted, lines in names.items():
                self._reads[first_segment(dotted)].append((scope, dotted, lines))
        for access in file.key_accesses:
            self._keys[access.of].append(access)

    def of(self, key: Hashable) -> Sequence[Use]:
        """Uses of a name, a result or one item of them, in source order by kind."""
        return self._found.get(key, _NOTHING)

    def names_in(self, key: Hashable) -> list[str]:
        """String keys that a name or result is indexed with."""
        return sorted(one for one in self._items.get(key, ()) if isinstance(one, str))

    def calls_of(self, callee: str) -> Sequence[int]:
        """Indices of the calls of exactly this dotted name."""
        return self._by_callee.get(callee, ())

    def reads_of(self, name: str) -> Sequence[tuple[int, str, tuple[int, ...]]]:
        """(scope, dotted, lines) of the reads whose first segment is that of `name`."""
        return self._reads.get(first_segment(name), ())

    def writes_of(self, name: str) -> Sequence[Assignment]:
        """Assignments to attributes of anything with the first segment of `name`."""
        return self._writes.get(first_segment(name), ())

    def keys_of(self, name: str) -> Sequence[KeyAccess]:
        """`name["key"]` for exactly this dotted name."""
        return self._keys.get(name, ())

    def _scan_calls(self, file: FileFacts) -> None:
        for index, call in enumerate(file.calls):
            self._by_callee[call.callee].append(index)
            for position, value in enumerate(call.arguments):
                if not isinstance(value, Literal):
                    self._add(value, Use("argument", index, position, call.scope, call.at))
            for keyword in call.keywords:
                if not isinstance(keyword.value, Literal):
                    use = Use("keyword", index, keyword.name, call.scope, call.at)
                    self._add(keyword.value, use)
            for value in call.double_star:
                self._add(value, Use("spread", index, "", call.scope, call.at))
            if call.receiver is not None:
                method = call.callee.rpartition(".")[2]
                self._add(call.receiver, Use("receiver", index, method, call.scope, call.at))

    def _scan_others(self, file: FileFacts) -> None:
        for index, one in enumerate(file.assignments):
            self._add(one.value, Use("assigned", index, one.target, one.scope, one.at))
            if "." in one.target:
                self._writes[first_segment(one.target)].append(one)
        for index, result in enumerate(file.returns):
            self._add(result.value, Use("returned", index, result.how, result.scope, result.at))
        for index, branch in enumerate(file.branches):
            self._add(branch.test, Use("tested", index, "", branch.scope, branch.at))

    def _add(self, value: Value, use: Use) -> None:
        match value:
            case Reference(name=name):
                self._found[name].append(use)
            case Literal() | Unknown():
                return
            case Result(call=index):
                self._found[index].append(use)
            case Collection(items=items, size=size):
                for place, item in enumerate(items):
                    self._add(item, _wrapped(use, *(("mixed",) if size < 0 else ("item", place))))
            case Table(keys=keys, values=values):
                for key, item in zip(keys, values, strict=False):
                    self._add(item, _in_table(use, key))
            case Text(parts=parts):
                for item in parts:
                    self._add(item, _wrapped(use, "text"))
            case Operation(operator="slice", operands=(of, *bounds)):
                self._add(of, _wrapped(use, "indexed"))
                for bound in bounds:
                    self._add(bound, _wrapped(use, "tested"))
            case Operation(operator=operator, operands=operands):
                for item in operands:
                    self._add(item, use if operator in _CHOICES else _wrapped(use, "tested"))
            case Item(of=of, key=key):
                self._add_item(of, key, use)
            case Member(of=of, name=name):
                self._add(of, _wrapped(use, "member", name))

    def _add_item(self, of: Value, key: Value, use: Use) -> None:
        place = key.value if isinstance(key, Literal) else None
        if place is None:
            self._add(of, _wrapped(use, "indexed"))
            self._add(key, _wrapped(use, "mixed"))
        elif isinstance(of, Reference):
            self._found[of.name, place].append(use)
            self._items[of.name].add(place)
        elif isinstance(of, Result):
            self._found[of.call, place].append(use)
            self._items[of.call].add(place)
        else:
            self._add(of, _wrapped(use, "mixed"))


@lru_cache(maxsize=20_000)
def first_segment(dotted: str) -> str:
    """`args` of `args.lr`; of a relative name its dots too: `.config` of `.config.args`."""
    name = dotted.lstrip(".")
    return dotted[: len(dotted) - len(name)] + name.partition(".")[0]


def _in_table(use: Use, key: Value) -> Use:
    """`{**x}` is the value again; under a constant key it can be found again."""
    if isinstance(key, Unknown):
        return use
    if isinstance(key, Literal) and isinstance(key.value, str):
        return _wrapped(use, "keyed", key.value)
    return _wrapped(use, "table")


def _wrapped(use: Use, how: str, place: int | str = "") -> Use:
    """One layer deeper; a second layer leaves nothing that could be followed."""
    deeper = how if not use.wrapped else "mixed"
    return Use(use.kind, use.index, use.key, use.scope, use.at, deeper, place)
