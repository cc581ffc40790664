"""Functions that are given to somebody who calls them: pools, threads, partial, wrappers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from debtscan.facts import (
    Call,
    Collection,
    FileFacts,
    Item,
    Literal,
    Reference,
    Table,
    Unknown,
    Value,
)
from debtscan.project.names.calls import Calls
from debtscan.project.names.objects import Itself
from debtscan.project.names.symbols import Symbol

_EACH = frozenset(
    {"map", "imap", "imap_unordered", "thread_map", "process_map", "map_async"}
    | {"parallel_map", "tqdm_map"}
)
_WITH = frozenset({"submit", "partial", "run_in_executor", "to_thread", "apply_async", "apply"})
_TARGET = frozenset({"Process", "Thread", "Timer"})
_TASK = frozenset({"PythonCallable"})  #: of ploomber
_TASKS = _TASK | {"NotebookRunner", "ScriptRunner", "SQLDump", "SQLScript", "ShellScript"}
_LAST = _EACH | _WITH | _TARGET | _TASK


class Passing(NamedTuple):
    """A call that passes a function on, and what the function will be given by it."""

    path: str
    number: int  #: of the call in its file
    call: Call
    arguments: tuple[Value, ...]
    named: tuple[tuple[str, Value], ...]


class PassedOn:
    """Arguments that functions get without being called by name."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def values(self, function: Symbol, parameter: str) -> Iterator[tuple[Passing, Value]]:
        """What a parameter is given, with the call that passes the function on."""
        passed = self._by_function.get(function, ())
        if not passed:
            return
        names = [one.name for one in function.definition.parameters if one.kind == "plain"]
        if "." in function.name and names[:1] in (["self"], ["cls"]):
            names = names[1:]
        for one in passed:
            for name, value in (*zip(names, one.arguments, strict=False), *one.named):
                if name == parameter:
                    yield one, value

    @cached_property
    def _by_function(self) -> Mapping[Symbol, Sequence[Passing]]:
        found: dict[Symbol, list[Passing]] = defaultdict(list)
        for file in self._calls.files.values():
            for index, call in enumerate(file.calls):
                if call.callee.rpartition(".")[2] in _LAST:
                    self._enter(found, file, index, call)
        return found

    def _enter(
        self, found: dict[Symbol, list[Passing]], file: FileFacts, index: int, call: Call
    ) -> None:
        for given, arguments, named in _passed(file, call):
            if isinstance(given, Reference):
                meant = self._calls.inference.name(file, call.scope, given.name, call.at.line)
                for one in meant:
                    if isinstance(one, Itself) and not one.of.is_class and len(meant) == 1:
                        passing = Passing(file.path, index, call, arguments, named)
                        found[one.of].append(passing)


def _passed(
    file: FileFacts, call: Call
) -> Iterator[tuple[Value, tuple[Value, ...], tuple[tuple[str, Value], ...]]]:
    """(function, its arguments by position, by name) of one call."""
    last = call.callee.rpartition(".")[2]
    keywords = {one.name: one.value for one in call.keywords}
    first, rest = call.arguments[:1], call.arguments[1:]
    if last in _TARGET and "target" in keywords:
        yield keywords["target"], _items(keywords.get("args")), _entries(keywords.get("kwargs"))
    elif last in ("apply_async", "apply") and first:
        yield first[0], _items(rest[0] if rest else keywords.get("args")), ()
    elif last in _TASK and first:
        product = _product(call)
        named = (("product", product), ("upstream", _products(file))) if product else ()
        yield first[0], (), named
    elif last in _EACH and first:
        yield first[0], tuple(Item(one, Unknown()) for one in rest), ()
    elif last in _WITH and first:
        if last == "run_in_executor":
            first, rest = rest[:1], rest[1:]
        if first:
            yield first[0], rest, tuple(keywords.items())


def _items(value: Value | None) -> tuple[Value, ...]:
    return value.items if isinstance(value, Collection) and value.size == len(value.items) else ()


def _entries(value: Value | None) -> tuple[tuple[str, Value], ...]:
    if not isinstance(value, Table):
        return ()
    pairs = zip(value.keys, value.values, strict=False)
    return tuple((str(getattr(key, "value", "")), one) for key, one in pairs)


def _product(call: Call) -> Value | None:
    """What a task of ploomber is said to make."""
    if len(call.arguments) > 1:
        return call.arguments[1]
    return next((one.value for one in call.keywords if one.name == "product"), None)


def _products(file: FileFacts) -> Table:
    """The products of the tasks of a file by their names, as `upstream` holds them."""
    rows = []
    for call in file.calls:
        if call.callee.rpartition(".")[2] in _TASKS and (product := _product(call)):
            first = call.arguments[0] if call.arguments else None
            named = [one.value for one in call.keywords if one.name == "name"]
            own = first.name.rpartition(".")[2] if isinstance(first, Reference) else ""
            rows.append((named[0] if named else Literal(own), product))
    return Table(tuple(name for name, _ in rows), tuple(product for _, product in rows))
