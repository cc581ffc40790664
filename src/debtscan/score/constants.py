"""The numbers of the score. What was fitted on real repositories comes from a file that ships with
the tool (`calibration.json`, written by `tests/corpus/calibrate.py`) and is frozen under a
version that every report carries.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

import msgspec
from msgspec import Struct, field

from debtscan.model import Category, Stage

_FILE = "calibration.json"


class Calibration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the corpus said. ``half_of`` and ``prior_of`` are by category, in minutes of debt per
    unit of size; ``overall`` holds the overall score of every repository of it, ascending."""

    version: str
    size_power: float
    prior_weight: float
    half_of: dict[str, float]
    prior_of: dict[str, float]
    grades: list[tuple[float, str]]
    overall: list[float]
    spearman: float  #: of the overall score and the logarithm of the size
    auc: float  #: of the overall score against engineered or not (NICHE)
    labelled: int  #: repositories with such a label

    def percentile(self, score: float) -> int:
        """The share of the corpus that scores lower, in whole percent."""
        return int(100 * bisect_left(self.overall, score) / max(1, len(self.overall)))


def calibration() -> Calibration:
    """The calibration that ships with this version."""
    content = resources.files("debtscan.score").joinpath(_FILE).read_bytes()
    return msgspec.json.decode(content, type=Calibration)


class Constants(Struct, frozen=True, dict=True):
    """Densities are minutes of debt per unit of size: thousands of statements to the power
    ``size_power``. Above 1, for larger projects hold debt of more kinds, so that by plain
    division a score would follow the size."""

    version: str = "none"
    stage: Stage = Stage.PRODUCTION
    #: most that one rule can add to a category's density, however often it fires
    rule_cap: float = 60.0
    size_power: float = 1.0
    #: density that halves a category's score
    half: float = 30.0
    #: density expected before anything is known, and the units of size it weighs
    prior: float = 10.0
    prior_weight: float = 2.0
    #: minutes of debt after which about two thirds of the prior count: none found, none assumed
    prior_onset: float = 60.0
    half_of: Mapping[Category, float] = field(default_factory=lambda: MappingProxyType({}))
    prior_of: Mapping[Category, float] = field(default_factory=lambda: MappingProxyType({}))

    #: a repository with fewer unique statements is not graded
    smallest_graded: int = 100
    #: thousands of statements below which a repository counts no smaller
    smallest_size: float = 0.2
    #: what a configuration key weighs against a statement, and the most keys may add in all
    key_share: float = 0.25
    keys_at_most: float = 0.25
    #: statements of a function from which another of its shape is a copy
    copy_length: int = 6

    headline_weight: float = 2.0
    #: weights in the mean that differ from the usual ones, which are that and 1
    weight_of: Mapping[Category, float] = field(default_factory=lambda: MappingProxyType({}))
    mean_share: float = 0.75
    worst: int = 3
    #: lowest score of each grade
    grades: tuple[tuple[float, str], ...] = (
        (90.0, "A"),
        (75.0, "B"),
        (60.0, "C"),
        (40.0, "D"),
        (0.0, "E"),
    )
    #: how far an estimate of hours may be off, downwards and upwards
    optimism: float = 0.7
    pessimism: float = 1.4


def calibrated(fitted: Calibration) -> Constants:
    """The constants with what was fitted in its places."""
    return Constants(
        fitted.version,
        size_power=fitted.size_power,
        prior_weight=fitted.prior_weight,
        half_of=MappingProxyType(_by_category(fitted.half_of)),
        prior_of=MappingProxyType(_by_category(fitted.prior_of)),
        grades=tuple(fitted.grades),
    )


def _by_category(values: Mapping[str, float]) -> dict[Category, float]:
    return {Category(name): value for name, value in values.items()}


CALIBRATION = calibration()
CONSTANTS = calibrated(CALIBRATION)
