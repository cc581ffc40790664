"""The numbers of the score, frozen under a version that every report carries.

These are starting values: chosen so that the repositories the rules were tried on spread over
all grades. They are to be fitted on a corpus, and then only change with the version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from debtscan.model import Category


@dataclass(frozen=True)
class Constants:
    """Densities are minutes of debt per thousand statements."""

    version: str = "2026-11"
    #: most that one rule can add to a category's density, however often it fires
    rule_cap: float = 60.0
    #: density that halves a category's score
    half: float = 30.0
    #: density expected before anything is known, and the thousands of statements it weighs
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
    #: statements in a row, or in a function, from which a repetition is a copy
    copy_length: int = 6

    headline_weight: float = 2.0
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


CONSTANTS = Constants()
