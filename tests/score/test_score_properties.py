"""The properties that bind every future set of constants."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from score_strategies import CATEGORIES, finding, findings, holding, sizes, source

from debtscan.facts import FileFacts, Kind, Role, Unread
from debtscan.model import Category, Finding
from debtscan.score import Floors, Scorecard, Size, grade, judge, measure

ABSENT = {c: "no selected rule looks for it" for c in Category if c not in CATEGORIES}
#: the functions of the second file are of the same shapes as those of the first
FILES = [
    holding(source("a.py", 100), 0),
    holding(source("b.py", 100, 1000), 0),
    source("c.py", 100, 2000),
]


def scores(card: Scorecard) -> dict[str, float | None]:
    by_name: dict[str, float | None] = {row.category.value: row.score for row in card.categories}
    return by_name | {"overall": card.overall}


def some_of(data: st.DataObject, everything: list[Finding]) -> list[Finding]:
    keep = data.draw(st.lists(st.booleans(), min_size=len(everything), max_size=len(everything)))
    return [each for each, kept in zip(everything, keep, strict=True) if kept]


def never_lower(before: Scorecard, after: Scorecard) -> None:
    old, new = scores(before), scores(after)
    for name in new:
        assert (old[name] is None) == (new[name] is None)
        if old[name] is not None:
            assert new[name] >= old[name]


@given(findings(), sizes, st.data())
def test_removing_findings_never_lowers_a_score(everything, size, data):
    rest = some_of(data, everything)
    never_lower(grade(everything, size, ABSENT), grade(rest, size, ABSENT))


@given(findings(), st.data())
def test_removing_findings_never_lowers_a_score_when_they_mark_statements_dead(everything, data):
    rest = some_of(data, everything)
    never_lower(
        grade(everything, measure(FILES, everything), ABSENT),
        grade(rest, measure(FILES, rest), ABSENT),
    )


@given(findings(), st.data())
def test_removing_findings_where_their_category_does_not_apply(everything, data):
    absent = ABSENT | {Category.CONFIG_SPRAWL: "no configuration", Category.GLUE_CODE: "no code"}
    rest = some_of(data, everything)
    before, after = (grade(each, measure(FILES, each), absent) for each in (everything, rest))
    shared = {row.category for row in before.categories} & {
        row.category for row in after.categories
    }
    assert after.overall >= before.overall
    assert all(after.of(c).score >= before.of(c).score for c in shared)


@given(findings(), sizes, st.randoms(use_true_random=False))
def test_the_order_of_findings_changes_nothing(everything, size, shuffler: random.Random):
    shuffled = shuffler.sample(everything, len(everything))
    assert scores(grade(everything, size, ABSENT)) == scores(grade(shuffled, size, ABSENT))


@given(findings(), st.permutations(FILES))
def test_the_order_of_files_changes_nothing(everything, files):
    assert measure(files, everything) == measure(FILES, everything)


@given(st.integers(0, 3000), findings())
def test_an_empty_file_and_a_vendored_copy_change_nothing(statements, everything):
    own = [*FILES, source("d.py", statements, 5000)]
    further = [
        FileFacts(Kind.PYTHON, "empty.py"),
        source("vendor/d.py", statements, 9000).placed("vendor/d.py", Role.VENDORED),
    ]
    before, after = (
        grade(everything, measure(files, everything), ABSENT) for files in (own, own + further)
    )
    assert scores(before) == scores(after)


@given(sizes, st.floats(0.1, 100))
def test_nothing_read_never_passes(size, floor):
    nothing = Size(0, 0, size.keys, 0, size.unread)
    for floors in (Floors(floor), Floors(None, {Category.GLUE_CODE: floor})):
        assert not judge(grade([], nothing, ABSENT), floors).passed


@given(st.integers(0, 99), st.floats(0.1, 100))
def test_a_repository_too_small_to_grade_never_passes_with_something_unread(statements, floor):
    size = Size(statements, statements, files=3, unread=1.0)
    card = grade([], size, ABSENT)
    assert card.not_graded
    assert not judge(card, Floors(floor)).passed


@given(st.integers(100, 10_000), st.integers(1, 200), st.integers(1, 200))
def test_unread_files_are_no_better_than_files_full_of_debt(statements, files, unread):
    share = unread / (files + unread)
    size = Size(statements, statements, 0, files, float(unread), share)
    card = grade([], size, ABSENT)
    assert card.overall <= 100 * files / (files + unread)
    assert all(row.score <= 100 * files / (files + unread) for row in card.categories)


@given(findings(), sizes)
def test_making_a_file_unreadable_never_earns_a_perfect_score(everything, size):
    unread = Size(size.statements, size.live, size.keys, size.files, size.unread + 1, 0.001)
    card = grade([], unread, ABSENT)
    assert card.overall is None or card.overall < 100


@given(findings(), st.integers(100, 20_000), st.floats(1, 100))
def test_repairing_the_cure_makes_the_gate_pass(everything, statements, floor):
    size = Size(statements, statements)
    card = grade(everything, size, ABSENT)
    for check in judge(card, Floors(floor, dict.fromkeys(CATEGORIES, floor))).checks:
        if check.passed:
            assert not check.cure
            continue
        rest = [each for each in everything if each not in check.cure]
        again = judge(grade(rest, size, ABSENT), Floors(floor, dict.fromkeys(CATEGORIES, floor)))
        assert next(each for each in again.checks if each.name == check.name).passed


def test_unread_files_count_once_and_only_where_debt_could_hide():
    unread = [
        Unread("old.py", "python2", kind=Kind.PYTHON),
        Unread("old.py", "python2", kind=Kind.PYTHON),
        Unread("tests/old.py", "python2", kind=Kind.PYTHON, role=Role.TEST),
        Unread("labels.json", "too-large", kind=Kind.JSON),
        Unread("a.py", "syntax", "cell 3", kind=Kind.NOTEBOOK),
    ]
    assert measure(FILES, [], unread).unread == 1.0


def test_one_noisy_rule_does_not_own_the_score():
    size = Size(2000, 2000)
    noisy = [finding(rule="noisy", minutes=60, subject=str(n)) for n in range(500)]
    spread = [finding(rule=f"rule{n}", minutes=60, subject=str(n)) for n in range(10)]
    assert grade(noisy, size, ABSENT).of(Category.GLUE_CODE).score > 20
    assert (
        grade(spread, size, ABSENT).of(Category.GLUE_CODE).score
        < grade(noisy, size, ABSENT).of(Category.GLUE_CODE).score + 30
    )
