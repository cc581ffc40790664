from __future__ import annotations

import msgspec
import pytest
from score_strategies import CATEGORIES, finding, source

from debtscan.facts import Cell, ConfigKey, Definition, FileFacts, Kind, Role, Span, Unread
from debtscan.model import Category, Confidence, Location, Related
from debtscan.rulekit import NoOptions, file_rule
from debtscan.score import Floors, Size, absent, grade, judge, measure
from debtscan.score.density import printed
from debtscan.score.scorecard import CategoryScore, Scorecard
from debtscan.syntax import extract

ABSENT = {c: "no selected rule looks for it" for c in Category if c not in CATEGORIES}
BIG = Size(3000, 3000)


def test_no_finding_means_100_and_grade_a():
    card = grade([], BIG, ABSENT)
    assert (card.overall, card.grade) == (100.0, "A")
    assert {row.score for row in card.categories} == {100.0}


def test_categories_that_were_not_looked_at_are_named_and_not_scored():
    card = grade([], BIG, ABSENT)
    assert card.of(Category.DATA_LEAKAGE) is None
    assert card.left_out[Category.DATA_LEAKAGE] == "no selected rule looks for it"
    assert Category.GLUE_CODE not in card.left_out


def test_debt_in_a_category_that_does_not_apply_counts_all_the_same():
    reasons = ABSENT | {Category.CONFIG_SPRAWL: "no configuration"}
    card = grade([finding(Category.CONFIG_SPRAWL)], BIG, reasons)
    assert card.of(Category.CONFIG_SPRAWL).score < 100
    assert card.overall < 100
    assert Category.CONFIG_SPRAWL not in card.left_out


def test_a_category_that_does_not_apply_never_lends_its_score_to_the_others():
    reasons = ABSENT | {Category.CONFIG_SPRAWL: "no configuration"}
    bad = [finding(Category.GLUE_CODE, rule=f"r{n}", minutes=400) for n in range(9)]
    slight = finding(Category.CONFIG_SPRAWL, minutes=1, confidence=Confidence.LOW)
    assert grade([*bad, slight], BIG, reasons).overall == grade(bad, BIG, reasons).overall


def test_headline_categories_weigh_double():
    def overall(category: Category) -> float:
        return grade([finding(category, minutes=300)], BIG, ABSENT).overall

    assert overall(Category.GLUE_CODE) < overall(Category.REPRODUCIBILITY)


def test_the_printed_number_is_rounded_down():
    assert printed(69.99) == 69.9
    assert printed(70.0) == 70.0
    assert printed(100.0) == 100.0


def test_hours_are_a_range_that_grows_with_doubt():
    sure = grade([finding(confidence=Confidence.HIGH, minutes=100)], BIG, ABSENT)
    unsure = grade([finding(confidence=Confidence.LOW, minutes=100)], BIG, ABSENT)
    assert sure.minutes_low < 100 < sure.minutes_high
    assert unsure.minutes_low < sure.minutes_low
    assert unsure.minutes_high == sure.minutes_high


def test_too_few_statements_are_not_graded():
    card = grade([finding()], Size(40, 40), ABSENT)
    assert card.overall is None and card.grade == ""
    assert "40 of the 100 statements" in card.not_graded
    assert card.of(Category.GLUE_CODE) == CategoryScore(
        Category.GLUE_CODE, None, "", 1, card.minutes_low, card.minutes_high, 2.0
    )


def test_a_repository_too_small_to_grade_passes_when_nothing_was_found():
    clean = judge(grade([], Size(40, 40), ABSENT), Floors(70)).checks[0]
    assert clean.passed and "40 of the 100" in clean.reason
    much = [finding(rule=f"r{n}", minutes=400) for n in range(9)]
    dirty = judge(grade(much, Size(40, 40), ABSENT), Floors(90)).checks[0]
    assert not dirty.passed and "by what there is" in dirty.reason
    assert dirty.cure


@pytest.mark.parametrize("floor", [0, 50, 90, 99])
def test_one_statement_more_decides_nothing_at_the_gate(floor):
    some = [finding(minutes=20)]
    graded, small = (grade(some, Size(n, n), ABSENT) for n in (100, 99))
    assert small.not_graded and not graded.not_graded
    assert judge(graded, Floors(floor)).passed == judge(small, Floors(floor)).passed


def test_a_category_floor_minds_its_own_findings_only():
    card = grade([finding(Category.GLUE_CODE, minutes=400)], Size(40, 40), ABSENT)
    floors = Floors(None, {Category.GLUE_CODE: 95, Category.DEAD_EXPERIMENTS: 95})
    assert [check.passed for check in judge(card, floors).checks] == [False, True]


