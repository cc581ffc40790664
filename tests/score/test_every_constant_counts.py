"""Each part of the formula, seen from outside: without it a number would be another."""

from __future__ import annotations

import math

import msgspec
import pytest
from score_strategies import CATEGORIES, finding, source

from debtscan.facts import ConfigKey, Definition, FileFacts, Kind, Span
from debtscan.model import Category, Confidence, Finding, Location
from debtscan.score import CONSTANTS, Constants, Floors, Limit, Size, grade, judge, measure
from debtscan.score.constants import CALIBRATION
from debtscan.score.density import density, overall, score

ABSENT = {c: "no selected rule looks for it" for c in Category if c not in CATEGORIES}
BIG = Size(3000, 3000)
PLAIN = Constants(prior_weight=0.0, rule_cap=1e9)
GLUE = Category.GLUE_CODE


def glue(findings: list[Finding], size: Size = BIG) -> float:
    score = grade(findings, size, ABSENT).of(GLUE).score
    assert score is not None
    return score


def with_deletes(one: Finding, deletes: str, **changes: object) -> Finding:
    import dataclasses

    return dataclasses.replace(one, deletes=deletes, **changes)


def test_the_cap_of_a_rule_grows_with_the_size():
    many = {"noisy": 1e6}
    small, large = (density(GLUE, many, size, CONSTANTS) for size in (1.0, 50.0))
    assert small == pytest.approx(large, rel=0.6)
    assert large > 0.9 * CONSTANTS.rule_cap * 50 / 50.5


def test_doubtful_findings_weigh_less():
    sure, doubtful = (
        [finding(minutes=100, confidence=each)] for each in (Confidence.HIGH, Confidence.LOW)
    )
    assert glue(doubtful) > glue(sure)


def test_a_project_of_few_statements_is_drawn_towards_the_corpus():
    load = {"some": 100.0}
    free = density(GLUE, load, 0.3, PLAIN)
    drawn = density(GLUE, load, 0.3, Constants(prior_weight=2.0, prior=10.0, rule_cap=1e9))
    onset = -math.expm1(-100 / 60)
    assert free == pytest.approx(100 / 0.3)
    assert drawn == pytest.approx((100 + 2 * 10 * onset) / 2.3)


def test_the_prior_comes_in_with_the_debt():
    assert density(GLUE, {}, 1.0, CONSTANTS) == 0


def test_the_worst_three_categories_draw_the_mean_down():
    alike = overall([(70.0, 1.0)] * 5, CONSTANTS)
    uneven = overall([(40.0, 1.0), (50.0, 1.0), (60.0, 1.0), (100.0, 1.0), (100.0, 1.0)], CONSTANTS)
    assert alike == pytest.approx(70)
    assert uneven == pytest.approx(0.75 * 70 + 0.25 * 50)


def test_each_category_has_a_half_of_its_own():
    for category in (GLUE, Category.CONFIG_SPRAWL, Category.DEAD_EXPERIMENTS):
        half = CONSTANTS.half_of[category]
        load = {"some": 50.0}
        expected = 100 * 2 ** (-density(category, load, 1.0, CONSTANTS) / half)
        assert score(category, load, 1.0, CONSTANTS) == pytest.approx(expected)


def test_debt_is_divided_by_what_lives():
    assert Size(2000, 1000).thousands() == 1.0


def test_a_limit_may_be_reached():
    assert Limit("suppressed", 3, 3, "--max-suppressed").passed
    assert not Limit("suppressed", 4, 3, "--max-suppressed").passed


def test_keys_that_findings_call_dead_are_no_size():
    keys = tuple(ConfigKey(f"k{n}", Span(n + 1)) for n in range(40))
    files = [source("a.py", 200), FileFacts(Kind.YAML, "c.yaml", config=keys)]
    unread = with_deletes(finding(Category.CONFIG_SPRAWL, at=Location("c.yaml", 3)), "place")
    stays = finding(Category.CONFIG_SPRAWL, at=Location("c.yaml", 5))
    assert measure(files, [unread, stays]).keys == 39


def test_files_that_are_parts_of_a_dead_one_are_no_size():
    files = [source("a.py", 100), source("b.py", 30, 500), source("c.py", 20, 900)]
    dead = with_deletes(finding(at=Location("b.py", 1)), "file", parts=("c.py",))
    assert measure(files, [dead]).live == 100


def test_a_statement_that_repeats_a_dead_one_is_still_a_copy():
    twice = [source("a.py", 50), source("b.py", 50)]
    dead = finding(Category.DEAD_EXPERIMENTS, at=Location("a.py", 1, end_line=50))
    assert measure(twice, [dead]).live == 0


def _function(path: str, first: int, shapes: range) -> FileFacts:
    file = source(path, len(shapes), first)
    rows = msgspec.structs.replace(file.statements, shapes=tuple(shapes))
    body = Definition(
        "f", "function", Span(1), 0, statements=len(shapes), last=len(shapes), shape=1
    )
    return msgspec.structs.replace(file, definitions=(body,), statements=rows)


def test_a_copy_stays_one_whether_its_dead_statement_is_told_or_deleted():
    copies = [_function("a.py", 0, range(20)), _function("b.py", 100, range(20))]
    told = finding(Category.DEAD_EXPERIMENTS, at=Location("b.py", 20))
    cured = [copies[0], _function("b.py", 100, range(19))]
    drifted = [_function("a.py", 0, range(19)), copies[1]]
    assert measure(copies).live == measure(copies, [told]).live == 20
    assert measure(cured).live >= measure(copies, [told]).live
    assert measure(drifted, [told]).live == 19


def test_the_cure_has_nothing_to_spare_and_says_so_when_nothing_is_enough():
    some = [finding(rule=f"r{n}", minutes=10 + 40 * n) for n in range(8)]
    card = grade(some, BIG, ABSENT)
    (check,) = judge(card, Floors(None, {GLUE: glue(some) + 3})).checks
    rest = [each for each in some if each not in check.cure]
    assert check.cure and glue(rest) >= check.floor
    for spared in check.cure:
        assert glue([*rest, spared]) < check.floor
    unread = Size(3000, 3000, unread=1.0, unread_share=0.5)
    (hopeless,) = judge(grade(some, unread, ABSENT), Floors(None, {GLUE: 60})).checks
    assert not hopeless.passed and hopeless.cure == ()


def test_one_large_finding_is_no_cure_where_a_small_one_is_enough():
    small, large = finding(rule="small", minutes=20), finding(rule="large", minutes=240)
    card = grade([small, large], BIG, ABSENT)
    (check,) = judge(card, Floors(None, {GLUE: glue([small, large]) + 0.5})).checks
    assert check.cure == (small,)


def test_the_percentile_is_the_share_that_scores_lower():
    middle = CALIBRATION.overall[len(CALIBRATION.overall) // 2]
    assert 45 <= CALIBRATION.percentile(middle) <= 50
    assert CALIBRATION.percentile(100.1) == 100
    assert grade([], BIG, ABSENT).percentile == CALIBRATION.percentile(100.0)


def test_the_order_of_rules_does_not_change_the_cure():
    some = [finding(rule=f"r{n}", minutes=30, subject=str(n)) for n in range(6)]
    floors = Floors(None, {GLUE: glue(some) + 2})
    (there,), (back,) = (
        judge(grade(each, BIG, ABSENT), floors).checks for each in (some, some[::-1])
    )
    assert there.cure == back.cure
