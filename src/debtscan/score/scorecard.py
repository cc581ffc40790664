"""A score and a grade for each category, and one for the whole."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from debtscan.model import Category, Finding
from debtscan.score import density
from debtscan.score.constants import CALIBRATION, CONSTANTS, Constants
from debtscan.score.size import Size


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """One row. Minutes run from what is likely there to what there may be at most.

    ``score`` is what is printed (rounded down to one decimal) and None when not graded.
    """

    category: Category
    score: float | None
    grade: str
    findings: int
    minutes_low: int
    minutes_high: int
    weight: float


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All rows in the order of `Category`. ``not_graded`` says why there are no scores; else
    it is empty. ``absent`` is what `grade` was given; see `left_out`."""

    overall: float | None
    grade: str
    categories: tuple[CategoryScore, ...]
    absent: Mapping[Category, str]
    size: Size
    not_graded: str = ""
    minutes_low: int = 0
    minutes_high: int = 0
    constants: Constants = CONSTANTS
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    #: the share of the calibration corpus that scores lower, in percent, and its size
    percentile: int | None = None
    corpus: int = 0

    @property
    def left_out(self) -> dict[Category, str]:
        """The categories without a row, and why each has none."""
        shown = {row.category for row in self.categories}
        return {c: self.absent[c] for c in Category if c in self.absent and c not in shown}

    def of(self, category: Category) -> CategoryScore | None:
        """This category's row; None when it was left out."""
        return next((row for row in self.categories if row.category is category), None)


def grade(
    findings: Sequence[Finding],
    size: Size,
    absent: Mapping[Category, str],
    constants: Constants = CONSTANTS,
) -> Scorecard:
    """Score findings against a size. ``absent`` holds the categories nothing was looked for
    in, or that do not apply; one that debt was found in gets its row all the same."""
    exact = exact_scores(findings, size, absent, constants)
    reason = _too_small(size, constants)
    total = None if reason else whole(exact, absent, constants)
    printed = None if total is None else density.printed(total)
    low, high = _minutes(findings, constants)
    return Scorecard(
        overall=printed,
        grade=_letter(total, constants),
        categories=tuple(_rows(findings, exact, bool(reason), constants)),
        absent=dict(absent),
        size=size,
        not_graded=reason,
        minutes_low=low,
        minutes_high=high,
        constants=constants,
        findings=tuple(findings),
        percentile=None if printed is None else _percentile(printed, constants),
        corpus=len(CALIBRATION.overall),
    )


def _percentile(score: float, constants: Constants) -> int | None:
    """None for other constants than those of the corpus: they would be compared with nothing."""
    known = constants.version == CALIBRATION.version and CALIBRATION.overall
    return CALIBRATION.percentile(score) if known else None


def exact_scores(
    findings: Iterable[Finding],
    size: Size,
    absent: Mapping[Category, str],
    constants: Constants = CONSTANTS,
) -> dict[Category, float]:
    """Unrounded scores. What could not be read earns nothing: its share is taken off."""
    loads = density.loads(findings)
    thousands = size.thousands(constants)
    read_share = 1 - size.unread_share
    return {
        category: read_share
        * density.score(category, loads.get(category, {}), thousands, constants)
        for category in Category
        if category in loads or category not in absent
    }


def whole(
    exact: Mapping[Category, float],
    absent: Mapping[Category, str],
    constants: Constants = CONSTANTS,
) -> float | None:
    """The unrounded overall score; None when no category applies.

    Debt in categories that do not apply otherwise counts where it lowers the score: it must not
    go unpunished, and to pay it must not cost what the category lent to the mean.
    """
    applying = [(score, weight(c, constants)) for c, score in exact.items() if c not in absent]
    others = [(score, weight(c, constants)) for c, score in exact.items() if c in absent]
    choices = (
        [*applying, *some] for n in range(len(others) + 1) for some in combinations(others, n)
    )
    return min((density.overall(each, constants) for each in choices if each), default=None)


def weight(category: Category, constants: Constants = CONSTANTS) -> float:
    """How much a category counts in the mean."""
    usual = constants.headline_weight if category.headline else 1.0
    return constants.weight_of.get(category, usual)


def _rows(
    findings: Sequence[Finding],
    exact: Mapping[Category, float],
    ungraded: bool,
    constants: Constants,
) -> Iterable[CategoryScore]:
    for category, score in exact.items():
        own = [finding for finding in findings if finding.category is category]
        shown = None if ungraded else density.printed(score)
        yield CategoryScore(
            category,
            shown,
            _letter(shown, constants),
            len(own),
            *_minutes(own, constants),
            weight(category, constants),
        )


def _minutes(findings: Iterable[Finding], constants: Constants) -> tuple[int, int]:
    """From the likely findings done swiftly to all of them done slowly."""
    pairs = [(f.minutes * f.confidence.probability, f.minutes) for f in findings]
    low = constants.optimism * math.fsum(expected for expected, _ in pairs)
    high = constants.pessimism * sum(minutes for _, minutes in pairs)
    return round(low), round(high)


def _letter(score: float | None, constants: Constants) -> str:
    if score is None:
        return ""
    return next(letter for floor, letter in constants.grades if density.printed(score) >= floor)


def _too_small(size: Size, constants: Constants) -> str:
    if size.statements >= constants.smallest_graded:
        return ""
    if not size.statements:
        return "no statement of its own code was read"
    return (
        f"too little code of its own to judge ({size.statements} of the "
        f"{constants.smallest_graded} statements that it takes)"
    )