def test_a_floor_for_what_does_not_apply_passes_with_the_reason():
    reasons = ABSENT | {Category.CONFIG_SPRAWL: "no configuration"}
    (check,) = judge(grade([], BIG, reasons), Floors(None, {Category.CONFIG_SPRAWL: 90})).checks
    assert check.passed and check.score is None and check.reason == "no configuration"


def test_the_verdict_compares_the_printed_number():
    card = Scorecard(69.9, "C", (), {}, BIG)
    assert not judge(card, Floors(70)).passed
    assert judge(card, Floors(69.9)).passed


def test_no_floors_pass():
    assert judge(grade([finding()] * 50, BIG, ABSENT), Floors()).passed


def test_the_cure_is_the_cheap_way_out():
    cheap = [finding(rule="cheap", minutes=20, subject=str(n)) for n in range(3)]
    dear = [finding(rule="dear", minutes=400, confidence=Confidence.LOW)]
    card = grade(cheap + dear, BIG, ABSENT)
    floor = grade(dear, BIG, ABSENT).of(Category.GLUE_CODE).score - 1
    (check,) = judge(card, Floors(None, {Category.GLUE_CODE: floor})).checks
    assert not check.passed
    assert {each.rule for each in check.cure} == {"cheap"}
    assert check.minutes <= 60


def test_unread_files_alone_have_no_cure():
    card = grade([], Size(3000, 3000, files=9, unread=1.0, unread_share=0.1), ABSENT)
    (check,) = judge(card, Floors(95)).checks
    assert (check.score, check.passed, check.cure) == (90.0, False, ())


def test_size_leaves_out_tests_and_vendored_code():
    files = [
        source("a.py", 50),
        source("tests/t.py", 70, 500).placed("tests/t.py", Role.TEST),
        source("vendor/v.py", 90, 900).placed("vendor/v.py", Role.VENDORED),
    ]
    assert measure(files).statements == 50


def test_a_copied_file_adds_nothing():
    assert measure([source("a.py", 50), source("b.py", 50)]) == Size(50, 50, files=2)


def test_functions_of_one_shape_count_once():
    def holder(path: str, first: int, shape: int) -> FileFacts:
        file = source(path, 10, first)
        body = Definition("f", "function", Span(1), 0, statements=9, first=1, last=10, shape=1)
        rows = msgspec.structs.replace(file.statements, shapes=tuple(range(shape, shape + 10)))
        return _with(file, definitions=(body,), statements=rows)

    assert measure([holder("a.py", 0, 7), holder("b.py", 100, 7)]).statements == 11
    assert measure([holder("a.py", 0, 7), holder("b.py", 100, 8)]).statements == 20


def test_what_little_lives_of_two_dead_functions_is_no_copy():
    def dying(path: str, first: int) -> FileFacts:
        file = source(path, 10, first)
        body = Definition("f", "function", Span(1), 0, statements=9, first=1, last=10, shape=1)
        shapes = (first, 1, 2, 3, *range(first + 4, first + 10))
        rows = msgspec.structs.replace(file.statements, shapes=shapes)
        return _with(file, definitions=(body,), statements=rows)

    dead = [
        finding(Category.DEAD_EXPERIMENTS, at=Location(path, 5, end_line=10))
        for path in ("a.py", "b.py")
    ]
    assert measure([dying("a.py", 100), dying("b.py", 200)], dead).live == 8


def test_dead_statements_do_not_count_as_size_but_decide_no_grading():
    dead = finding(Category.DEAD_EXPERIMENTS, at=Location("a.py", 11, end_line=50))
    size = measure([source("a.py", 120)], [dead])
    assert (size.statements, size.live) == (120, 80)
    assert not grade([dead], size, ABSENT).not_graded


@pytest.mark.parametrize("category", [Category.DEAD_EXPERIMENTS, Category.GLUE_CODE])
def test_what_goes_with_a_finding_is_no_size(category):
    body = Related(Location("a.py", 20, end_line=29), "not reached either", "place")
    user = Related(Location("a.py", 50, end_line=59), "a user of it, which stays")
    size = measure([source("a.py", 100)], [_related(finding(category), body, user)])
    assert size.live == (89 if category is Category.DEAD_EXPERIMENTS else 90)


def test_files_that_go_with_a_finding_are_no_size():
    copy = Related(Location("b.py", 1), "copy", "file")
    files = [source("a.py", 100), source("b.py", 70, 500)]
    assert measure(files, [_related(finding(), copy)]).live == 100


