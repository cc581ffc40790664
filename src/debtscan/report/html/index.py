"""What the script sorts and filters by: names and numbers, one row a finding."""

from __future__ import annotations

from typing import Any

from debtscan.report.html.page import Page
from debtscan.report.visibility import visible

COLUMNS = ("id", "rule", "path", "confidence", "minutes", "known")


def index(page: Page) -> dict[str, Any]:
    """Rows in the order of the cards, worst first; what holds for a rule is told once."""
    rules = [rule for group in page.groups for rule in group.rules]
    return {
        "rules": {
            visible(rule.info.id): {"category": rule.info.category.value, "why": visible(rule.why)}
            for rule in rules
        },
        "columns": COLUMNS,
        "rows": [
            (
                visible(card.id),
                visible(card.finding.rule),
                visible(card.finding.at.path),
                int(card.finding.confidence),
                card.finding.minutes,
                card.known,
            )
            for card in page.cards
        ],
    }
