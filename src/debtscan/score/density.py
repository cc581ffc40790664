"""From minutes to a score: one category, then all of them.

Concave per rule, so that one noisy rule cannot own a score; divided by size, so that large and
small repositories compare; halved with every ``half`` of density, so that 100 means none found.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from debtscan.model import Category, Finding
from debtscan.score.constants import CONSTANTS, Constants

Loads = Mapping[str, float]


def loads(findings: Iterable[Finding]) -> dict[Category, dict[str, float]]:
    """Expected minutes (minutes times the chance to be right) by category and rule."""
    parts: dict[Category, dict[str, list[float]]] = {}
    for finding in findings:
        rules = parts.setdefault(finding.category, {})
        expected = finding.minutes * finding.confidence.probability
        rules.setdefault(finding.rule, []).append(expected)
    return {
        category: {rule: math.fsum(minutes) for rule, minutes in sorted(rules.items())}
        for category, rules in parts.items()
    }


def density(
    category: Category, minutes: Loads, thousands: float, constants: Constants = CONSTANTS
) -> float:
    """Minutes of debt per unit of size, shrunk towards the prior.

    Each rule's cap grows with the same weight that divides: were it fixed, a large repository
    could not score badly, and were it to grow otherwise, more live code could score worse. The
    prior comes in with the debt that is found, because none found has to mean 100.
    """
    weight = math.pow(thousands, constants.size_power) + constants.prior_weight
    cap = constants.rule_cap * weight
    debt = math.fsum(_saturate(each, cap) for each in minutes.values())
    onset = _saturate(math.fsum(minutes.values()) / constants.prior_onset, 1.0)
    prior = constants.prior_of.get(category, constants.prior)
    return (debt + constants.prior_weight * prior * onset) / weight


def score(
    category: Category, minutes: Loads, thousands: float, constants: Constants = CONSTANTS
) -> float:
    """0 to 100, exact; see `printed`."""
    half = constants.half_of.get(category, constants.half)
    return 100.0 * math.exp2(-density(category, minutes, thousands, constants) / half)


def overall(scores: Collection[tuple[float, float]], constants: Constants = CONSTANTS) -> float:
    """The mean of (score, weight) pairs, drawn towards the worst of them."""
    mean = math.fsum(s * w for s, w in scores) / math.fsum(w for _, w in scores)
    worst = sorted(s for s, _ in scores)[: constants.worst]
    return constants.mean_share * mean + (1 - constants.mean_share) * _mean(worst)


def printed(exact: float) -> float:
    """The number that is shown and compared: rounded down to one decimal."""
    return math.floor(round(exact * 10, 6)) / 10


def _saturate(value: float, cap: float) -> float:
    return -cap * math.expm1(-value / cap)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
