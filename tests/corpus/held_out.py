"""How the score does on repositories that it was not fitted to.

Cross-validation says how far the fitted numbers hang on the sample. It cannot say how far the
rules were shaped by the repositories that were read while they were written: only repositories
that nobody looked at can, scored by the frozen calibration.
"""

from __future__ import annotations

import math
import random
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from agreement import auc, interval, spearman
from fitting import Sample, fit, overall

from debtscan.model import DebtscanError
from debtscan.score.constants import Calibration, Constants, calibrated
from debtscan.score.density import printed

SEEDS = range(100)
FOLDS = (2, 5)
Labels = Mapping[str, bool]


class Part(NamedTuple):
    """What a fit to the others says of the repositories that it did not see."""

    spearman: float
    auc: float
    moved: float  #: mean points between the score of this fit and that of a fit to all
    power: float


def parts(samples: Sequence[Sample], labels: Labels, folds: int, seed: int) -> list[list[Sample]]:
    """The samples dealt into random parts, each kind of label evenly.

    Raises DebtscanError when a part would be left without one of both kinds.
    """
    kinds = Counter(labels.get(each["name"]) for each in samples)
    if min(kinds[True], kinds[False]) < folds:
        raise DebtscanError(
            f"{folds} parts need {folds} engineered repositories and {folds} that are not; "
            f"there are {kinds[True]} and {kinds[False]}"
        )
    shuffled = random.Random(seed).sample(samples, len(samples))
    shuffled.sort(key=lambda each: str(labels.get(each["name"])))
    return [shuffled[first::folds] for first in range(folds)]


def cross_validated(
    samples: Sequence[Sample], labels: Labels, folds: int, seeds: Iterable[int]
) -> Iterator[Part]:
    """Of each seed and part, what a fit to the other parts says of it."""
    seen = calibrated(fit(samples, labels))
    for seed in seeds:
        dealt = parts(samples, labels, folds, seed)
        for part in dealt:
            others = [each for other in dealt if other is not part for each in other]
            yield _judged(part, labels, fit(others, labels), seen)


def _judged(part: Sequence[Sample], labels: Labels, made: Calibration, seen: Constants) -> Part:
    rows = _rows(part, labels, calibrated(made))
    moved = [
        abs(row.score - other.score)
        for row, other in zip(rows, _rows(part, labels, seen), strict=True)
    ]
    return Part(_spearman(rows), auc(_known(rows)), statistics.fmean(moved), made.size_power)


def validation(samples: Sequence[Sample], labels: Labels) -> Iterator[str]:
    """The cross-validation in words."""
    seen = fit(samples, labels)
    yield f"{len(samples)} repositories, {seen.labelled} with labels, {len(SEEDS)} seeds"
    yield f"fitted to all: Spearman {seen.spearman:.3f}, AUC {seen.auc:.3f}"
    for folds in FOLDS:
        found = [*cross_validated(samples, labels, folds, SEEDS)]
        yield f"unseen parts of 1/{folds}, mean (deviation; 90 % of the parts):"
        yield f"  Spearman {_spread([part.spearman for part in found])}"
        yield f"  AUC      {_spread([part.auc for part in found])}"
        yield f"  points between this fit and that to all {_spread([part.moved for part in found])}"
        yield f"  powers of the size {dict(sorted(Counter(part.power for part in found).items()))}"


def verdict(samples: Sequence[Sample], labels: Labels, frozen: Calibration) -> Iterator[str]:
    """What a calibration says of samples that it was not fitted to, in words."""
    rows = sorted(_rows(samples, labels, calibrated(frozen)), key=lambda row: row.score)
    scores = [printed(row.score) for row in rows]
    for row, score in zip(rows, scores, strict=True):
        yield f"{score:5.1f}  {_grade(score, frozen)}  {_KINDS[row.engineered]:10}  {row.name}"
    yield f"{len(rows)} repositories, calibration {frozen.version}"
    bounds = interval(_spearman, [rows])
    yield f"Spearman(score, log size) = {_spearman(rows):.3f}, {_between(bounds)}"
    yield from _agreement(_known(rows))
    yield f"quartiles {_quartiles(scores)}; fitted: {_quartiles(frozen.overall)}"
    yield f"grades {_shares(scores, frozen)}; fitted: {_shares(frozen.overall, frozen)}"


def _agreement(known: Sequence[tuple[float, bool]]) -> Iterator[str]:
    kinds = [[row for row in known if row[1] is kind] for kind in (True, False)]
    if all(kinds):
        bounds = interval(auc, kinds)
        yield f"AUC against {len(known)} labels = {auc(known):.3f}, {_between(bounds)}"


_KINDS = {True: "engineered", False: "not", None: ""}


class _Row(NamedTuple):
    score: float
    size: float  #: logarithm
    engineered: bool | None
    name: str


def _rows(samples: Iterable[Sample], labels: Labels, constants: Constants) -> list[_Row]:
    return [
        _Row(
            overall(each, constants),
            math.log(each["thousands"]),
            labels.get(each["name"]),
            each["name"],
        )
        for each in samples
    ]


def _spearman(rows: Sequence[_Row]) -> float:
    return spearman([row.score for row in rows], [row.size for row in rows])


def _known(rows: Iterable[_Row]) -> list[tuple[float, bool]]:
    return [(row.score, row.engineered) for row in rows if row.engineered is not None]


def _spread(values: Sequence[float]) -> str:
    ascending = sorted(values)
    low, high = (ascending[int(share * len(values))] for share in (0.05, 0.95))
    mean, deviation = statistics.fmean(values), statistics.stdev(values)
    return f"{mean:.3f} ({deviation:.3f}; {low:.3f} to {high:.3f})"


def _between(bounds: tuple[float, float]) -> str:
    return f"95 % interval {bounds[0]:.2f} to {bounds[1]:.2f}"


def _quartiles(scores: Sequence[float]) -> str:
    return " ".join(f"{cut:.1f}" for cut in statistics.quantiles(scores, method="inclusive"))


def _grade(score: float, frozen: Calibration) -> str:
    return next(letter for floor, letter in frozen.grades if score >= floor)


def _shares(scores: Sequence[float], frozen: Calibration) -> str:
    counts = Counter(_grade(score, frozen) for score in scores)
    letters = [letter for _, letter in frozen.grades]
    return " ".join(f"{letter} {100 * counts[letter] / len(scores):.0f} %" for letter in letters)
