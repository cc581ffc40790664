import pytest
from rule_factory import rule

from debtscan.engine.selection import Selection, left_out, left_to_production, select
from debtscan.model import Category, DebtscanError, Lifecycle, Stage

RULES = [
    rule("flag", category=Category.DEAD_EXPERIMENTS),
    rule("branch", category=Category.DEAD_EXPERIMENTS),
    rule("key", category=Category.CONFIG_SPRAWL),
    rule("house/new", category=Category.CONFIG_SPRAWL, lifecycle=Lifecycle.PREVIEW),
    rule("old", category=Category.CONFIG_SPRAWL, lifecycle=Lifecycle.DEPRECATED),
    rule("gone", category=Category.CONFIG_SPRAWL, lifecycle=Lifecycle.REMOVED),
]
PRODUCT = [
    *RULES,
    rule("product", stage=Stage.PRODUCTION),
    rule("late", stage=Stage.PRODUCTION, lifecycle=Lifecycle.PREVIEW),
]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, "flag branch key"),
        ({"preview": True}, "flag branch key house/new"),
        ({"select": ["ALL"]}, "flag branch key"),
        ({"select": ["dead-experiments"]}, "flag branch"),
        ({"select": ["key"]}, "key"),
        ({"select": ["house/new"]}, "house/new"),
        ({"select": ["old"]}, "old"),
        ({"select": ["config-sprawl"], "preview": True}, "key house/new"),
        ({"select": ["key"], "extend": ["flag"]}, "flag key"),
        ({"ignore": ["key"]}, "flag branch"),
        ({"ignore": ["dead-experiments"]}, "key"),
        ({"ignore": ["dead-experiments"], "extend": ["flag"]}, "flag key"),
        ({"select": ["dead-experiments"], "ignore": ["ALL"]}, "flag branch"),
        ({"select": ["flag", "key"], "ignore": ["flag"]}, "key"),
        ({"ignore": ["house/new"], "preview": True}, "flag branch key"),
    ],
)
def test_the_more_exact_word_wins(asked, ids):
    assert [each.id for each in select(RULES, Selection(**asked))] == ids.split()


@pytest.mark.parametrize("where", ["select", "extend", "ignore"])
def test_an_unknown_name_is_an_error_with_the_nearest(where):
    with pytest.raises(DebtscanError, match=r"`dead-experiment`.*`dead-experiments`"):
        select(RULES, Selection(**{where: ["dead-experiment"]}))


def test_a_category_without_rules_is_known_all_the_same():
    assert select(RULES, Selection(ignore=["feedback-loops"]))


def test_a_removed_rule_is_an_error_that_says_so():
    with pytest.raises(DebtscanError, match="`gone` was removed"):
        select(RULES, Selection(select=["gone"]))


@pytest.mark.parametrize("asked", [{"ignore": ["ALL"]}, {"select": ["feedback-loops"]}])
def test_nothing_selected_is_an_error_never_a_perfect_score(asked):
    with pytest.raises(DebtscanError, match="no rule is selected"):
        select(RULES, Selection(**asked))


def test_no_packs_at_all_is_an_error_of_its_own():
    with pytest.raises(DebtscanError, match="no rule pack is installed"):
        select([], Selection())


@pytest.mark.parametrize(
    ("asked", "left_out"),
    [
        ({}, "product"),
        ({"preview": True}, "product late"),
        ({"select": ["glue-code", "flag"]}, "product"),
        ({"ignore": ["product"]}, ""),
        ({"extend": ["product"]}, ""),
        ({"select": ["flag"]}, ""),
    ],
)
def test_research_leaves_out_what_only_a_product_needs_unless_it_is_named(asked, left_out):
    selection = Selection(**asked, stage=Stage.RESEARCH)
    left = [each.id for each in left_to_production(PRODUCT, selection)]
    assert left == left_out.split()
    assert not {*left} & {each.id for each in select(PRODUCT, selection)}
    assert not left_to_production(PRODUCT, Selection(**asked))


def test_a_stage_that_leaves_nothing_is_an_error():
    with pytest.raises(DebtscanError, match="no rule is selected"):
        select(PRODUCT[-2:], Selection(stage=Stage.RESEARCH))


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ""),
        ({"select": ["ALL"]}, ""),
        ({"select": ["key"]}, "flag branch"),
        ({"ignore": ["key"]}, "key"),
        ({"ignore": ["house/new"]}, ""),
        ({"ignore": ["house/new"], "preview": True}, "house/new"),
        ({"select": ["key"], "extend": ["old", "flag"]}, "branch"),
    ],
)
def test_what_select_and_ignore_leave_out(asked, ids):
    assert " ".join(rule.id for rule in left_out(RULES, Selection(**asked))) == ids


def test_what_the_stage_leaves_out_is_left_to_the_stage():
    asked = Selection(ignore=["flag"], stage=Stage.RESEARCH)
    assert [rule.id for rule in left_out(PRODUCT, asked)] == ["flag"]
