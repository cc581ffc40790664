"""What `**` gives a function or class of the repository."""

from __future__ import annotations

from msgspec import Struct

from debtscan.project.flow.carried import Place
from debtscan.project.names.arguments import constructor
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol


class Spread(Struct, frozen=True):
    """The names a callee takes by themselves, the `**kwargs` that gathers the others, and
    whether names may go where they cannot be seen."""

    names: tuple[str, ...]
    gathered: tuple[Place, ...]
    open: bool


def spread_into(calls: Calls, target: Symbol) -> Spread:
    """For a class its constructor; without one, its fields (of a data class)."""
    function = constructor(calls, target)
    if function.is_class:
        names = _fields(calls, function)
        return Spread(names, (), not names)
    parameters = function.definition.parameters
    gathered = tuple(
        Place(function.path, function.scope, one.name)
        for one in parameters
        if one.kind == "double-star"
    )
    return Spread(tuple(one.name for one in parameters if "star" not in one.kind), gathered, False)


def _fields(calls: Calls, owner: Symbol, hops: int = 4) -> tuple[str, ...]:
    file = calls.files[owner.path]
    names = [one.name for one in file.options if one.scope == owner.scope]
    for base in calls.symbols.bases(owner) if hops else ():
        names += _fields(calls, base, hops - 1)
    return tuple(names)