def test_merging_copies_that_drifted_leaves_the_size_alone():
    said = [_related(finding(), Related(Location("a.py", 1, end_line=20), "copy", "place"))]
    assert measure([source("a.py", 100)], said) == msgspec.structs.replace(
        measure([source("a.py", 80, 20)]), statements=100
    )
    assert grade(said, measure([source("a.py", 100)], said), ABSENT).size.live == 80


def test_a_long_run_of_one_shape_is_no_size():
    file = source("a.py", 5000)
    same = msgspec.structs.replace(file.statements, shapes=(7,) * 5000)
    assert measure([_with(file, statements=same)]).statements == 40


def test_code_that_nobody_can_read_weighs_by_its_length():
    files = [msgspec.structs.replace(source("a.py", 100), lines=1000)]
    large = [Unread("b.py", "python2", kind=Kind.PYTHON, size=35_000)]
    empty = [FileFacts(Kind.PYTHON, f"e{n}.py") for n in range(500)]
    assert measure(files, [], large).unread_share == pytest.approx(0.5)
    assert measure([*files, *empty], [], large).unread_share == pytest.approx(0.5)


def test_dead_cells_are_found_by_their_cell():
    file = _with(source("n.ipynb", 20), cells=(Cell(2, 1, 10), Cell(4, 11, 10)))
    dead = finding(Category.DEAD_EXPERIMENTS, at=Location("n.ipynb", 3, end_line=4, cell=4))
    assert measure([file], [dead]).live == 18


def test_an_unreadable_cell_is_a_part_of_an_unread_file():
    cells = (Cell(1, 1, 10), Cell(2, 11, 10, readable=False))
    assert measure([_with(source("n.ipynb", 20), cells=cells)]).unread == 0.5


def test_configuration_keys_add_a_share_that_a_data_dump_cannot_own():
    keys = tuple(ConfigKey(f"k{n}", Span(n + 1)) for n in range(10_000))
    size = measure([source("a.py", 1000), FileFacts(Kind.YAML, "c.yaml", config=keys)])
    assert size.keys == 10_000
    assert size.thousands() == 1.25


@pytest.mark.parametrize(
    ("files", "missing"),
    [
        ([source("a.py", 5)], set()),
        (
            [extract(Kind.SHELL, b"python train.py --rate 1\n").placed("a.sh", Role.SOURCE)],
            {Category.GLUE_CODE, Category.DEAD_EXPERIMENTS},
        ),
        (
            [FileFacts(Kind.DOCKER, "Dockerfile")],
            {Category.CONFIG_SPRAWL, Category.GLUE_CODE, Category.DEAD_EXPERIMENTS},
        ),
        ([source("a.py", 5), FileFacts(Kind.YAML, "c", config=(ConfigKey("a", Span(1)),))], set()),
        (
            [FileFacts(Kind.YAML, "c", config=(ConfigKey("a", Span(1)),))],
            {Category.GLUE_CODE, Category.DEAD_EXPERIMENTS},
        ),
    ],
)
def test_what_does_not_apply_is_left_out_with_a_reason(files, missing):
    reasons = absent([_rule(category) for category in CATEGORIES], files)
    assert {c for c in CATEGORIES if c in reasons} == missing
    assert reasons[Category.FEEDBACK_LOOPS] == "no selected rule looks for it"


def test_too_little_code_without_debt_passes_the_highest_floor():
    card = grade([], measure([source("a.py", 20)]), ABSENT)
    assert card.not_graded and judge(card, Floors(100)).passed


def test_where_nothing_applies_no_floor_holds():
    size = measure([source("a.py", 200)])
    card = grade([], size, dict.fromkeys(Category, "not looked for"))
    [check] = judge(card, Floors(1)).checks
    assert not check.passed and "nothing speaks for it" in check.reason
    [check] = judge(card, Floors(None, {Category.GLUE_CODE: 1})).checks
    assert check.passed and check.reason == "not looked for"


def _rule(category: Category):
    @file_rule(
        "some-rule",
        category=category,
        confidence=Confidence.HIGH,
        severity=1,
        minutes=5,
        since="0.1",
        options=NoOptions,
    )
    def some_rule(file, options):
        yield from ()

    return some_rule


def _with(file: FileFacts, **changes) -> FileFacts:
    import msgspec

    return msgspec.structs.replace(file, **changes)


def _related(plain, *ends):
    import dataclasses

    return dataclasses.replace(plain, related=ends)
