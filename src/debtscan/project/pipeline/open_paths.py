"""Whether a path that is not known comes from a setting: then some document must spell it."""

from __future__ import annotations

from debtscan.facts import Call, FileFacts, Item, Literal, Reference, Result, Value
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.names.calls import Calls

_WRAPS = frozenset({"pathlib.Path", "str", "os.fspath", "os.path.abspath", "os.path.expanduser"})
_STEPS = 3  #: names that are followed


def is_setting(calls: Calls, file: FileFacts, use: ArtifactUse) -> bool:
    """Whether the call is given an item under a spelled key: `to_csv(cfg["data"]["clean"])`, or
    a name that is nothing else."""
    made = (call for call in file.calls if call.scope == use.scope and call.callee == use.via)
    here = [call for call in made if file.locate(call.at) == use.at]
    return any(
        _is_item(calls, file, value, call, _STEPS) for call in here for value in _given(call)
    )


def _given(call: Call) -> tuple[Value, ...]:
    return (*call.arguments, *(one.value for one in call.keywords))


def _is_item(calls: Calls, file: FileFacts, value: Value, call: Call, deep: int) -> bool:
    match value:
        case Item(key=Literal(value=str())):
            return True
        case Result(call=index) if file.calls[index].callee in _WRAPS and deep:
            inner = file.calls[index].arguments
            return len(inner) == 1 and _is_item(calls, file, inner[0], call, deep - 1)
        case Reference(name=name) if deep:
            bound = calls.bindings.visible(file, call.scope, name)
            return bool(bound) and all(
                _is_item(calls, file, one.value, call, deep - 1) for one in bound
            )
    return False
