"""Which categories are left out of the score, and why: never a silent 100."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from debtscan.facts import FileFacts, Role, Unread
from debtscan.model import Category
from debtscan.rulekit import Rule

NO_RULE = "no selected rule looks for it"


def absent(
    rules: Iterable[Rule[Any, Any]], files: Iterable[FileFacts], unread: Iterable[Unread] = ()
) -> dict[Category, str]:
    """Categories without a rule that ran, or without anything they could be about: what could
    not be read may be just that."""
    covered = {rule.category for rule in rules}
    own = [file for file in files if file.role is Role.SOURCE]
    known = {file.path for file in own}
    lost = any(each.role is Role.SOURCE and each.path not in known for each in unread)
    reasons = {category: "" if lost else _reason(category, own) for category in covered}
    return {
        category: reasons.get(category, NO_RULE)
        for category in Category
        if reasons.get(category, NO_RULE)
    }


def _reason(category: Category, own: Sequence[FileFacts]) -> str:
    """Why a category cannot apply to these files; empty when it can.

    Code can hold settings of its own: were config-sprawl left out with the last option that a
    project declares, to delete that one could cost what the category lent to the mean.
    """
    if any(file.is_code for file in own):
        return ""
    if category is Category.CONFIG_SPRAWL:
        configured = any(file.config or file.options or file.commands for file in own)
        return "" if configured else "no code, configuration, option or command was found"
    return "no code of its own was found" if category in _ABOUT_CODE else ""


_ABOUT_CODE = frozenset({Category.GLUE_CODE, Category.DEAD_EXPERIMENTS})
