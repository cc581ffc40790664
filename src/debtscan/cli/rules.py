"""The command `rules`: the catalogue as installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from debtscan.cli.streams import deliver

if TYPE_CHECKING:
    from debtscan.rulekit import Rule


@click.command("rules", help="List the rules, with lifecycle and evidence.")
def command() -> int:
    """By category and name, those of further packs last."""
    from debtscan.engine import load_packs
    from debtscan.report import visible

    rules = [rule for pack in load_packs() for rule in sorted(pack.rules, key=lambda rule: rule.id)]
    deliver("".join(f"{visible(line).rstrip()}\n" for line in _lines(rules)))
    return 0


def _lines(rules: Sequence[Rule[Any, Any]]) -> Iterator[str]:
    from debtscan.model import Category

    width = max((len(rule.id) for rule in rules), default=0)
    for category in Category:
        own = [rule for rule in rules if rule.category is category]
        if own:
            yield category.value
        for rule in own:
            yield f"  {rule.id:<{width}}  {rule.page.summary}"
            yield f"  {'':<{width}}  {_standing(rule)}"
        if own:
            yield ""
    yield "`debtscan explain RULE` prints a rule's page; preview rules run with --preview"


def _standing(rule: Rule[Any, Any]) -> str:
    from debtscan.cli.evidence import evidence
    from debtscan.model import Stage

    return (
        f"{'production only, ' if rule.stage is Stage.PRODUCTION else ''}"
        f"{rule.lifecycle.value} since {rule.since}, {rule.severity.label} severity, "
        f"{rule.confidence.label} confidence, {evidence(rule)}"
    )
