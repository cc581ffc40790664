"""Functions that a parser hands its namespace to: `set_defaults(func=f)` with `args.func(args)`,
and `app.run(main, flags_parser=parse)`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from debtscan.facts import Call, FileFacts, Keyword, Reference
from debtscan.project.flow.carried import Carrier, Held, Place
from debtscan.project.names.bindings import class_of

if TYPE_CHECKING:
    from debtscan.project.flow.flows import Flows
    from debtscan.project.names.symbols import Symbol

#: keyword of `set_defaults` -> the places that give it
Defaults = Mapping[str, Sequence[tuple[FileFacts, Call, Keyword]]]


def parser_defaults(files: Mapping[str, FileFacts]) -> Defaults:
    """What every `set_defaults` of the repository gives, by keyword."""
    found: dict[str, list[tuple[FileFacts, Call, Keyword]]] = {}
    for file in files.values():
        for call in file.calls:
            if call.callee.endswith("set_defaults"):
                for keyword in call.keywords:
                    found.setdefault(keyword.name, []).append((file, call, keyword))
    return found


def dispatched(flows: Flows, file: FileFacts, call: Call) -> Iterator[Place]:
    """Where `args.func(args)` puts its first argument."""
    for function in dispatched_to(flows, file, call):
        names = [one.name for one in function.definition.parameters if one.kind == "plain"]
        is_bound = "." in function.name and names[:1] in (["self"], ["cls"])
        for name in names[is_bound : is_bound + 1]:
            yield Place(function.path, function.scope, name)


def dispatched_to(flows: Flows, file: FileFacts, call: Call) -> Iterator[Symbol]:
    """The functions that `args.func(...)` runs, or `f = args.func` and then `f(...)`: given in
    this file or in what it imports; when there are none, anywhere."""
    given = flows.defaults.get(_attribute(flows, file, call), ())
    near = flows.calls.symbols.imports.reachable_from([file.path]) | {file.path} if given else ()
    for home, setting, keyword in [one for one in given if one[0].path in near] or given:
        if isinstance(keyword.value, Reference):
            found = _function(flows, home, setting.scope, keyword.value.name)
            if found is not None:
                yield found


def _attribute(flows: Flows, file: FileFacts, call: Call) -> str:
    head, dot, last = call.callee.rpartition(".")
    if dot:
        return last if head else ""
    bound = flows.calls.bindings.once(file, call.scope, call.callee)
    kept = bound.value.name if bound and isinstance(bound.value, Reference) else ""
    return kept.rpartition(".")[2] if "." in kept else ""


def _function(flows: Flows, file: FileFacts, scope: int, name: str) -> Symbol | None:
    symbols = flows.calls.symbols
    head, _, last = name.partition(".")
    owner = class_of(file, scope) if head in ("self", "cls") else 0
    if owner:
        return symbols.method(symbols.of_scope(file.path, owner), last)
    found = symbols.find(name, file.path)
    return found if found is not None and not found.is_class else None


def given_to_main(flows: Flows, parse: Symbol, item: int | str | None) -> Iterator[Carrier]:
    """Where absl puts what the function parses: `app.run(main, flags_parser=parse)`."""
    file = flows.files[parse.path]
    for call in file.calls if "." not in parse.name else ():
        if call.callee.endswith("app.run") and _is_parsed_by(call, parse.name) and call.arguments:
            first = call.arguments[0]
            main = _function(flows, file, 0, first.name) if isinstance(first, Reference) else None
            if main is not None and main.definition.parameters:
                place = Place(main.path, main.scope, main.definition.parameters[0].name)
                yield place if item is None else Held(place, item)


def _is_parsed_by(call: Call, name: str) -> bool:
    return any(
        one.name == "flags_parser" and isinstance(one.value, Reference) and one.value.name == name
        for one in call.keywords
    )
