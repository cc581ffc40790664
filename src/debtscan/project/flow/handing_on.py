"""Which parameters of the repository's functions an argument arrives in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debtscan.facts import Call, FileFacts, Reference
from debtscan.project.flow.carried import Carrier, Held, Place
from debtscan.project.flow.uses import Use
from debtscan.project.names.arguments import constructor, given_values, receiving_parameter
from debtscan.project.names.bindings import parameter
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol

#: calls that call the function they are given, with the arguments beside it
_STARTERS = frozenset(
    {"spawn", "Process", "Thread", "submit", "apply_async", "apply", "launch", "partial"}
    | {"start_processes", "run_in_executor", "notebook_launcher", "launch_agent", "Timer"}
)
_NAMESAKES = 300  #: methods of one name that are considered at most
_RANKED = ("spawn", "start_processes")  #: these put the rank before the arguments


def handed_on(calls: Calls, file: FileFacts, use: Use) -> Sequence[Carrier]:
    """Where one argument of a call is held next; empty when that is out of sight.

    Sees resolved calls with the overrides of the method, `partial`, process starters and calls
    of a parameter that callers give functions for.
    """
    call = file.calls[use.index]
    target = calls.target(file.path, use.index)
    if target is not None and not use.wrapped:
        function = constructor(calls, target)
        site = calls.site(file.path, use.index)
        return list(_into(calls, function, receiving_parameter(function, site, use.key)))
    if call.callee.rpartition(".")[2] in _STARTERS:
        return list(_started(calls, file, call, use))
    return list(_through_parameter(calls, file, call, use))


def by_name(calls: Calls, file: FileFacts, use: Use) -> Iterator[Place]:
    """Where an argument may be held after `x.method(it)` on an object of unknown class: in
    every method of that name here that takes it. A guess that only adds possibilities."""
    call = file.calls[use.index]
    head, _, last = call.callee.rpartition(".")
    if not head or use.wrapped or not calls.may_be_local(file.path, use.index):
        return
    site = calls.site(file.path, use.index)
    for symbol in calls.symbols.named(last)[:_NAMESAKES]:
        if "." in symbol.name and not symbol.is_class:
            yield from _into(calls, symbol, receiving_parameter(symbol, site, use.key))


def _into(calls: Calls, function: Symbol, parameter: str) -> Iterator[Place]:
    if parameter and not function.is_class:
        yield Place(function.path, function.scope, parameter)
        yield from _overrides(calls, function, parameter)


def _overrides(calls: Calls, function: Symbol, parameter: str) -> Iterator[Place]:
    symbols = calls.symbols
    owner, _, last = function.name.rpartition(".")
    made = symbols.at(function.path, owner) if owner and last != "__init__" else None
    waiting = list(symbols.subclasses(made)) if made and made.is_class else []
    seen = set(waiting)
    while waiting:
        below = waiting.pop()
        further = [one for one in symbols.subclasses(below) if one not in seen]
        waiting += further
        seen.update(further)
        own = symbols.at(below.path, f"{below.name}.{last}")
        if own is not None and any(p.name == parameter for p in own.definition.parameters):
            yield Place(own.path, own.scope, parameter)


def _started(calls: Calls, file: FileFacts, call: Call, use: Use) -> Iterator[Carrier]:
    named = [*enumerate(call.arguments), *((one.name, one.value) for one in call.keywords)]
    for key, value in named:
        if isinstance(value, Reference):
            function = calls.symbols.find(value.name, file.path)
            if function is not None and not function.is_class:
                yield from _start(function, call, use, key if isinstance(key, int) else -1)


def _start(function: Symbol, call: Call, use: Use, before: int) -> Iterator[Carrier]:
    """The parameter the value arrives in, counting from the function's own place."""
    names = [one.name for one in function.definition.parameters if one.kind == "plain"]
    if isinstance(use.key, str) and use.wrapped == "item" and isinstance(use.place, int):
        position = use.place + call.callee.endswith(_RANKED)
    elif isinstance(use.key, int):
        position = use.key - before - 1
    else:
        position = names.index(use.key) if use.key in names else -1
    for name in names[position : position + 1] if position >= 0 else ():
        place = Place(function.path, function.scope, name)
        is_tuple = use.wrapped == "item" and isinstance(use.key, int)
        yield Held(place, use.place) if is_tuple else place


def _through_parameter(calls: Calls, file: FileFacts, call: Call, use: Use) -> Iterator[Place]:
    home = calls.bindings.home(file, call.scope, call.callee)
    if use.wrapped or parameter(file, home, call.callee) is None:
        return
    outer = calls.symbols.of_scope(file.path, home)
    site = calls.site(file.path, use.index)
    for given, value in given_values(calls, outer, call.callee)[0]:
        if isinstance(value, Reference):
            function = calls.symbols.find(value.name, given.path)
            if function is not None and not function.is_class:
                yield from _into(calls, function, receiving_parameter(function, site, use.key))
