"""Rule options: from a table of the configuration to the rule's own dataclass."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from debtscan.model import DebtscanError
from debtscan.model.nearest import did_you_mean
from debtscan.rulekit import Rule

Given = Mapping[str, Mapping[str, Any]]  #: rule id -> option -> value


def bind(rules: Iterable[Rule[Any, Any]], given: Given) -> dict[str, Any]:
    """The options object of every rule, by id. Raises `DebtscanError` in one line for a rule,
    an option or a type that does not fit; option names may be written with `-` or `_`."""
    by_id = {rule.id: rule for rule in rules}
    for name in given:
        if name not in by_id:
            raise DebtscanError(f"rules.{name}: unknown rule{did_you_mean(name, by_id)}")
    return {id: _bind_one(rule, given.get(id, {})) for id, rule in by_id.items()}


def _bind_one(rule: Rule[Any, Any], given: Mapping[str, Any]) -> Any:
    known = {field.name for field in dataclasses.fields(rule.options)}
    values = {}
    for name, value in given.items():
        field = name.replace("-", "_")
        if field not in known:
            hint = did_you_mean(as_typed(field), map(as_typed, known))
            raise DebtscanError(f"rules.{rule.id}.{name}: unknown option{hint}")
        values[field] = value
    try:
        return msgspec.convert(values, rule.options)
    except msgspec.ValidationError as error:
        place, colon, problem = located(error).partition(":")
        raise DebtscanError(f"rules.{rule.id}{as_typed(place)}{colon}{problem}") from error


def as_typed(name: str) -> str:
    """An option as people write it in a configuration: `min-lines`."""
    return name.replace("_", "-")


def located(error: msgspec.ValidationError) -> str:
    """ ".key: expected `int`, got `str`" of "Expected `int`, got `str` - at `$.key`"."""
    problem, _, place = str(error).partition(" - at ")
    return f"{place.strip('`').removeprefix('$')}: {problem[:1].lower()}{problem[1:]}"
