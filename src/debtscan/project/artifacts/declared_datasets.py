"""Data sets that Airflow tasks announce to read or update, and that start other flows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from debtscan.facts import Call, Collection, FileFacts, Literal, Operation, Reference, Result, Value
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.libraries.io_rows import READ, WRITE

_DATASET = re.compile(r"airflow(\.\w+)*\.(Dataset|Asset)")
_MODES = {"outlets": WRITE, "inlets": READ, "schedule": READ, "schedule_on": READ}
_DEEP = 6  #: names and operators that are looked through at most

Bound = Callable[[FileFacts, str, int], Value | None]  #: what a name visible in a scope is


def dataset_uses(file: FileFacts, bound: Bound) -> Iterator[ArtifactUse]:
    """`outlets=`, `inlets=` and `schedule=` that are given `Dataset("…")`."""
    if not any(_DATASET.fullmatch(call.callee) for call in file.calls):
        return
    for call in file.calls:
        for given in call.keywords:
            if given.name in _MODES:
                for address in _addresses(file, given.value, call.scope, bound, _DEEP):
                    yield _use(file, call, address, _MODES[given.name])


def _use(file: FileFacts, call: Call, address: str, mode: str) -> ArtifactUse:
    kind = "object" if "://" in address else "dataset"
    name = address if "://" in address else f"airflow:{address}"
    at = file.locate(call.at)
    return ArtifactUse(
        file.path, at, name, mode, "airflow.Dataset", call.scope, kind=kind, declared=True
    )


def _addresses(
    file: FileFacts, value: Value | None, scope: int, bound: Bound, depth: int
) -> Iterator[str]:
    if not depth:
        return
    match value:
        case Result(call=index):
            call = file.calls[index]
            given = {one.name: one.value for one in call.keywords}
            first = call.arguments[0] if call.arguments else given.get("uri", given.get("name"))
            if _DATASET.fullmatch(call.callee) and isinstance(first, Literal):
                yield str(first.value)
        case Collection(items=items):
            for one in items:
                yield from _addresses(file, one, scope, bound, depth - 1)
        case Operation(operator="&" | "|", operands=items):
            for one in items:
                yield from _addresses(file, one, scope, bound, depth - 1)
        case Reference(name=name):
            yield from _addresses(file, bound(file, name, scope), scope, bound, depth - 1)
