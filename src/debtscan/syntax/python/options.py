"""Options and fields of settings, read off the calls and classes of one file."""

from __future__ import annotations

import msgspec

from debtscan.facts import (
    Assignment,
    Call,
    Definition,
    FileFacts,
    Literal,
    Option,
    Reference,
    Result,
    Text,
    Unknown,
    Value,
)

_CLICK = {
    "click.option": False,
    "click.argument": True,
    "rich_click.option": False,
    "rich_click.argument": True,
}
_SETTINGS_DECORATORS = {
    "dataclass": "dataclass",
    "dataclasses.dataclass": "dataclass",
    "chz.chz": "dataclass",
    "attr.s": "attrs",
    "attr.attrs": "attrs",
    "attr.define": "attrs",
    "attr.dataclass": "attrs",
    "attrs.define": "attrs",
    "attrs.frozen": "attrs",
}
_PYDANTIC_BASES = ("BaseModel", "BaseSettings")


def declared_options(facts: FileFacts) -> FileFacts:
    """The same facts with the options their calls and classes declare, in source order."""
    aliases = _aliases(facts)
    calls = [_unaliased(call, aliases) for call in facts.calls] if aliases else facts.calls
    found = [option for call in calls for option in _from_call(facts, call)]
    found += [
        option for index, _ in enumerate(facts.definitions) for option in _fields(facts, index)
    ]
    if not found:
        return facts
    found.sort(key=lambda option: option.at)
    return msgspec.structs.replace(facts, options=tuple(found))


def _aliases(facts: FileFacts) -> dict[tuple[str, int], str]:
    """`add = parser.add_argument`: (name, scope) -> the method it stands for."""
    return {
        (one.target, one.scope): one.value.name
        for one in facts.assignments
        if isinstance(one.value, Reference)
        and one.value.name.endswith((".add_argument", ".add_option"))
    }


def _unaliased(call: Call, aliases: dict[tuple[str, int], str]) -> Call:
    method = aliases.get((call.callee, call.scope))
    return msgspec.structs.replace(call, callee=method) if method else call


def _from_call(facts: FileFacts, call: Call) -> list[Option]:
    name = call.callee.rpartition(".")[2]
    if name in ("add_argument", "add_option"):
        return _argparse(facts, call)
    if name.startswith("DEFINE_"):
        return _absl(call, name)
    if call.callee in _CLICK:
        return _click(facts, call)
    return []


def _argparse(facts: FileFacts, call: Call) -> list[Option]:
    flags = _texts(call.arguments)
    if not flags or len(flags) != len(call.arguments):
        return []
    named = _named(call)
    positional = not flags[0].startswith("-")
    # argparse keeps the dashes of a positional: it is read by `getattr(args, "cache-root")`.
    destination = _text(named.get("dest")) or (flags[0] if positional else _destination(flags))
    return [
        _option(
            "argparse",
            destination,
            flags,
            call,
            holder=call.callee.rpartition(".")[0],
            named=named,
            positional=positional,
        )
    ]


def _destination(flags: tuple[str, ...]) -> str:
    longest = next((flag for flag in flags if flag.startswith("--")), flags[0])
    return longest.lstrip("-").replace("-", "_")


def _absl(call: Call, name: str) -> list[Option]:
    texts = _texts(call.arguments[:1]) or tuple(filter(None, [_text(_named(call).get("name"))]))
    if not texts:
        return []
    named = _named(call)
    if len(call.arguments) > 1:
        named.setdefault("default", call.arguments[1])
    if len(call.arguments) > 2:
        named.setdefault("help", call.arguments[-1])
    named["type"] = Literal(name.removeprefix("DEFINE_"))
    flags = (f"--{texts[0]}",)
    return [_option("absl", texts[0], flags, call, holder="FLAGS", named=named)]


def _click(facts: FileFacts, call: Call) -> list[Option]:
    texts = _texts(call.arguments)
    if not texts:
        return []
    flags = tuple(flag for text in texts if text.startswith("-") for flag in text.split("/"))
    explicit = [text for text in texts if not text.startswith("-")]
    name = explicit[0] if explicit else _destination(flags)
    holder = _decorated(facts, call)
    return [
        _option(
            "click",
            name.replace("-", "_").lower(),
            flags,
            call,
            holder=holder.name if holder else "",
            named=_named(call),
            positional=_CLICK[call.callee],
        )
    ]


def _decorated(facts: FileFacts, call: Call) -> Definition | None:
    """The function a decorator's call stands above."""
    after = (d for d in facts.definitions if d.scope == call.scope and d.at.line >= call.at.line)
    return min(after, key=lambda d: d.at.line, default=None)


def _option(
    framework: str,
    name: str,
    flags: tuple[str, ...],
    call: Call,
    *,
    holder: str,
    named: dict[str, Value],
    positional: bool = False,
) -> Option:
    required = named.get("required")
    return Option(
        framework,
        name,
        flags,
        call.at,
        call.scope,
        holder,
        named.get("default"),
        _type_name(named.get("type")),
        named.get("choices"),
        isinstance(required, Literal) and required.value is True,
        _type_name(named.get("action")) or ("flag" if "is_flag" in named else ""),
        _help(named.get("help")),
        positional,
    )


def _fields(facts: FileFacts, index: int) -> list[Option]:
    definition = facts.definitions[index]
    framework = _settings_framework(definition)
    if not framework:
        return []
    return [
        _field(facts, framework, definition, assignment)
        for assignment in facts.assignments
        if assignment.scope == index + 1
        and assignment.how.startswith(":")
        and assignment.how != ":="
        and "." not in assignment.target
        and "ClassVar" not in assignment.how
    ]


def _settings_framework(definition: Definition) -> str:
    if definition.kind != "class":
        return ""
    for decorator in definition.decorators:
        if decorator in _SETTINGS_DECORATORS:
            return _SETTINGS_DECORATORS[decorator]
    if any(base.rpartition(".")[2] in _PYDANTIC_BASES for base in definition.bases):
        return "pydantic"
    return ""


def _field(
    facts: FileFacts, framework: str, definition: Definition, assignment: Assignment
) -> Option:
    default: Value | None = assignment.value
    text = ""
    if isinstance(default, Unknown):
        default = None
    elif isinstance(default, Result):
        call = facts.calls[default.call]
        text = _text(_named(call).get("help") or _named(call).get("description"))
        default = _named(call).get("default", default)
    return Option(
        framework,
        assignment.target,
        (),
        assignment.at,
        assignment.scope,
        definition.name,
        default,
        assignment.how[1:],
        None,
        default is None,
        "",
        text,
    )


def _named(call: Call) -> dict[str, Value]:
    return {keyword.name: keyword.value for keyword in call.keywords}


def _texts(values: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(text for value in values if (text := _text(value)))


def _text(value: Value | None) -> str:
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""


def _help(value: Value | None) -> str:
    """What is put in when the program runs stands as `…`."""
    if isinstance(value, Text):
        return "".join(_text(one) or "…" for one in value.parts)
    return _text(value)


def _type_name(value: Value | None) -> str:
    return getattr(value, "name", "") or _text(value)
