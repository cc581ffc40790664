"""What reports say of a rule, and where its page can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import metadata
from typing import Any

from debtscan.report import RuleInfo
from debtscan.rulekit import Rule, RulePack

_LABELS = ("rules", "documentation", "repository", "source", "homepage")


def rule_info(rules: Iterable[Rule[Any, Any]], packs: Iterable[RulePack]) -> dict[str, RuleInfo]:
    """By rule id."""
    owners = {rule.id: pack.distribution for pack in packs for rule in pack.rules}
    return {
        rule.id: RuleInfo(
            rule.id,
            rule.category,
            rule.page.summary,
            _url(rule.id, owners.get(rule.id, "")),
            rule.lifecycle.value,
            rule.since,
            rule.severity,
            rule.confidence,
            rule.page.text,
        )
        for rule in rules
    }


def _url(rule: str, distribution: str) -> str:
    """The catalogue page its distribution declares, at the rule's heading; "" without one."""
    page = _pages(distribution)
    return f"{page}#{rule.replace('/', '')}" if page else ""


def own_page() -> str:
    """The page about debtscan itself, as its distribution declares it; "" without one."""
    return _declared("debtscan", ("homepage", "documentation", "repository", "source"))


def _pages(distribution: str) -> str:
    return _declared(distribution, _LABELS)


@cache
def _declared(distribution: str, labels: Sequence[str]) -> str:
    """The first of these project URLs; "" where there is none."""
    try:
        declared = metadata.metadata(distribution).get_all("Project-URL") or []
    except (metadata.PackageNotFoundError, ValueError):
        return ""
    pairs = (entry.partition(",") for entry in declared)
    urls = {label.strip().lower(): url.strip() for label, _, url in pairs}
    return next((urls[label] for label in labels if label in urls), "")
