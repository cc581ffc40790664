"""What assignments leave in a name, and what conditions show of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from debtscan.facts import (
    Assignment,
    Collection,
    FileFacts,
    Literal,
    Operation,
    Reference,
    Unknown,
    Value,
)
from debtscan.project.names.bindings import Bindings
from debtscan.project.names.origin import Origin

_OWN = ("=", "+=", "/=")  #: bound after the rest of their own statement ran


def ended(one: Origin, endings: tuple[str, ...]) -> Origin:
    """Something unknown that a condition has shown to end so."""
    value = one.value
    loose = isinstance(value, Unknown) or (
        isinstance(value, Operation) and value.operator in ("member", "files", "any")
    )
    if not loose:
        return one
    shown = Collection(tuple(Literal(text) for text in endings), len(endings))
    return one._replace(value=Operation("ends", (value, shown)), cause="")


def before(bound: Sequence[Assignment], line: int) -> Sequence[Assignment]:
    """Without `path = path or ...` on the very line where the name is read."""
    if not any(one.at.line == line and one.how in _OWN for one in bound):
        return bound
    return [one for one in bound if one.at.line != line or one.how not in _OWN]


def given_value(name: str, one: Assignment) -> Value:
    """What an assignment leaves in the name: `+=` puts the old and the new together."""
    if one.how in ("+=", "/="):
        return Operation(one.how[0], (Reference(name), one.value))
    if one.how in ("-=", "*=", "|="):
        return Unknown()
    return one.value


def grown(
    file: FileFacts, bindings: Bindings
) -> Mapping[tuple[int, str], list[tuple[Value, int, int, bool]]]:
    """(scope, name; -1 for `self.x`) -> (value, scope, line, whether it is many) of what
    `append`, `add`, `put` and `extend` give to a container."""
    index: dict[tuple[int, str], list[tuple[Value, int, int, bool]]] = defaultdict(list)
    for call in file.calls:
        name, _, last = call.callee.rpartition(".")
        if last in ("append", "extend", "add", "put") and name and call.arguments:
            own = name.startswith("self.")
            level = -1 if own else bindings.home(file, call.scope, name)
            entry = (call.arguments[0], call.scope, call.at.line, last == "extend")
            index[level, name].append(entry)
    return index
