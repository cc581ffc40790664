"""Names and texts of strangers, in every format: nothing acts, nothing hides, nothing raises."""

from __future__ import annotations

import dataclasses
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.facts import Unread
from debtscan.model import Category, Confidence, Finding, Location, Related, Severity
from debtscan.report import Coverage, ExcerptLine, Look, Report, RuleInfo, render, visible
from debtscan.score import Floors, Size, grade, judge

HOSTILE = {
    "escape": "\x1b[31mred\x1b]0;title\x07",
    "newline": "two\nlines\rover",
    "c1": "\x9b31m",
    "bidi": "user\u202etxt.exe\u2066",
    "zero width": "pass\u200bword\u2060\ufeff",
    "tags": "a\U000e0041\U000e007f",
    "separators": "a\u2028b\u2029c\x85d",
    "fillers": "a\u3164b\u115fc\u2800d",
    "surrogates": "a\udcffb\ud800c",
    "nul": "a\0b\x7fc",
    "markup": "[bold]x[/bold] [/x] [link=https://evil.example]y[/link] :boom:",
    "long": "n" * 9000,
    "wide": "漢字" * 50,
    "combining": "e" + "\u0301" * 40,
}
every_text = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
every_look = pytest.mark.parametrize("color", [False, True])


def sample(text: str) -> Report:
    at = Location(f"{text}.py", 3, 7)
    finding = Finding(
        "some-rule",
        Category.GLUE_CODE,
        at,
        f"saw {text}",
        f"why {text}",
        f"do {text}",
        text,
        Confidence.HIGH,
        Severity.HIGH,
        30,
        "f00d",
        (Related(at, text),),
    )
    absent = {c: text for c in Category if not c.headline}
    card = grade([finding], Size(500, 500, files=3, unread=1.0, unread_share=0.25), absent)
    return Report(
        text,
        "0.1.0",
        (finding,),
        card,
        judge(card, Floors(99.0)),
        Coverage(1, 0, 0, (Unread(f"{text}.py", "syntax", text, 3),)),
        {"some-rule": RuleInfo("some-rule", Category.GLUE_CODE, "A summary.")},
        (text,),
    )


def rendered(text: str, fmt: str, *, color: bool = False) -> str:
    lines = (ExcerptLine(3, f"x = {text}"),)
    look = Look(color=color, show_unread=True, excerpt=lambda at: (lines, 0))
    return render(sample(text), fmt, look)


def harmless(char: str) -> bool:
    return char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


@every_text
@every_look
def test_people_see_every_character(text, color):
    shown = rendered(text, "console", color=color)
    for style in ("0", "1", "2", "31", "32", "33", "36", "1;31", "1;32", "1;33"):
        shown = shown.replace(f"\x1b[{style}m", "") if color else shown
    assert all(map(harmless, shown))
    shown.encode()


@every_text
def test_concise_stays_one_line(text):
    shown = rendered(text, "concise")
    assert shown.count("\n") == 1 and all(map(harmless, shown))


@every_text
def test_json_keeps_the_text(text):
    data = json.loads(rendered(text, "json").encode())
    if text != HOSTILE["surrogates"]:
        assert data["findings"][0]["subject"] == text
    assert data["findings"][0]["path"].endswith(".py")


@every_text
def test_lines_are_lines_of_the_report_only(text):
    assert len(rendered(text, "console").splitlines()) == rendered(text, "console").count("\n")


def test_markup_is_shown_as_it_stands():
    shown = rendered(HOSTILE["markup"], "console", color=True)
    assert "[bold]x[/bold] [/x] [link=https://evil.example]y[/link] :boom:" in shown


def test_a_place_holds_together_whatever_its_name():
    shown = rendered(HOSTILE["newline"], "console")
    assert r"two\nlines\rover.py:3:7" in shown.splitlines()


@given(st.text())
def test_visible_text_is_one_printable_line_and_stays_so(text):
    once = visible(text)
    assert once.isprintable()
    assert visible(once) == once
    once.encode()


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_plain_text_is_left_alone(text):
    assert visible(text) == text


def test_two_names_that_look_alike_are_told_apart():
    assert visible("train.py") != visible("tra\u200bin.py") != visible("train\u00a0.py")


@given(st.text(max_size=60))
def test_no_text_breaks_a_format(text):
    for fmt in ("console", "concise", "json", "html"):
        rendered(text, fmt).encode()


def test_an_empty_related_role_and_a_bare_location_are_fine():
    report = sample("x")
    bare = dataclasses.replace(report.findings[0], at=Location("x", 0), related=())
    for fmt in ("console", "concise", "json", "html"):
        render(dataclasses.replace(report, findings=(bare,)), fmt)
