"""How well two orders agree: the rank correlation, and the chance to put a pair in its order."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from typing import TypeVar

RESAMPLED = 2000
Row = TypeVar("Row")


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Correlation of the ranks; ties share their mean rank."""
    return statistics.correlation(_ranks(first), _ranks(second))


def _ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for rank, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(rank)
    return [statistics.fmean(places[value]) for value in values]


def auc(known: Sequence[tuple[float, bool]]) -> float:
    """The chance that an engineered repository scores above one that is not."""
    good = [score for score, engineered in known if engineered]
    poor = [score for score, engineered in known if not engineered]
    pairs = [(a > b) + 0.5 * (a == b) for a in good for b in poor]
    return statistics.fmean(pairs) if pairs else 0.0


def interval(
    statistic: Callable[[list[Row]], float], groups: Sequence[Sequence[Row]], seed: int = 0
) -> tuple[float, float]:
    """Where 95 % of the bootstrap samples lie. Each group is resampled by itself, so that none
    runs out of one kind of row."""
    chance = random.Random(seed)
    drawn = sorted(
        statistic([row for group in groups for row in chance.choices(group, k=len(group))])
        for _ in range(RESAMPLED)
    )
    return drawn[int(0.025 * RESAMPLED)], drawn[int(0.975 * RESAMPLED)]
