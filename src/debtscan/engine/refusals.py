"""What is said of a setting that does not fit: where it stands, and what would."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from debtscan.engine.options import located
from debtscan.model.nearest import did_you_mean

_KEY = re.compile(r"[\w-]+(?=(?:\[[^\]]*\])*$)")
_UNKNOWN = re.compile(r"object contains unknown field `(.*)`")
_CHOICE = re.compile(r"invalid enum value '(.*)'")
_TYPES = re.compile(r"`[a-z |]+`")
#: as people who write TOML or YAML call them
_WORDS = {
    "float": "number",
    "int": "whole number",
    "str": "text",
    "bool": "true or false",
    "object": "table",
    "array": "list",
}


def refusal(
    error: msgspec.ValidationError,
    choices: Mapping[str, Sequence[str]],
    tables: Mapping[str, type[Struct]],
) -> str:
    """`overrides[0]: unknown key `pathss` (did you mean `paths`?)`.

    ``choices`` are the words that keys allow, ``tables`` the types of the entries of lists.
    """
    place, _, problem = located(error).removeprefix(".").partition(": ")
    key = _KEY.search(place)
    name = key[0] if key else ""
    if found := _UNKNOWN.fullmatch(problem):
        fields = [field.encode_name for field in msgspec.structs.fields(tables[name])]
        return f"{place}: unknown key `{found[1]}`{did_you_mean(found[1], fields)}"
    if (found := _CHOICE.fullmatch(problem)) and name in choices:
        return f"{place}: `{found[1]}` is none of {', '.join(choices[name])}"
    return f"{place}: {_TYPES.sub(_worded, problem)}"


def _worded(types: re.Match[str]) -> str:
    """No file can say `null`, so it is no answer to what would fit."""
    names = [name for name in types[0].strip("`").split(" | ") if name != "null"]
    return " or ".join(_WORDS.get(name, name) for name in names)
