"""The cheapest findings whose repair would lift a score above its floor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from debtscan.model import Category, Finding
from debtscan.score import density
from debtscan.score.scorecard import Scorecard, exact_scores, whole

_SPARED_AT_MOST = 40
Target = Callable[[Sequence[Finding]], float]


def cheapest(scorecard: Scorecard, category: Category | None, floor: float) -> tuple[Finding, ...]:
    """A small, cheap set of findings to repair; empty when repairing all is not enough.

    Because a rule's debt is concave, clearing a whole rule pays more than thinning out
    several: rules are taken by what clearing them gains per minute, findings within a rule by
    their certainty. The shortest sufficient prefix is then relieved of what it can spare.
    """
    score = _target(scorecard, category)
    own = [f for f in scorecard.findings if category in (None, f.category)]
    if not own or score(_without(scorecard.findings, own)) < floor:
        return ()
    ordered = _by_gain(scorecard.findings, own, score)
    prefix = ordered[: _shortest(scorecard.findings, ordered, score, floor)]
    return tuple(_spared(scorecard.findings, prefix, score, floor))


def _target(scorecard: Scorecard, category: Category | None) -> Target:
    def score(findings: Sequence[Finding]) -> float:
        absent = scorecard.absent
        exact = exact_scores(findings, scorecard.size, absent, scorecard.constants)
        value = exact.get(category) if category else whole(exact, absent, scorecard.constants)
        return 0.0 if value is None else density.printed(value)

    return score


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


def _shortest(
    everything: Sequence[Finding], ordered: Sequence[Finding], score: Target, floor: float
) -> int:
    """The length of the shortest prefix that is enough, by bisection: more never hurts."""
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        if score(_without(everything, ordered[:middle])) >= floor:
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
        if score(_without(everything, rest)) >= floor:
            kept = rest
    return kept


def _without(everything: Sequence[Finding], removed: Sequence[Finding]) -> list[Finding]:
    gone = {id(finding) for finding in removed}
    return [finding for finding in everything if id(finding) not in gone]
