"""Where the score stands among those of the calibration's repositories."""

from __future__ import annotations

from dataclasses import dataclass

from debtscan.score import Scorecard
from debtscan.score.constants import CALIBRATION

_STEP = 5  #: points of score that share a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """Repositories with about the same score; places in percent of the drawing."""

    x: float
    height: float
    repositories: int
    first: int
    here: bool

    @property
    def last(self) -> int:
        """The upper end of its scores."""
        return self.first + _STEP


@dataclass(frozen=True, slots=True)
class Band:
    """The scores of one grade, in percent."""

    grade: str
    x: float
    width: float


def histogram(card: Scorecard) -> list[Bar]:
    """Empty where the score is not comparable, as `Scorecard.percentile` is None then."""
    if card.percentile is None or card.overall is None:
        return []
    counts = [0] * (100 // _STEP)
    for score in CALIBRATION.overall:
        counts[_bin(score)] += 1
    here, most = _bin(card.overall), max(1, *counts)
    return [
        Bar(100 * n / len(counts), 100 * number / most, number, n * _STEP, n == here)
        for n, number in enumerate(counts)
    ]


def bands(card: Scorecard) -> list[Band]:
    """The grades from the lowest to the highest."""
    found, end = [], 100.0
    for floor, grade in card.constants.grades:
        found.append(Band(grade, floor, end - floor))
        end = floor
    return found[::-1]


def _bin(score: float) -> int:
    return min(int(score // _STEP), 100 // _STEP - 1)
