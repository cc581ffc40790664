"""Variables of the environment that a module reads, with their defaults."""

from __future__ import annotations

import msgspec

from debtscan.facts import Call, FileFacts, Literal, Option

_GETTERS = frozenset(
    {"os.getenv", "os.environ.get", "os.environ.setdefault", "os.environ.pop", "environ.get"}
)
_TABLES = ("os.environ", "environ")


def environment_variables(facts: FileFacts) -> FileFacts:
    """The same facts with `os.environ["X"]` (required) and `os.getenv("X", default)`."""
    if not any(one.module.partition(".")[0] == "os" for one in facts.imports):
        return facts
    found = [option for call in facts.calls if call.callee in _GETTERS for option in _got(call)]
    found += [
        Option("environment", one.key, (), one.at, one.scope, required=True)
        for one in facts.key_accesses
        if one.of in _TABLES and not one.store
    ]
    if not found:
        return facts
    return msgspec.structs.replace(
        facts, environment=tuple(sorted(found, key=lambda option: option.at))
    )


def _got(call: Call) -> list[Option]:
    named = {keyword.name: keyword.value for keyword in call.keywords}
    key = call.arguments[0] if call.arguments else named.get("key")
    if not isinstance(key, Literal) or not isinstance(key.value, str):
        return []
    default = call.arguments[1] if len(call.arguments) > 1 else named.get("default")
    return [Option("environment", key.value, (), call.at, call.scope, default=default)]
