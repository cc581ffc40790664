"""Listings of folders inside one file, and the names that hold them unsorted."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from debtscan.facts import Call, FileFacts, Reference, Result, Value
from debtscan.project.names.bindings import class_of

_FUNCTIONS = frozenset({"listdir", "glob", "iglob", "scandir", "Glob", "ListDirectory"})
_METHODS = frozenset({"glob", "rglob", "iterdir"})
#: In one statement with the listing these fix its order or make it irrelevant.
_SETTLING = frozenset(
    {"len", "set", "frozenset", "any", "all", "max", "min", "sum", "Counter", "next"}
    | {"remove", "unlink", "rmtree", "issubset", "difference", "isdir", "exists"}
)


class FileListings:
    """Which values of a file are unsorted listings of a folder.

    A name counts as unsorted when it is bound to a listing and sorted nowhere in its function
    (for `self.x`: in its class).
    """

    def __init__(self, file: FileFacts) -> None:
        self._file = file
        self._direct = {i for i, call in enumerate(file.calls) if _lists(call)}
        self._named: dict[tuple[str, int], Call] = {}
        if self._direct:
            self._settle()
            self._name()

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
        return None

    def _wrapped(self, call: Call) -> Call | None:
        """`list(...)`, `tuple(...)` keep the order."""
        if call.callee in ("list", "tuple") and len(call.arguments) == 1:
            return self.source(call.arguments[0], call.scope)
        return None

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
        for call in self._file.calls:
            last = call.callee.rpartition(".")[2]
            if "sort" in last.lower():
                self._named.pop(self._key(call.callee.rpartition(".")[0], call.scope), None)
                for value in call.arguments:
                    if isinstance(value, Reference):
                        self._named.pop(self._key(value.name, call.scope), None)

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
