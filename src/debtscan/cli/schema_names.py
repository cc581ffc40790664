"""The names of rules, categories and options in the schema of a configuration, so that editors
complain of a slip as debtscan does."""

from __future__ import annotations

from typing import Any

import msgspec

from debtscan.engine import load_packs
from debtscan.engine.options import as_typed
from debtscan.engine.selection import ALL
from debtscan.model import Category, Lifecycle
from debtscan.rulekit import Rule

#: Rules of other packs, which may be installed elsewhere: `pack/rule`.
_OTHERS = "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
Json = dict[str, Any]


def name_rules(definitions: Json) -> None:
    """Put them into the definitions that were made from the types of the settings."""
    rules = [rule for pack in load_packs() for rule in pack.rules if "/" not in rule.id]
    ids = sorted(rule.id for rule in rules if rule.lifecycle is not Lifecycle.REMOVED)
    definitions["Rule"] = _one_of(ids)
    definitions["RuleOrCategory"] = _one_of([ALL, *(each.value for each in Category), *ids])
    settings = definitions["Settings"]["properties"]
    for name in ("select", "extend-select"):
        settings[name]["items"] = _ref("RuleOrCategory")
    settings["ignore"]["items"] = {"anyOf": [_ref("RuleOrCategory"), _ref("AcceptedDebt")]}
    settings["per-file-ignores"]["additionalProperties"]["items"] = _ref("RuleOrCategory")
    definitions["Override"]["properties"]["ignore"]["items"] = _ref("RuleOrCategory")
    definitions["AcceptedDebt"]["properties"]["rule"] = _ref("Rule")
    settings["rules"] = _options(rules)


def _one_of(names: list[str]) -> Json:
    return {"anyOf": [{"enum": names}, {"type": "string", "pattern": _OTHERS}]}


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _options(rules: list[Rule[Any, Any]]) -> Json:
    return {
        "type": "object",
        "properties": {rule.id: _options_of(rule) for rule in rules},
        "patternProperties": {_OTHERS: {"type": "object"}},
        "additionalProperties": False,
        "default": {},
    }


def _options_of(rule: Rule[Any, Any]) -> Json:
    """Names may be written with `-` or `_`."""
    made = msgspec.json.schema(rule.options)
    [known] = made["$defs"].values()
    options = known["properties"]
    spelt = {way: each for name, each in options.items() for way in (as_typed(name), name)}
    return {"type": "object", "properties": spelt, "additionalProperties": False}
