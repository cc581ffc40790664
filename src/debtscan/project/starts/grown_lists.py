"""Lists and texts that grow before they are used: `cmd = [...]`, `cmd += [...]`, `cmd.append(x)`.

What branches add is all taken: a command may have it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from debtscan.facts import Assignment, Call, Collection, FileFacts, Unknown, Value

_GROWING = ("append", "extend")
_Place = tuple[int, int]


class GrownLists:
    """Of one file."""

    def __init__(self, file: FileFacts, bound: Mapping[tuple[int, str], Sequence[Assignment]]):
        """`bound`: (scope, name) -> its assignments, in source order."""
        self._file = file
        self._bound = bound

    def pieces(self, name: str, scope: int, before: _Place) -> Sequence[Value]:
        """What a name of this scope was given and then had added before a place; empty where
        it was given nothing plain, or only that. What is put in by position hides the rest."""
        found = [one for one in self._bound.get((scope, name), ()) if _place(one) < before]
        starts = [number for number, one in enumerate(found) if one.how == "="]
        if not starts or any(one.how not in ("=", "+=") for one in found):
            return ()
        first, *added = found[starts[-1] :]
        grown = [(_place(one), one.value) for one in added]
        grown += [
            (_place(call), _added(call))
            for call in self._calls(name, scope)
            if _place(first) < _place(call) < before
        ]
        if not grown:
            return ()
        if self._bound.get((scope, f"{name}[]")):
            return (first.value, _one(Unknown()))
        return (first.value, *(value for _, value in sorted(grown, key=lambda pair: pair[0])))

    def _calls(self, name: str, scope: int) -> Sequence[Call]:
        callees = {f"{name}.{one}" for one in _GROWING}
        return [
            call
            for call in self._file.calls
            if call.callee in callees and call.scope == scope and len(call.arguments) == 1
        ]


def _added(call: Call) -> Value:
    value = call.arguments[0]
    return value if call.callee.endswith(".extend") else _one(value)


def _one(value: Value) -> Value:
    return Collection((value,), 1)


def _place(one: Assignment | Call) -> _Place:
    return (one.at.line, one.at.column)
