"""The fit of the score's numbers to samples, which `calibrate.py` measures and freezes.

The median density of a category is the one that scores 70, its mean is the prior, and the power of
the size is the smallest for which the score does not follow the size. Labels are looked at only to
say how well the score agrees with them: no number is fitted to them.
"""

from __future__ import annotations

import datetime
import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from agreement import auc, spearman

from debtscan.model import Category
from debtscan.score import density
from debtscan.score.constants import Calibration, Constants, calibrated
from debtscan.score.scorecard import whole

MEDIAN_SCORE = 70.0
POWERS = (1.0, 1.1, 1.2, 1.3, 1.4, 1.5)
PRIOR_WEIGHT = 0.5
LARGEST_SPEARMAN = 0.15
LEAST_HALF = 20.0  #: of a category that most are free of: one small finding must not own it
#: shares of the corpus that get an A, at least a B, ...
SHARES = ((0.15, "A"), (0.45, "B"), (0.75, "C"), (0.93, "D"))
Sample = Mapping[str, Any]  #: see `calibrate.sample`


def fit(samples: Sequence[Sample], labels: Mapping[str, bool]) -> Calibration:
    """The calibration with the smallest power for which the score does not follow the size."""
    for power in POWERS:
        made = _fit(samples, labels, power)
        if abs(made.spearman) < LARGEST_SPEARMAN:
            return made
    return made


def _fit(samples: Sequence[Sample], labels: Mapping[str, bool], power: float) -> Calibration:
    rough = Constants(size_power=power, prior_weight=PRIOR_WEIGHT, prior=0.0)
    names = sorted({name for each in samples for name in each["categories"]})
    densities = {name: _densities(samples, name, rough) for name in names}
    made = Calibration(
        version=f"{datetime.datetime.now(datetime.UTC):%Y-%m}",
        size_power=power,
        prior_weight=PRIOR_WEIGHT,
        half_of={name: round(_half(densities[name]), 2) for name in names},
        prior_of={name: round(statistics.fmean(densities[name]), 2) for name in names},
        grades=[],
        overall=[],
        spearman=0.0,
        auc=0.0,
        labelled=0,
    )
    scores = [overall(each, calibrated(made)) for each in samples]
    sizes = [math.log(each["thousands"]) for each in samples]
    return _with_scores(made, samples, scores, sizes, labels)


def _with_scores(
    made: Calibration,
    samples: Sequence[Sample],
    scores: Sequence[float],
    sizes: Sequence[float],
    labels: Mapping[str, bool],
) -> Calibration:
    known = [
        (s, labels[e["name"]]) for s, e in zip(scores, samples, strict=True) if e["name"] in labels
    ]
    fields = {name: getattr(made, name) for name in made.__struct_fields__}
    return Calibration(
        **fields
        | {
            "grades": _grades(sorted(scores)),
            "overall": sorted(density.printed(score) for score in scores),
            "spearman": round(spearman(scores, sizes), 3),
            "auc": round(auc(known), 3),
            "labelled": len(known),
        }
    )


def _densities(samples: Sequence[Sample], name: str, constants: Constants) -> list[float]:
    return sorted(
        density.density(Category(name), each["loads"].get(name, {}), each["thousands"], constants)
        for each in samples
        if name in each["categories"]
    )


def _half(densities: Sequence[float]) -> float:
    """The density that halves a category's score: the median of the corpus is to score 70 and its
    upper quartile no less than 50."""
    median = statistics.median(densities) / math.log2(100 / MEDIAN_SCORE)
    quartile = densities[int(0.75 * len(densities))]
    return max(median, quartile, LEAST_HALF)


def overall(each: Sample, constants: Constants) -> float:
    """The exact overall score of a sample, as a run would make it."""
    applying = set(each["categories"])
    exact = {
        category: each["read"] * density.score(category, loads, each["thousands"], constants)
        for category in Category
        if (loads := each["loads"].get(category.value, {})) or category.value in applying
    }
    found = whole(exact, {c: "" for c in Category if c.value not in applying}, constants)
    return 100.0 if found is None else found


def _grades(ascending: Sequence[float]) -> list[tuple[float, str]]:
    """Cut-offs at round scores that leave about the wanted shares above them."""
    cuts = [(5.0 * round(_quantile(ascending, 1 - share) / 5), letter) for share, letter in SHARES]
    return [*cuts, (0.0, "E")]


def _quantile(ascending: Sequence[float], share: float) -> float:
    return ascending[min(len(ascending) - 1, int(share * len(ascending)))]
