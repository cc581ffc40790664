"""What CI systems and spreadsheets read: limits kept, nothing of a repository acts in it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import CLONE, FINDINGS, NOTEBOOK, UNREAD_OPTION, URL, report

from debtscan.acceptance import Acceptance, Complaint, Record, Suppressed
from debtscan.model import Finding, Location, Severity
from debtscan.report import render
from debtscan.score import Limit, Verdict

HOSTILE = st.text(st.characters(exclude_categories=[]), min_size=1, max_size=40) | st.sampled_from(
    [
        "::error file=x::boo",
        "a\n::set-output name=x::y",
        "%0A::error::",
        "]]></failure>",
        "=cmd|' /C calc'!A0",
        "+1",
        "@everyone",
        "| a | b |",
        "<script>alert(1)</script>",
        "`x` **b** [l](javascript:x)",
        "\x1b[31m\u202e\x00\ud800\ufffe",
        "![i](http://x) @team #12",
    ]
)


def odd(text: str) -> tuple[Finding, ...]:
    """A finding made of foreign text wherever foreign text can be."""
    at = Location(text, 3, 2)
    return (replace(UNREAD_OPTION, at=at, message=text, advice=text, subject=text), *FINDINGS[1:])


def many(number: int, severity: Severity) -> tuple[Finding, ...]:
    return tuple(
        replace(UNREAD_OPTION, at=Location("a.py", n + 1), severity=severity, fingerprint=f"{n}")
        for n in range(number)
    )


def gated(*limits: Limit):
    sample = report()
    return replace(sample, verdict=Verdict(sample.verdict.checks, limits))


ACCEPTED = Acceptance(
    suppressed=(Suppressed(CLONE, "comment", "kept"), Suppressed(NOTEBOOK, "settings")),
    complaints=(Complaint(Location("a.py", 7), "`commented-code` finds nothing here"),),
    in_baseline=many(212, Severity.LOW),
    stale=(Record("a.py", "commented-code", "x = 1"),),
)
HIDDEN = "hidden: 212 by baseline, 1 by comment, 1 by ignore entries (accepted debt, about 1.7 h)"


# GitHub


def commands(sample) -> list[str]:
    return render(sample, "github").splitlines()


def test_annotations_come_worst_first_with_file_line_and_rule():
    first, second, third, last = commands(report())
    assert first.startswith("::error file=serving/app.py,line=88,title=train-serve-clone (high")
    assert second.startswith("::warning file=notebooks/01_eda.ipynb,line=57,")
    assert "::cell 3, line 2: the path" in second
    assert third.startswith("::notice file=scripts/train.py,line=41,") and "col=5" in third
    assert last.startswith("::notice title=debtscan::") and "%0AFAIL pipeline-jungles" in last


COVERAGE = (
    "analysed 61 files, listed 120 by name, ignored 7, unread 3: 2 Python 2 syntax, 1 too deep"
)


def test_the_last_notice_says_what_became_of_the_files_and_what_is_hidden():
    passing = replace(report(), verdict=Verdict())
    assert commands(passing)[3:] == [f"::notice title=debtscan::{COVERAGE}"]
    last = commands(replace(passing, acceptance=ACCEPTED))[-1]
    assert f"{COVERAGE}%0A{HIDDEN}%0A" in last
    assert "1 suppression to look at%0A  a.py:7:1: `commented-code` finds nothing here" in last
    assert "1 stale entry in the baseline" in last and last.endswith("a.py commented-code x = 1")


def test_suppressions_that_do_nothing_are_warnings_where_there_is_room():
    in_cell = Complaint(Location("n.ipynb", 2, cell=3, raw_line=57), "no rule is named")
    both = Acceptance(complaints=(*ACCEPTED.complaints, in_cell, Complaint(None, "expired")))
    lines = commands(replace(report(()), acceptance=both))
    assert lines[:2] == [
        "::warning file=a.py,line=7,title=suppression::`commented-code` finds nothing here",
        "::warning file=n.ipynb,line=57,title=suppression::cell 3, line 2: no rule is named",
    ]
    assert len(lines) == 3
    full = commands(replace(report(many(9, Severity.MEDIUM)), acceptance=both))
    assert sum(line.startswith("::warning ") for line in full) == 10


@pytest.mark.parametrize(
    ("severity", "kind", "room"),
    [(Severity.HIGH, "error", 10), (Severity.MEDIUM, "warning", 10), (Severity.LOW, "notice", 9)],
)
def test_no_more_annotations_than_github_shows_and_the_rest_is_counted(severity, kind, room):
    sample = replace(report(many(30, severity)), verdict=Verdict())
    lines = commands(sample)
    assert sum(line.startswith(f"::{kind} file=") for line in lines) == room
    counted = f"{30 - room} findings more, see the job summary"
    assert lines[-1] == f"::notice title=debtscan::{counted}%0A{COVERAGE}"


@given(HOSTILE)
def test_foreign_text_starts_no_command(text):
    said = Acceptance((), (Complaint(Location(text, 3), text),), (), (Record(text, "r", text),))
    sample = replace(report(odd(text)), verdict=Verdict(), acceptance=said)
    *lines, last = render(sample, "github").split("\n")[:-1]
    assert len(lines) == 4 and last.startswith("::notice title=debtscan::")
    for line in lines:
        assert re.match(
            r"::(error|warning|notice) file=[^:]*,line=\d+,title=[^:]*(,col=\d+)?::", line
        )


def test_paths_lead_from_the_repositorys_root():
    sample = replace(report((UNREAD_OPTION,)), prefix="services/churn/")
    assert "file=services/churn/scripts/train.py," in commands(sample)[0]
    assert json.loads(render(sample, "gitlab"))[0]["location"]["path"].startswith("services/")


# GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format


@given(HOSTILE)
def test_code_quality_has_the_fields_that_gitlab_documents(text):
    issues = json.loads(render(report(odd(text)), "gitlab"))
    assert len(issues) == 3
    for issue in issues:
        assert issue["description"].startswith(f"{issue['check_name']}: ")
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")
    assert len({issue["fingerprint"] for issue in issues}) == 3


def test_code_quality_of_nothing_is_an_empty_list():
    assert json.loads(render(report(()), "gitlab")) == []


# JUnit


@given(HOSTILE)
def test_junit_is_xml_and_its_counts_agree(text):
    root = ElementTree.fromstring(render(report(odd(text)), "junit").encode())
    cases, failures = root.findall("./testsuite/testcase"), root.findall(".//failure")
    assert int(root.get("tests")) == len(cases)
    assert int(root.get("failures")) == len(failures)
    for suite in root.findall("testsuite"):
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall(".//failure"))


def test_junit_has_a_test_for_each_floor_and_limit():
    sample = gated(Limit("new findings", 3, 0, "--fail-on new"), Limit("s", 0, 2, "--max"))
    gate = ElementTree.fromstring(render(sample, "junit")).find("testsuite[@name='gate']")
    failed = [case.get("name") for case in gate if case.find("failure") is not None]
    assert "--fail-on new" in failed and "--max" not in failed
    assert gate.find(".//failure").get("message").startswith("FAIL ")


# Markdown


def test_the_summary_holds_score_gate_findings_and_what_is_hidden():
    text = render(replace(report(), acceptance=ACCEPTED), "markdown")
    assert text.startswith("## Technical debt of churn: ")
    assert "FAIL pipeline-jungles" in text and "| pipeline-jungles |" in text
    assert "`scripts/train.py:41:5`" in text and "`--warmup` is declared" in text
    assert HIDDEN in text
    assert "1 stale entry in the baseline" in text and "a.py:7:1: 'commented-code'" in text


def test_a_summary_stays_below_what_github_takes():
    long = tuple(replace(each, message="m" * 5000) for each in many(400, Severity.LOW))
    text = render(report(long), "markdown")
    assert len(text.encode()) < 1024 * 1024
    assert re.search(r"- and \d+ findings more", text)


@given(HOSTILE)
def test_no_markdown_of_a_repository_acts(text):
    shown = render(report(odd(text)), "markdown")
    own = re.sub(rf"\]\({URL}[a-z-]+\)", "]", shown)  # the page of a rule, as its pack declares it
    prose = re.sub(r"`[^`\n]*`", "", own)
    assert "<script" not in prose and "@everyone" not in prose and "@team" not in prose
    assert not re.search(r"(?<!\\)!\[|(?<!\\)\]\((?!#)", prose)
    assert "\x1b" not in shown and "\u202e" not in shown
    rows = [line for line in shown.split("\n") if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in rows}) == 1


# CSV


@given(HOSTILE)
def test_a_table_is_read_back_and_no_cell_is_a_formula(text):
    rows = [*csv.DictReader(io.StringIO(render(report(odd(text)), "csv"), newline=""))]
    assert len(rows) == 3
    for row in rows:
        assert None not in row and not any(value[:1] in "=+-@" for value in row.values() if value)
    assert rows[0]["rule"] == "train-serve-clone"


# Badge


def test_a_badge_shows_grade_and_score():
    root = ElementTree.fromstring(render(report(), "badge"))
    card = report().scorecard
    assert f"{card.grade} {card.overall:.1f}" in "".join(root.itertext())
    assert "script" not in render(report(), "badge")


# What is hidden


@pytest.mark.parametrize(
    ("fmt", "told"),
    [
        ("console", HIDDEN.removesuffix(" (accepted debt, about 1.7 h)")),
        ("markdown", HIDDEN),
        ("sarif", '"inBaseline": 212'),
    ],
)
def test_what_is_hidden_is_shown(fmt, told):
    assert told in " ".join(render(replace(report(), acceptance=ACCEPTED), fmt).split())


def test_json_names_all_that_is_hidden():
    accepted = json.loads(render(replace(report(), acceptance=ACCEPTED, hidden=3), "json"))
    accepted = accepted["acceptance"]
    assert accepted["filtered"] == 3 and len(accepted["in_baseline"]) == 212
    assert [each["by"] for each in accepted["suppressed"]] == ["comment", "settings"]
    assert accepted["complaints"][0]["line"] == 7
    assert accepted["stale"] == [{"path": "a.py", "rule": "commented-code", "subject": "x = 1"}]


@pytest.mark.parametrize("fmt", ["console", "markdown", "sarif", "json"])
def test_rules_that_were_deselected_are_told(fmt):
    few = render(replace(report(), deselected=("flag-type-bool", "dead-code")), fmt)
    assert "flag-type-bool" in few and "dead-code" in few
    if fmt != "json":
        assert "not asked (select, ignore)" in few
        many = render(replace(report(), deselected=tuple(f"rule-{n}" for n in range(9))), fmt)
        assert "not asked (select, ignore): 9 rules" in many


def test_a_badge_of_a_score_that_compares_with_nothing_has_a_star():
    text = render(replace(report(), not_compared=("rules left out",)), "badge")
    assert "B 87.8*</text>" in text and "B 87.8* (rules left out)</title>" in text
    assert "*" not in render(report(), "badge")


def test_a_failed_limit_is_one_plain_line():
    text = render(gated(Limit("new findings", 3, 0, "--fail-on new")), "console")
    assert "FAIL new findings 3 > 0 (--fail-on new)" in text


def test_junit_properties_say_what_is_left_out_and_how_columns_count():
    sample = replace(report(), acceptance=ACCEPTED)
    gate = ElementTree.fromstring(render(sample, "junit")).find("testsuite[@name='gate']")
    assert gate[0].tag == "properties"
    said = [(each.get("name"), each.get("value")) for each in gate[0]]
    assert said == [
        ("debtscan.coverage", COVERAGE),
        ("debtscan.hidden", HIDDEN),
        ("debtscan.suppression", "a.py:7:1: `commented-code` finds nothing here"),
        ("debtscan.stale", "a.py commented-code x = 1"),
        ("debtscan.columns", "1-based code points"),
    ]


def test_csv_has_every_place_of_a_notebook():
    rows = csv.DictReader(io.StringIO(render(report(), "csv")))
    row = next(row for row in rows if row["rule"] == "absolute-user-path")
    place = {"cell": "3", "line": "2", "column": "18", "end_line": "2", "end_column": "44"}
    assert place | {"raw_line": "57"} == {name: row[name] for name in [*place, "raw_line"]}


def test_a_badge_says_in_its_description_what_is_hidden():
    assert "<desc>" not in render(report(), "badge")
    assert f"<desc>{HIDDEN}</desc>" in render(replace(report(), acceptance=ACCEPTED), "badge")
    odd_name = Acceptance(in_revision=FINDINGS, revision="<b>&")
    assert "&lt;b&gt;&amp;" in render(replace(report(), acceptance=odd_name), "badge")


def test_findings_lead_to_the_page_of_their_rule():
    sample, page = report((UNREAD_OPTION,)), f"{URL}option-never-read"
    [row] = csv.DictReader(io.StringIO(render(sample, "csv")))
    assert row["url"] == page
    assert f"page: {page}" in render(sample, "junit")
    assert commands(sample)[0].endswith(f". {page}")
    assert f"- **[option-never-read]({page})** `scripts/train.py" in render(sample, "markdown")
    hostile = replace(sample.rules["option-never-read"], url="javascript:alert(1)")
    told = render(replace(sample, rules={"option-never-read": hostile}), "markdown")
    assert "- **option-never-read** `scripts" in told
    assert "- **option-never-read** `scripts" in render(replace(sample, rules={}), "markdown")
