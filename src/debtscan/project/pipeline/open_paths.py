"""Whether a path that is not known comes from a setting: then some document must spell it."""

from __future__ import annotations

from debtscan.facts import Call, FileFacts, Item, Literal, Value
from debtscan.project.artifacts.uses import ArtifactUse


def is_setting(file: FileFacts, use: ArtifactUse) -> bool:
    """Whether the call is given an item under a spelled key: `to_csv(cfg["data"]["clean"])`."""
    calls = (call for call in file.calls if call.scope == use.scope and call.callee == use.via)
    here = [call for call in calls if file.locate(call.at) == use.at]
    return any(_is_item(value) for call in here for value in _given(call))


def _given(call: Call) -> tuple[Value, ...]:
    return (*call.arguments, *(one.value for one in call.keywords))


def _is_item(value: Value) -> bool:
    return (
        isinstance(value, Item)
        and isinstance(value.key, Literal)
        and isinstance(value.key.value, str)
    )
