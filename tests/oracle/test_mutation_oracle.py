"""The mutation oracle itself: drafts, batches, and a floor under what a scan of one small clean
source finds."""

import ast
from collections import Counter
from random import Random

import pytest
from clean_hosts import CLEAN, EXAMPLES, host, installed
from drafts import MARK, Draft, Place, UnfitError
from injected import all_kinds
from injection_site import Site
from quick_scan import Scanner
from recall_report import recall_report
from trials import Batch, expected_rules, try_source

#: Kinds of every module of `injected` that rules have long found.
FOUND = [
    "dead-option",
    "flag-type-bool",
    "cli-drift",
    "copied-script-v2",
    "commented-block",
    "constant-branch",
    "gate-parameter",
    "duplicate-yaml-key",
    "sys-path-hack",
    "absolute-user-path",
    "notebook-litter",
    "train-serve-constant",
    "undeclared-handoff",
    "multi-library-dispatch",
]


@pytest.fixture(scope="module")
def scanner(tmp_path_factory):
    return Scanner(tmp_path_factory.mktemp("facts"))


@pytest.fixture(scope="module")
def click_host():
    return host("click")


@pytest.fixture(scope="module")
def outcome(scanner):
    chosen = {name: inject for name, inject in all_kinds().items() if name in FOUND}
    return try_source("tidy", chosen, 1, 5, scanner)


def test_marks_become_places_and_are_taken_off():
    draft = Draft({"a.py": "x = 1\ny = 2\n"})
    draft.after("a.py", "x = 1", f"z = 3  {MARK}")
    done = draft.finished()
    assert done.files == {"a.py": "x = 1\nz = 3\ny = 2\n"}
    assert done.places == [Place("a.py", 2, 2)]


def test_broken_python_is_no_injection():
    draft = Draft({"a.py": "x = 1\n"})
    draft.after("a.py", "x", f"def  {MARK}")
    with pytest.raises(SyntaxError):
        draft.finished()


def test_a_missing_anchor_means_unfit():
    with pytest.raises(UnfitError):
        Draft({"a.py": "x = 1\n"}).after("a.py", "nowhere", "y = 2")


def test_debts_that_touch_one_file_do_not_share_a_scan():
    batch = Batch()
    batch.add(("one", "", Draft({}, {"a.py": ""}, read={"b.py"})))
    assert batch.takes(("two", "", Draft({}, {"c.py": ""})))
    assert not batch.takes(("two", "", Draft({}, {"a.py": ""})))
    assert not batch.takes(("two", "", Draft({}, {"b.py": ""})))
    assert not batch.takes(("two", "", Draft({}, {"c.py": ""}, read={"a.py"})))
    assert not batch.takes(("one", "", Draft({}, {"c.py": ""})))


def test_every_kind_says_which_rules_are_meant():
    assert set(all_kinds()) == set(expected_rules())
    assert len(all_kinds()) >= 25


def test_there_are_sources_enough():
    assert len(installed()) >= 8
    assert (EXAMPLES / "tidy").is_dir() and list(CLEAN.rglob("*.py"))


@pytest.mark.parametrize("kind", sorted(all_kinds()))
def test_injections_are_the_same_for_the_same_seed_and_never_broken(kind, click_host):
    text, package = click_host
    made = Counter()
    for number in range(6):
        try:
            one, other = (
                all_kinds()[kind](Site(text, Random(f"{kind}{number}"), package)).finished()
                for _ in range(2)
            )
        except UnfitError:
            made["unfit"] += 1
            continue
        assert (one.files, one.places) == (other.files, other.places)
        changed = {path for path, content in one.files.items() if content != text.files.get(path)}
        assert changed
        assert not any(MARK in content for content in one.files.values())
    assert made["unfit"] < 6


def test_clean_scripts_parse_under_any_host():
    text, _ = host("click") if "click" in installed() else host("tidy")
    for path, content in text.files.items():
        if path.startswith(("research/", "pipeline/")) and path.endswith(".py"):
            ast.parse(content, path)


def test_the_untouched_copy_is_silent(outcome):
    assert outcome.before == ()


def test_long_known_debts_are_caught(outcome):
    missed = [one.kind for one in outcome.verdicts if not one.caught_by]
    assert len(outcome.verdicts) >= len(FOUND) - 2
    assert len(missed) <= 1, missed


def test_nothing_is_said_away_from_what_was_injected(outcome):
    assert outcome.elsewhere == []


def test_the_report_counts_what_was_tried(outcome, scanner):
    text = recall_report([outcome], scanner.rule_ids(), misses=True)
    caught = sum(bool(one.caught_by) for one in outcome.verdicts)
    assert f"Caught {caught} of {len(outcome.verdicts)}" in text
    assert "| flag-type-bool | 1 |" in text
