"""The HTML report holds all there is to tell, and says what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder
from html_pages import KNOWN, Read, body, calibrated, page, rows_of
from report_samples import CLONE, NOTEBOOK, UNREAD_OPTION, report

from debtscan.acceptance import Acceptance
from debtscan.facts import Role
from debtscan.model import Category, Location, Related
from debtscan.report import RuleInfo
from debtscan.report.html import cards
from debtscan.score import CONSTANTS, Floors, Limit, Size, Verdict


def test_a_finding_has_all_that_is_known_of_it():
    text = body()
    for part in (
        "high severity high confidence, 1.5 h",
        "serving/app.py:88:1",
        "clean_usage stands here and in training",
        "88 def clean_usage(frame: pd.DataFrame) -> pd.DataFrame:",
        "Why it costs The model is served other features than it was trained on",
        "Do Move the function into the package and import it from both sides.",
        "src/churn/features.py:17:1 training copy",
        "notebooks/02_features.ipynb:cell 7:3:1 notebook copy",
        "notebooks/01_eda.ipynb:cell 3:2:18",
    ):
        assert part in text
    links = [attributes.get("href") for tag, attributes in Read(page()).elements if tag == "a"]
    assert "https://example.org/rules#train-serve-clone" in links


def test_findings_stand_by_category_and_rule():
    read = Read(page())
    assert read.text("h3")[:3] == [
        "pipeline-jungles 1 finding",
        "dead-experiments 1 finding",
        "config-sprawl 1 finding",
    ]
    assert read.text("h4") == ["train-serve-clone", "option-never-read", "absolute-user-path"]


def test_the_score_has_its_grade_standing_range_and_calibration():
    sample = calibrated(report())
    text, card = body(sample), sample.scorecard
    assert f"{card.overall:.1f} of 100 grade {card.grade}" in text
    assert f"Better than {card.percentile} % of {card.corpus} repositories" in text
    assert "To pay back 1.1\N{EN DASH}2.5 h Found 3 findings" in text
    assert f"those of calibration {CONSTANTS.version}" in text


def test_each_category_has_a_row_and_those_left_out_are_named():
    read = Read(page())
    rows = read.text("tr")
    assert "config-sprawl 93.0 A 1 5\N{EN DASH}14 min" in rows
    assert "Not scored, no selected rule looks for it: entanglement" in read.text("main")[0]


def test_the_gate_names_the_cheapest_way_to_pass_and_leads_there():
    read = Read(page(report(floors=Floors(90.0))))
    assert "Gate: failed" in read.text("h2")
    assert any("overall" in item and "cheapest way to pass" in item for item in read.text("li"))
    addresses = {attributes.get("id") for _, attributes in read.elements}
    ways = [a["href"][1:] for t, a in read.elements if t == "a" and a["href"].startswith("#f-")]
    assert ways and set(ways) <= addresses


def test_limits_and_hopeless_floors_are_told():
    sample = report(floors=Floors(100.0))
    limits = (Limit("new findings", 3, 0, "--fail-on new"),)
    text = body(replace(sample, verdict=Verdict(sample.verdict.checks, limits)))
    assert "FAIL new findings 3 > 0 (--fail-on new)" in text
    assert "No repair of findings is enough" in text


def test_the_debt_is_ranked_by_file_and_folder():
    rows = [row for row in Read(page()).text("tr") if row.endswith(("min", "h"))]
    files = [row for row in rows if ".py" in row or ".ipynb" in row]
    assert files[0] == "serving/app.py 1 1.5 h" and "scripts/train.py 1 5 min" in files[-1]
    assert "serving/ 1 1.5 h" in rows


def test_new_and_known_findings_are_told_apart():
    read = Read(page(KNOWN))
    marks = {
        "new": "scripts/train.py:41:5",
        "in the baseline": "notebooks/01_eda.ipynb:cell 3:2:18",
    }
    for card in read.text("article"):
        assert any(mark in card and place in card for mark, place in marks.items())
    assert "2 findings, 1 new" in read.text("main")[0]
    assert [row["known"] for row in rows_of(page(KNOWN))] == [False, True]
    since = Acceptance(in_revision=(NOTEBOOK,), revision="origin/main")
    assert "already in origin/main" in body(replace(KNOWN, acceptance=since))


def test_without_anything_to_compare_with_nothing_is_marked():
    assert ">new<" not in page() and 'id="known"' not in page()


def test_what_is_beside_the_score_is_told_in_full():
    text = body(KNOWN)
    for part in (
        "hidden: 1 by baseline, 1 by comment (accepted debt, about 1.5 h)",
        "serving/app.py:88:1 train-serve-clone a.py:3:1 kept for the paper 1.5 h",
        "a.py:7:1 commented-code finds nothing here",
        "gone.py commented-code x = 1",
        "analysed 61 files, listed 120 by name, ignored 7, unread 3: 2 Python 2 syntax, 1 too deep",
        "old/convert.py:12 python2 print statement",
    ):
        assert part in text
    research = replace(report(), not_asked=("no-tests",), unscored=("train-serve-clone",))
    text = body(research)
    assert "not asked at the research stage: no-tests" in text
    assert "does not score" in text and "(scored-packs): train-serve-clone" in text
    coverage = replace(report().coverage, unjudged={Role.VENDORED: ["libs/a.py", "libs/b.py"]})
    text = body(replace(calibrated(report()), coverage=coverage, not_compared=("rules left out",)))
    assert "2 files not judged: vendored libs/a.py libs/b.py" in text
    assert "with other repositories: rules left out" in text and "Better than" not in text


def test_preview_rules_are_marked_and_explain_themselves():
    text = "Finds x.\n\n## What it does\nLooks for `x`.\n\n## Known limits\nMisses y,\nalways."
    info = RuleInfo(CLONE.rule, CLONE.category, "Finds x.", lifecycle="preview", page=text)
    shown = body(replace(report((CLONE,)), rules={CLONE.rule: info}))
    assert "train-serve-clone preview Finds x." in shown
    assert "What it does Looks for x. Known limits Misses y, always." in shown
    assert "debtscan explain train-serve-clone" in shown


def test_a_clean_project_and_one_too_small():
    clean = body(calibrated(report((), floors=Floors(), unread=())))
    assert "100.0 of 100" in clean and "No debt found by 3 rules" in clean
    assert "nothing found" in clean
    small = body(report((), size=Size(3, 3), floors=Floors(), unread=()))
    assert "not graded" in small and "too little code of its own to judge" in small


def test_only_some_of_the_project_may_be_judged():
    assert "Only serving is judged" in Read(page(report(targets=("serving",)))).text("header")[0]


# How much of it


def test_a_page_is_cut_with_a_word_and_every_finding_is_counted(monkeypatch):
    many = tuple(
        replace(UNREAD_OPTION, at=Location("a.py", line), fingerprint=f"{line}")
        for line in range(1, 51)
    )
    monkeypatch.setattr(cards, "LARGEST", 12_000)
    read = Read(page(report((*many, CLONE, NOTEBOOK))))
    written, text = len(read.text("article")), read.text("main")[0]
    assert 2 < written < 52
    assert f"The {written} worst findings are written out, {52 - written} more are counted" in text
    assert f"{52 - written} findings of this rule are not written out" in text
    assert "dead-experiments 50 findings" in read.text("h3")
    assert len(rows_of(page(report((*many, CLONE, NOTEBOOK))))) == written


def test_two_thousand_findings_stay_a_few_megabytes():
    many = tuple(
        replace(CLONE, at=Location(f"serving/part_{n}/app.py", n), fingerprint=f"{n}")
        for n in range(2_000)
    )
    text = page(report(many))
    assert text.count("<article") == 2_000 and len(text.encode()) < 4_500_000


def test_one_finding_with_countless_places_is_cut_with_a_word():
    places = tuple(Related(Location("b.py", line), "copy") for line in range(1, 300))
    shown = body(report((replace(CLONE, related=places),)))
    assert "b.py:200:1 copy" in shown and "b.py:201:1" not in shown
    assert "293 more places" in shown and "and 99 more" in shown


def test_every_category_has_a_place():
    findings = tuple(
        replace(CLONE, category=category, rule=f"rule-{category.value}", fingerprint=category.value)
        for category in Category
    )
    shown = Read(page(replace(report(findings), rules={})))
    assert len(shown.text("h4")) == len(Category)


def test_what_a_page_is_made_from_is_installed_with_the_code():
    root = Path(__file__).parents[2]
    parts = [*(root / "src/debtscan/report/html/templates").iterdir()]
    packed = {file.path for file in WheelBuilder(str(root)).recurse_included_files()}
    assert {part.suffix for part in parts} == {".html", ".css", ".js"}
    assert packed >= {str(part) for part in parts}
