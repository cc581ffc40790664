"""From what a loader is given back to the path that names the document."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.facts import Call, Collection, FileFacts, Operation, Reference, Result, Value
from debtscan.project.configuration.loaders import document_of, opens, passes_on
from debtscan.project.names.bindings import Bindings

_STEPS = 6

Written = tuple[Value, int]  #: an expression and the scope it stands in


def paths(
    bindings: Bindings, file: FileFacts, value: Value, scope: int, steps: int = _STEPS
) -> Iterator[Written]:
    """Expressions of the paths that a stream, a text or a path was made of."""
    match value:
        case Result(call=index) if steps:
            yield from _of_call(bindings, file, file.calls[index], value, steps - 1)
        case Reference(name=name) if steps:
            yield from _of_name(bindings, file, name, value, scope, steps - 1)
        case Collection(items=items) if steps:
            for item in items:
                yield from paths(bindings, file, item, scope, steps - 1)
        case Operation(operator=operator, operands=operands) if steps and operator in ("or", "if"):
            for item in operands[operator == "if" :]:
                yield from paths(bindings, file, item, scope, steps - 1)
        case _:
            yield value, scope


def _of_call(
    bindings: Bindings, file: FileFacts, call: Call, value: Value, steps: int
) -> Iterator[Written]:
    if opens(call.callee) or passes_on(call.callee):
        inner = _source(call)
        if inner is not None:
            yield from paths(bindings, file, inner, call.scope, steps)
            return
    yield value, call.scope


def _source(call: Call) -> Value | None:
    head, _, last = call.callee.rpartition(".")
    if last.startswith(("resource_", "open_text", "open_binary", "get_data")):
        return call.arguments[1] if len(call.arguments) > 1 else None
    if last == "open" and call.receiver is not None and head == "?":
        return call.receiver
    if last in ("joinpath", "Path") and len(call.arguments) != 1:
        return None
    if call.receiver is not None:
        return call.receiver
    given = document_of(call)
    if last in ("read", "read_text", "read_bytes", "decode", "strip", "readlines", "getvalue"):
        return Reference(head) if head else given
    return given or (Reference(head) if head and "." not in head else None)


def _of_name(
    bindings: Bindings, file: FileFacts, name: str, value: Value, scope: int, steps: int
) -> Iterator[Written]:
    """A name that was bound to a stream or a text; a path stays under its name, since what
    finds its value knows more of names."""
    attribute = name.startswith(("self.", "cls."))
    found = (bindings.attribute if attribute else bindings.visible)(file, scope, name)
    kept = False
    for one in found:
        inner = one.value
        if (isinstance(inner, Result) and _is_stream(file.calls[inner.call])) or (
            isinstance(inner, Reference | Operation | Collection) and inner != value
        ):
            yield from paths(bindings, file, inner, one.scope, steps)
        elif not kept:
            kept = True
            yield value, scope
    if not found:
        yield value, scope


def _is_stream(call: Call) -> bool:
    last = call.callee.rpartition(".")[2]
    return opens(call.callee) or (passes_on(call.callee) and last not in ("joinpath", "Path"))
