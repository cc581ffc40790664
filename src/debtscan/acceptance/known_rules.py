"""The rules a suppression may name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from debtscan.model.nearest import did_you_mean


@dataclass(frozen=True, slots=True)
class KnownRules:
    """Rule ids: all that are installed, and those that were asked in this run."""

    installed: Collection[str]
    asked: Collection[str]

    def problem(self, rule: str) -> str:
        """Why a name cannot be meant; empty when it is a rule's."""
        if rule in self.installed:
            return ""
        return f"unknown rule `{rule}`{did_you_mean(rule, self.installed)}"
