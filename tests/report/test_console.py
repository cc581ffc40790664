from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from report_samples import CLONE, FINDINGS, UNREAD_OPTION, excerpt, report

from debtscan.facts import Unread
from debtscan.model import Location, Related
from debtscan.report import ExcerptLine, Look, render
from debtscan.score import Floors, Size

GOLDEN = Path(__file__).parent / "golden"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def console(sample=None, **look) -> str:
    return render(sample or report(), "console", Look(**{"excerpt": excerpt, **look}))


@pytest.mark.parametrize("width", [80, 120])
def test_golden(width):
    golden = GOLDEN / f"console_{width}.txt"
    assert console(width=width, show_unread=True) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 120])
def test_colour_changes_nothing_but_colour(width):
    colored = console(width=width, color=True)
    assert ESCAPE.search(colored)
    assert ESCAPE.sub("", colored) == console(width=width)


@pytest.mark.parametrize("width", [20, 60, 80, 120, 400])
def test_prose_keeps_to_the_width_and_nothing_trails(width):
    sample = dataclasses.replace(CLONE, message="so it was seen, " * 40, related=())
    lines = console(report((sample,), floors=Floors()), width=width).splitlines()
    assert all(line == line.rstrip() for line in lines)
    prose = [line for line in lines if "so it was" in line or line.startswith("  why")]
    assert max(map(len, prose)) <= max(40, min(width, 100))


def test_places_are_never_broken():
    path = "/".join(["a_rather_long_folder_name"] * 6) + "/train.py"
    far = dataclasses.replace(
        UNREAD_OPTION,
        at=Location(path, 1234, 17),
        related=(Related(Location(path, 4321, 71), "passed here"),),
    )
    lines = console(
        report((far,), size=Size(2400, 2400), floors=Floors(100)), width=80
    ).splitlines()
    assert f"{path}:1234:17" in lines
    assert f"  see  {path}:4321:71  passed here" in lines
    assert f"       {path}:1234:17 option-never-read" in lines


def test_the_worst_come_first_and_the_rest_are_counted():
    many = tuple(
        dataclasses.replace(UNREAD_OPTION, at=Location("a.py", line), minutes=line)
        for line in range(1, 31)
    )
    text = console(report((*many, CLONE)), show=3)
    assert "3 of 31 findings, worst first" in text
    places = re.findall(r"^\S+\.py:\d+:\d+$", text, re.MULTILINE)
    assert places == ["serving/app.py:88:1", "a.py:1:1", "a.py:2:1"]
    assert "28 findings more: --show all, or --show N" in text
    everything = console(report((*many, CLONE)), show=None)
    assert len(re.findall(r"^\S+\.py:\d+:\d+$", everything, re.MULTILINE)) == 31
    assert "more: --show" not in everything


def test_show_nothing_still_counts():
    assert "3 findings more: --show all" in console(show=0)


def test_quiet_keeps_score_coverage_and_verdict():
    lines = console(quiet=True).splitlines()
    assert [line for line in lines if line] == [
        "churn  debtscan 0.1.0",
        "  87.8  B   3 findings, about 1.1-2.5 h to pay back",
        "analysed 61 files (40 cached), listed 120 by name, ignored 7, "
        "unread 3: 2 Python 2 syntax, 1 too deep",
        "PASS overall 87.8 >= 70.0 (--fail-under)",
        "FAIL pipeline-jungles 70.1 < 80.0 (--fail-under)",
        "     cheapest way to pass: 1 finding, about 1.5 h",
        "       serving/app.py:88:1 train-serve-clone",
    ]


@pytest.mark.parametrize(("floor", "told"), [(87.85, "87.85"), (88.0, "88.0"), (87.801, "87.801")])
def test_a_floor_is_told_with_all_its_digits(floor, told):
    assert f"FAIL overall 87.8 < {told} (--fail-under)" in console(report(floors=Floors(floor)))


def test_nothing_found_says_who_looked():
    text = console(report((), unread=(), size=Size(2400, 2400)))
    assert "no debt found by 3 rules" in text
    assert "100.0  A" in text
    assert "unread" not in text


def test_not_graded_says_so_and_why():
    text = console(report(size=Size(41, 41)))
    assert "not graded" in text
    assert "too little code of its own to judge (41 of the 100 statements that it takes)" in text
    assert re.search(
        r"^FAIL pipeline-jungles not scored: .*by what there is \d", text, re.MULTILINE
    )


def test_unread_files_explain_the_points_that_are_missing():
    assert "3.3% of the files judged could not be read" in console()


def test_categories_without_a_score_are_named_with_the_reason():
    text = " ".join(console().split())
    assert "not scored, no selected rule looks for it: entanglement, correction-cascades" in text


def test_targets_are_named():
    assert "only src/churn, serving is judged" in console(report(targets=("src/churn", "serving")))


def test_a_cluster_of_hundreds_stays_short():
    copies = tuple(Related(Location(f"copy{n}.py", 1), "copy") for n in range(300))
    text = console(report((dataclasses.replace(CLONE, related=copies),)))
    assert "and 294 more" in text


def test_a_minified_line_is_cut():
    line = ExcerptLine(41, "x = [" + "1," * 50_000 + "]")
    text = console(width=80, excerpt=lambda at: ((line,), 0))
    assert max(map(len, text.splitlines())) < 110
    assert "…" in text


def test_wide_characters_count_double():
    line = ExcerptLine(41, "変数 = " + "漢" * 80)
    shown = next(
        each
        for each in console(width=80, excerpt=lambda at: ((line,), 0)).splitlines()
        if "漢" in each
    )
    assert shown.count("漢") < 36


def test_reports_are_the_same_whatever_order_findings_came_in():
    turned = dataclasses.replace(report(), findings=FINDINGS[::-1])
    for fmt in ("console", "concise", "json"):
        assert render(turned, fmt) == render(report(), fmt)


def test_why_is_told_in_full_once_a_rule():
    why = "It does nothing. Whoever turns it, e.g. in a sweep, believes in it."
    knobs = tuple(
        dataclasses.replace(UNREAD_OPTION, at=Location("a.py", line), why=why) for line in (1, 2)
    )
    lines = [line for line in console(report(knobs)).splitlines() if line.startswith("  why")]
    assert lines == [f"  why  {why}", "  why  It does nothing."]


def test_a_file_that_python_cannot_read_either_is_named_unasked():
    broken = tuple(Unread(f"src/{name}.py", "syntax", line=2) for name in "abcd")
    old = Unread("old.py", "python2", line=3)
    text = console(report((), unread=(old, *broken)))
    assert "src/a.py:2  syntax" in text
    assert "src/c.py:2  syntax" in text
    assert "src/d.py" not in text
    assert "old.py" not in text


def test_a_full_score_says_that_nothing_was_found():
    text = console(report((), unread=(), size=Size(2400, 2400)))
    assert "nothing found" in text
    assert "nothing found" not in console()
