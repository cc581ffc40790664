"""Whether values that are gone over one by one are only shown: printed, logged, saved."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.facts import Call, FileFacts, Item, Result, Span, Value
from debtscan.project.flow.sinks import is_log
from debtscan.project.flow.uses import FileUses, Use

_PLAIN = frozenset({"str", "repr", "len", "format", "type", "sorted", "isinstance", "max", "min"})
_DEPTH = 4


def only_shown(file: FileFacts, uses: FileUses, index: int) -> bool:
    """For the call that gives all values (`vars(args).items()`): whether a loop over it, or
    the call around a comprehension over it, does nothing but show them."""
    call = file.calls[index]
    names = set(loop_names(file, index))
    if names:
        return all(name_shown(file, uses, name, call.scope) for name in sorted(names))
    return any(is_log(around.callee) for around in _around(file, call))


def loop_names(file: FileFacts, index: int) -> Iterator[str]:
    """Targets of the `for` that goes over the result of a call, through `sorted` too."""
    for one in file.assignments:
        if one.how == "for" and index in _results(file, one.value):
            yield one.target


def _results(file: FileFacts, value: Value) -> Iterator[int]:
    while isinstance(value, Item):
        value = value.of
    if isinstance(value, Result):
        yield value.call
        for argument in file.calls[value.call].arguments:
            yield from _results(file, argument)


def _around(file: FileFacts, call: Call) -> Iterator[Call]:
    for other in file.calls:
        if other is not call and other.scope == call.scope and _encloses(other.at, call.at):
            yield other


def _encloses(outer: Span, inner: Span) -> bool:
    start = (outer.line, outer.column) <= (inner.line, inner.column)
    return start and (outer.end_line, outer.end_column) >= (inner.end_line, inner.end_column)


def name_shown(file: FileFacts, uses: FileUses, name: str, scope: int, depth: int = _DEPTH) -> bool:
    """Whether every use of a name in its scope prints, logs or saves it."""
    return depth > 0 and all(
        _use_shown(file, uses, use, depth) for use in uses.of(name) if use.scope == scope
    )


def saved_only(file: FileFacts, uses: FileUses, name: str, scope: int) -> bool:
    """Whether a container is used, and only to print, log or save it."""
    dotted = any(one.startswith(f"{name}.") for _, one, _ in uses.reads_of(name))
    shown = bool(uses.of(name)) and name_shown(file, uses, name, scope)
    return shown and not dotted and "." not in name


def _use_shown(file: FileFacts, uses: FileUses, use: Use, depth: int) -> bool:
    if "tested" in (use.kind, use.wrapped):
        return True
    if use.kind == "assigned":
        target = str(use.key)
        plain = "." not in target and not target.endswith("[]")
        return plain and name_shown(file, uses, target, use.scope, depth - 1)
    if use.kind not in ("argument", "keyword"):
        return False
    callee = file.calls[use.index].callee
    if callee in _PLAIN or callee.endswith((".get_default", ".format")):
        return all(_use_shown(file, uses, later, depth - 1) for later in uses.of(use.index))
    return is_log(callee)
