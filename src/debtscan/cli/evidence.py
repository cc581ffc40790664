"""How right a rule was on real repositories, in a few words."""

from __future__ import annotations

from typing import Any

from debtscan.model import DebtscanError
from debtscan.rulekit import Rule
from debtscan.testing.evidence import load_tally


def evidence(rule: Rule[Any, Any]) -> str:
    """`real: 71 of 80 read, at least 80%`; `no evidence` where none is kept."""
    try:
        tally = load_tally(rule)
    except (DebtscanError, OSError, TypeError):
        return "no evidence"
    return f"real: {tally.real} of {tally.looked_at} read, at least {tally.bound:.0%}"
