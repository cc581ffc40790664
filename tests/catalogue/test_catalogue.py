"""What must hold for every rule, so that no reviewer has to remember it."""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import debtscan_rules
import pytest
from debtscan_rules import PACK

import debtscan
from debtscan.engine.settle import UNJUDGED
from debtscan.model import Lifecycle
from debtscan.rulekit import FileFacts, Project, Rule, option_fields
from debtscan.rulekit.page import SECTIONS
from debtscan.testing import cases, expected, try_rules
from debtscan.testing.catalogue import catalogue
from debtscan.testing.evidence import load_tally, tally_path

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "tests" / "rules"
every_rule = pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)


def snake(rule: Rule) -> str:
    return rule.id.replace("-", "_")


def spec_of(rule: Rule) -> Path:
    return SPECS / rule.category.folder / f"{snake(rule)}.md"


def example_of(rule: Rule):
    (case,) = [case for case in cases(rule.page.text) if case.title == "Example"]
    return case


def test_no_rule_module_is_left_out_of_the_pack():
    found = set()
    for info in pkgutil.walk_packages(debtscan_rules.__path__, "debtscan_rules."):
        if not info.ispkg:
            module = importlib.import_module(info.name)
            found |= {value.id for value in vars(module).values() if isinstance(value, Rule)}
    assert found == {rule.id for rule in PACK.rules}


def test_the_list_names_each_rule_once():
    assert len({rule.id for rule in PACK.rules}) == len(PACK.rules)


def test_no_spec_or_tally_is_left_without_its_rule():
    specs = {spec_of(rule) for rule in PACK.rules}
    assert set(SPECS.rglob("*.md")) == specs
    tallies = {tally_path(rule) for rule in PACK.rules}
    assert set(Path(debtscan_rules.__path__[0]).rglob("*.tally.toml")) == tallies


def test_the_catalogue_page_is_up_to_date():
    page = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
    fresh = catalogue(PACK, "debtscan_rules", "rules/README.md")
    hint = "python -m debtscan.testing.catalogue debtscan_rules rules/README.md"
    assert page == fresh, f"write it anew: {hint}"


@every_rule
def test_id_module_function_and_folder_agree(rule):
    assert rule.check.__name__ == snake(rule)
    folder, module = rule.check.__module__.split(".")[-2:]
    assert (folder, module) == (rule.category.folder, snake(rule))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.id), "a kebab noun phrase"


@every_rule
def test_the_page_has_its_sections_in_order(rule):
    assert tuple(rule.page.sections) == SECTIONS
    assert all(rule.page.sections.values())
    assert re.fullmatch(r"[A-Z`].*[^.]\.", rule.page.summary), "one sentence"
    assert rule.page.why


@every_rule
def test_the_page_shows_the_rule_firing(rule):
    case = example_of(rule)
    assert rule.id in {place.rule for place in expected(case)}


@every_rule
def test_the_spec_shows_it_firing_and_staying_silent(rule):
    fires = [bool(expected(case)) for case in cases(spec_of(rule).read_text(encoding="utf-8"))]
    assert any(fires) and not all(fires)


@every_rule
def test_findings_say_what_why_and_what_to_do_in_one_line_each(rule):
    for finding in try_rules(example_of(rule), [rule]).findings:
        for text in (finding.message, finding.why, finding.advice):
            assert text.strip() == text and "\n" not in text and 10 <= len(text) <= 400
        assert not finding.message.endswith("."), "outputs put it into a sentence of their own"
        assert finding.subject


@every_rule
def test_every_option_is_described_has_a_default_and_is_used(rule):
    assert dataclasses.is_dataclass(rule.options) and rule.options.__dataclass_params__.frozen
    rule.options()
    used = attributes_used(rule)
    for option in option_fields(rule.options):
        assert option.description, f"`{option.name}` lacks a `#:` description"
        assert option.name in used, f"`{option.name}` is never used"


def attributes_used(rule: Rule) -> set[str]:
    tree = ast.parse(inspect.getsource(inspect.getmodule(rule.check)))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@every_rule
def test_the_price_is_sensible(rule):
    assert 1 <= rule.minutes <= rule.minutes_cap <= 960
    assert 0 <= rule.minutes_per_member <= rule.minutes * 2
    assert rule.cost(1_000_000) <= rule.minutes_cap


@every_rule
def test_it_asks_about_files_or_projects_and_judges_what_someone_can_mend(rule):
    assert rule.subject in (FileFacts, Project)
    assert rule.roles and not rule.roles & UNJUDGED


@every_rule
def test_its_version_is_not_of_the_future(rule):
    assert numbers(rule.since) <= numbers(debtscan.__version__)


def numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


@every_rule
def test_stable_rules_have_the_evidence(rule):
    tally = load_tally(rule)
    if rule.lifecycle is Lifecycle.STABLE:
        assert tally.good, f"{tally.real} of {tally.looked_at}, at least {tally.bound:.2f}"
    assert not tally.few or tally.findings < 10, "not so few any more: read them"
