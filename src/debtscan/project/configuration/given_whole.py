"""Values that code hands on, and the keys that are named on the way to them."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.facts import FileFacts, Item, Literal, Member, Reference, Span, Value


def given_values_of(file: FileFacts) -> Iterator[tuple[Value, Span]]:
    """What is assigned, passed, spread or returned."""
    for call in file.calls:
        yield from ((value, call.at) for value in (*call.arguments, *call.double_star))
        yield from ((keyword.value, call.at) for keyword in call.keywords)
    yield from ((one.value, one.at) for one in file.assignments)
    yield from ((one.value, one.at) for one in file.returns)


def keys_named(value: Value) -> list[str]:
    """`["data", "path"]` of `cfg.data.path`, `cfg["data"]["path"]`, `cfg["data"].path`."""
    match value:
        case Reference(name=name):
            return name.split(".")[1:]
        case Item(of=of, key=Literal(value=str(name))):
            return [*keys_named(of), name]
        case Member(of=of, name=name):
            return [*keys_named(of), name]
    return []
