"""Floors against scores: did the gate pass, and if not, what would make it pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from debtscan.model import Category, Finding
from debtscan.score.cure import cheapest, estimate
from debtscan.score.scorecard import Scorecard

OVERALL = "overall"


class Floors(Struct, frozen=True, dict=True):
    """The lowest scores that pass: over all, and by category."""

    overall: float | None = None
    categories: Mapping[Category, float] = field(default_factory=dict)


class Check(Struct, frozen=True):
    """One floor, compared. ``name`` is a category's or "overall".

    ``score`` is the printed one, None where there is none; then ``reason`` says why it passed
    or failed. ``cure`` holds the cheapest findings whose repair would make it pass; it is empty
    when it passed or when no repair of findings is enough.
    """

    name: str
    score: float | None
    floor: float
    passed: bool
    reason: str = ""
    cure: tuple[Finding, ...] = ()

    @property
    def minutes(self) -> int:
        """What the cure costs."""
        return sum(finding.minutes for finding in self.cure)


class Limit(Struct, frozen=True):
    """How many of something there may be at most, and how many there are."""

    name: str  #: "findings", "new findings", "suppressed"
    count: int
    most: int
    option: str  #: as it is typed: `--fail-on new`

    @property
    def passed(self) -> bool:
        """Whether it holds."""
        return self.count <= self.most


class Verdict(Struct, frozen=True):
    """Every floor and limit that was set. Without any there is nothing to fail."""

    checks: tuple[Check, ...] = ()
    limits: tuple[Limit, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every floor and every limit holds."""
        return all(check.passed for check in self.checks) and all(
            limit.passed for limit in self.limits
        )


def judge(scorecard: Scorecard, floors: Floors, limits: Iterable[Limit] = ()) -> Verdict:
    """Compare every floor with the number that is printed, and keep the limits beside them.

    A repository too small to grade passes only when something was read, all of it could be
    read, and what little there is would score enough: having no score is no way past a gate,
    and one statement more or less decides nothing. A category that does not apply passes, and
    says so; where none applies the whole does not.
    """
    return Verdict(tuple(_checks(scorecard, floors)), tuple(limits))


def _checks(scorecard: Scorecard, floors: Floors) -> Iterator[Check]:
    if floors.overall is not None:
        yield _check(scorecard, None, floors.overall)
    for category in Category:
        if category in floors.categories:
            yield _check(scorecard, category, floors.categories[category])


def _check(scorecard: Scorecard, category: Category | None, floor: float) -> Check:
    name = category.value if category else OVERALL
    row = scorecard.of(category) if category else None
    score = row.score if row else scorecard.overall
    if category and row is None:
        return Check(name, None, floor, True, scorecard.absent.get(category, "does not apply"))
    if score is None:
        return _unscored(scorecard, category, name, floor)
    if score >= floor:
        return Check(name, score, floor, True)
    return Check(name, score, floor, False, cure=cheapest(scorecard, category, floor))


def _unscored(scorecard: Scorecard, category: Category | None, name: str, floor: float) -> Check:
    reason = scorecard.not_graded or "no category applies"
    obstacle = _obstacle(scorecard)
    if obstacle:
        return Check(name, None, floor, False, f"{reason}{obstacle}")
    would = estimate(scorecard, category)
    if would is None:
        return Check(name, None, floor, False, f"{reason}, so nothing speaks for it")
    passed = would >= floor
    cure = () if passed else cheapest(scorecard, category, floor)
    return Check(name, None, floor, passed, f"{reason}; by what there is {would:.1f}", cure)


def _obstacle(scorecard: Scorecard) -> str:
    """What keeps a repository without a score from passing; empty when nothing does."""
    if not scorecard.size.statements:
        return ", so nothing speaks for it"
    if scorecard.size.unread:
        return ", and not all files could be read"
    return ""
