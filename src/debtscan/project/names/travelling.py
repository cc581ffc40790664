"""Parameters that travel together: handed on, each by its name, from function to function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import Call, Definition, FileFacts, Reference, Value
from debtscan.project.names.arguments import receiving_parameter
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol


class Travellers(Struct, frozen=True):
    """Names that every one of these functions takes and hands on, or is handed."""

    names: tuple[str, ...]
    functions: tuple[Symbol, ...]  #: by file and place


class _Step(Struct, frozen=True):
    """One call that hands on parameters of its caller under their own names."""

    caller: Symbol
    called: Symbol
    names: frozenset[str]


def travellers(
    files: Sequence[FileFacts], calls: Calls, min_names: int, min_functions: int
) -> Iterator[Travellers]:
    """Every clump in functions of different names and of two files at least, the widest first.
    Constructors are left out: they take what they keep."""
    steps = sorted(_steps(files, calls, min_names), key=_widest_first)
    seen: set[Symbol] = set()
    for step in steps:
        if {step.caller, step.called} & seen:
            continue
        names, functions = _grown(step, steps, min_names)
        titles = {one.name.rpartition(".")[2] for one in functions}
        if len(titles) >= min_functions and len({one.path for one in functions}) > 1:
            seen |= functions
            yield Travellers(tuple(sorted(names)), tuple(sorted(functions, key=_place)))


def _widest_first(step: _Step) -> tuple[int, str, str, str, str]:
    caller, called = step.caller, step.called
    return (-len(step.names), caller.path, caller.name, called.path, called.name)


def _place(symbol: Symbol) -> tuple[str, int]:
    return symbol.path, symbol.definition.at.line


def _grown(
    first: _Step, steps: Sequence[_Step], min_names: int
) -> tuple[frozenset[str], set[Symbol]]:
    """All that can be reached from a step while enough names stay."""
    names, functions = first.names, {first.caller, first.called}
    grows = True
    while grows:
        grows = False
        for step in steps:
            touches = (step.caller in functions) != (step.called in functions)
            if touches and len(names & step.names) >= min_names:
                names &= step.names
                functions |= {step.caller, step.called}
                grows = True
    return names, functions


def _steps(files: Sequence[FileFacts], calls: Calls, min_names: int) -> Iterator[_Step]:
    for file in files:
        for index, call in enumerate(file.calls):
            if len(call.arguments) + len(call.keywords) < min_names:
                continue
            own = _handed(file, call)
            if len(own) < min_names:
                continue
            called = calls.target(file.path, index)
            if called is None or called.is_class or _is_constructor(called.definition):
                continue
            site = calls.site(file.path, index)
            pairs = own.items()
            names = {name for key, name in pairs if receiving_parameter(called, site, key) == name}
            caller = calls.symbols.of_scope(file.path, call.scope)
            if len(names) >= min_names and caller != called:
                yield _Step(caller, called, frozenset(names))


def _handed(file: FileFacts, call: Call) -> Mapping[int | str, str]:
    """Place or keyword -> the caller's own parameter that is given there."""
    definition = file.definitions[call.scope - 1] if call.scope else None
    if definition is None or definition.kind != "function" or _is_constructor(definition):
        return {}
    own = {one.name for one in definition.parameters}
    given: list[tuple[int | str, Value]] = list(enumerate(call.arguments))
    given += [(one.name, one.value) for one in call.keywords]
    return {key: one.name for key, one in given if isinstance(one, Reference) and one.name in own}


def _is_constructor(definition: Definition) -> bool:
    return definition.name.rpartition(".")[2].startswith("__")
