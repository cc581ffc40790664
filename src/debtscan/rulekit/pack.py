"""A pack of rules, as registered under the entry-point group `debtscan.rules`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from debtscan.rulekit.rule import Rule


@dataclass(frozen=True)
class RulePack:
    """A named list of rules; a third-party pack names its rules `pack/rule`.

    ``distribution`` is filled in by the registry: whom to ask when a rule misbehaves.
    """

    name: str
    rules: tuple[Rule[Any, Any], ...]
    distribution: str = ""
