"""The cheapest findings whose repair would lift a score above its floor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from debtscan.model import Category, Finding
from debtscan.score import density
from debtscan.score.scorecard import Scorecard, exact_scores, whole

_SPARED_AT_MOST = 40
Target = Callable[[Sequence[Finding]], float]


def cheapest(scorecard: Scorecard, category: Category | None, floor: float) -> tuple[Finding, ...]:
    """A small, cheap set of findings to repair; empty when repairing all is not enough.

    Because a rule's debt is concave, clearing a whole rule often pays more than thinning out
    several, and not always: one plan takes rules by what clearing them gains per minute, one
    what is done quickest, one finding by finding what gains most. Each is relieved of what it
    can spare, and the cheapest is told.
    """
    score = _target(scorecard, category)
    everything = scorecard.findings
    own = [f for f in everything if category in (None, f.category)]
    if not own or not _reaches(score(_without(everything, own)), floor):
        return ()
    orders = [_by_gain(everything, own, score), sorted(own, key=_quickest)]
    if len(own) <= _SPARED_AT_MOST:
        orders.append(_one_by_one(everything, own, score, floor))
    plans = [
        _spared(everything, order[: _shortest(everything, order, score, floor)], score, floor)
        for order in orders
    ]
    return tuple(min(plans, key=_minutes))


def estimate(scorecard: Scorecard, category: Category | None) -> float | None:
    """What the score is, or would be if there were enough code to grade; None where nothing
    applies."""
    value = _exact(scorecard, category, scorecard.findings)
    return None if value is None else density.printed(value)


def _exact(
    scorecard: Scorecard, category: Category | None, findings: Sequence[Finding]
) -> float | None:
    absent, constants = scorecard.absent, scorecard.constants
    exact = exact_scores(findings, scorecard.size, absent, constants)
    return exact.get(category) if category else whole(exact, absent, constants)


def _target(scorecard: Scorecard, category: Category | None) -> Target:
    def score(findings: Sequence[Finding]) -> float:
        value = _exact(scorecard, category, findings)
        return 100.0 if value is None else value

    return score


def _reaches(score: float, floor: float) -> bool:
    return density.printed(score) >= floor


def _minutes(plan: Iterable[Finding]) -> int:
    return sum(finding.minutes for finding in plan)


def _one_by_one(
    everything: Sequence[Finding], own: Sequence[Finding], score: Target, floor: float
) -> list[Finding]:
    """Always the finding next that gains most per minute, until it is enough."""
    left, rest, order = list(own), list(everything), list[Finding]()
    while left and not _reaches(now := score(rest), floor):

        def rate(finding: Finding, rest: list[Finding] = rest, now: float = now) -> float:
            return (score(_without(rest, [finding])) - now) / max(1, finding.minutes)

        best = max(sorted(left, key=_surest), key=rate)
        left, rest = _without(left, [best]), _without(rest, [best])
        order.append(best)
    return order


def _by_gain(everything: Sequence[Finding], own: Sequence[Finding], score: Target) -> list[Finding]:
    rules: dict[str, list[Finding]] = {}
    for finding in own:
        rules.setdefault(finding.rule, []).append(finding)
    before = score(everything)

    def rate(rule: str) -> float:
        cost = sum(finding.minutes for finding in rules[rule]) or 1
        return (score(_without(everything, rules[rule])) - before) / cost

    ordered = sorted(rules, key=lambda rule: (-rate(rule), rule))
    return [finding for rule in ordered for finding in sorted(rules[rule], key=_surest)]


def _surest(finding: Finding) -> tuple[int, int, object, str]:
    return (-finding.confidence, finding.minutes, finding.at, finding.fingerprint)


def _quickest(finding: Finding) -> tuple[object, ...]:
    return (finding.minutes, *_surest(finding))


def _shortest(
    everything: Sequence[Finding], ordered: Sequence[Finding], score: Target, floor: float
) -> int:
    """The length of the shortest prefix that is enough, by bisection: more never hurts."""
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        if _reaches(score(_without(everything, ordered[:middle])), floor):
            high = middle
        else:
            low = middle + 1
    return low


def _spared(
    everything: Sequence[Finding], chosen: Sequence[Finding], score: Target, floor: float
) -> list[Finding]:
    kept = list(chosen)
    for finding in sorted(chosen, key=lambda f: (-f.minutes, f.fingerprint))[:_SPARED_AT_MOST]:
        rest = [each for each in kept if each is not finding]
        if _reaches(score(_without(everything, rest)), floor):
            kept = rest
    return kept


def _without(everything: Sequence[Finding], removed: Sequence[Finding]) -> list[Finding]:
    gone = {id(finding) for finding in removed}
    return [finding for finding in everything if id(finding) not in gone]
