"""Research weighs categories otherwise, and says so; production stays what was calibrated."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from score_strategies import finding, findings, sizes
from test_score_properties import ABSENT, never_lower, some_of

from debtscan.model import Category, Stage
from debtscan.score import CONSTANTS, Size, constants_of, grade
from debtscan.score.scorecard import weight
from debtscan.score.stages import RESEARCH_WEIGHTS

RESEARCH = constants_of(Stage.RESEARCH)


def test_production_is_what_was_calibrated():
    assert constants_of(Stage.PRODUCTION) is CONSTANTS
    assert not CONSTANTS.weight_of


def test_research_differs_in_weights_alone():
    assert (RESEARCH.version, RESEARCH.stage) == (f"{CONSTANTS.version}-research", Stage.RESEARCH)
    assert RESEARCH.half_of == CONSTANTS.half_of and RESEARCH.grades == CONSTANTS.grades


@given(findings(), sizes)
def test_only_the_overall_score_differs(everything, size):
    production, research = (grade(everything, size, ABSENT, c) for c in (CONSTANTS, RESEARCH))
    assert [(row.category, row.score) for row in production.categories] == [
        (row.category, row.score) for row in research.categories
    ]
    assert research.percentile is None
    assert (production.minutes_low, production.minutes_high) == (
        research.minutes_low,
        research.minutes_high,
    )
    assert {row.category: row.weight for row in research.categories} == {
        row.category: RESEARCH_WEIGHTS.get(row.category, row.weight)
        for row in production.categories
    }


@given(findings(), sizes, st.data())
def test_removing_findings_never_lowers_a_score_of_research(everything, size, data):
    rest = some_of(data, everything)
    never_lower(grade(everything, size, ABSENT, RESEARCH), grade(rest, size, ABSENT, RESEARCH))


def test_debt_that_weighs_less_costs_less_and_what_decides_results_more():
    size = Size(5000, 5000)

    def lost(category: Category, constants) -> float:
        debts = [finding(category, minutes=60, subject=f"{n}") for n in range(6)]
        return 100 - grade(debts, size, {}, constants).overall

    assert lost(Category.GLUE_CODE, RESEARCH) < lost(Category.GLUE_CODE, CONSTANTS)
    assert lost(Category.FEEDBACK_LOOPS, RESEARCH) < lost(Category.FEEDBACK_LOOPS, CONSTANTS)
    assert lost(Category.DATA_LEAKAGE, RESEARCH) > lost(Category.DATA_LEAKAGE, CONSTANTS)
    leak, seed = Category.DATA_LEAKAGE, Category.REPRODUCIBILITY
    assert [weight(each, RESEARCH) for each in (leak, seed)] == [2.0, 2.0]
