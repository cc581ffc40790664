"""What a run says beside the report: what is hidden, and into a summary others wrote too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from debtscan.cli import rule_info
from debtscan.cli.main import run as scan_code
from debtscan.report import FORMATS

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def known(scan, project):
    """A project whose only debt is in its baseline."""
    assert scan("baseline", "create", project).code == 0
    return project


@pytest.fixture
def odd(known):
    """The same, with a comment that does nothing and an entry whose debt was paid."""
    clean = known / "lib" / "clean.py"
    clean.write_text(f"{clean.read_text()}# debtscan: ignore[none] no such rule\n")
    copy = known / "lib" / "paid.py"
    copy.write_text((known / "src" / "dead.py").read_text().replace("matrix", "vector"))
    assert scan_code(["baseline", "update", str(known)]) == 0
    copy.unlink()
    return known


COVERAGE = "analysed 2 files (2 cached), listed 2 by name"


@pytest.mark.parametrize("fmt", ["concise", "csv", "gitlab", "badge"])
def test_formats_that_cannot_show_what_is_hidden_leave_it_to_stderr(scan, known, fmt):
    told = scan(known, "--format", fmt)
    assert told.err == f"{COVERAGE}\nhidden: 1 by baseline\n"
    assert scan(known, "--format", fmt, "--no-baseline").err == f"{COVERAGE}\n"


@pytest.mark.parametrize("fmt", ["concise", "csv", "gitlab", "badge"])
def test_formats_without_a_place_for_them_leave_complaints_to_stderr(scan, odd, fmt):
    said = scan(odd, "--format", fmt).err
    assert "1 suppression to look at\n  lib/clean.py:151:1: unknown rule `none`" in said
    assert "1 stale entry in the baseline" in said and "\n  lib/paid.py commented-code" in said


@pytest.mark.parametrize("fmt", ["console", "markdown", "html", "json", "sarif", "github", "junit"])
def test_formats_that_show_it_need_no_notice(scan, odd, fmt):
    told = scan(odd, "--format", fmt)
    assert told.err == ("" if fmt in {"console", "markdown"} else f"{COVERAGE}\n")
    assert "clean.py" in told.out and "paid.py" in told.out
    assert "hidden: 1 by baseline" in told.out or fmt == "json"


def test_what_is_read_on_the_screen_is_what_must_say_it(scan, known, tmp_path):
    file = f"json={tmp_path / 'report.json'}"
    assert "hidden: 1" in scan(known, "--format", "concise", "--format", file).err
    assert scan(known, "--format", f"csv={tmp_path / 'a.csv'}", "--format", "console").err == ""
    assert "hidden: 1" in scan(known, "--format", f"csv={tmp_path / 'b.csv'}", "--format", file).err
    assert scan(known, "--format", file).err == f"{COVERAGE}\n"


def test_the_readme_says_what_each_format_carries():
    _, _, text = README.read_text(encoding="utf-8").partition("#### What each format carries")
    table = text.partition("\n\n")[2].partition("\n\n")[0].splitlines()[2:]
    assert {row.split("|")[1].strip(" `") for row in table} == set(FORMATS)


def test_a_job_summary_keeps_what_others_wrote(scan, project, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_text("# Tests\n\nall green")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    for _ in range(2):
        assert scan(project, "--format", f"markdown={summary}").code == 0
    text = summary.read_text()
    assert text.startswith("# Tests\n\nall green\n## Technical debt")
    assert text.count("## Technical debt") == 2
    other = tmp_path / "other.md"
    other.write_text("old")
    assert scan(project, "--format", f"markdown={other}").code == 0
    assert other.read_text().startswith("## Technical debt")


def test_sarif_leads_to_the_page_that_the_distribution_declares(scan, project, monkeypatch):
    def driver() -> dict:
        return json.loads(scan(project, "--format", "sarif").out)["runs"][0]["tool"]["driver"]

    declared: dict[str, str] = {}
    monkeypatch.setattr(rule_info, "_declared", lambda name, labels: declared.get(name, ""))
    assert "informationUri" not in driver()
    declared["debtscan"] = "https://example.org/debtscan"
    assert driver()["informationUri"] == "https://example.org/debtscan"


@pytest.mark.parametrize("fmt", ["concise", "gitlab"])
def test_formats_that_cannot_show_what_is_unread_leave_it_to_stderr(scan, project, fmt):
    (project / "broken.py").write_text("x = = 1\n")
    told = scan(project, "--format", fmt).err
    assert "unread 1: 1 syntax error\n" in told and "broken.py" not in told
    assert "\n  broken.py:1  syntax" in scan(project, "--format", fmt, "--show-unread").err


@pytest.mark.parametrize("fmt", ["console", "markdown", "html", "json"])
def test_formats_that_can_name_what_is_unread(scan, project, fmt):
    (project / "broken.py").write_text("x = = 1\n")
    told = scan(project, "--format", fmt, "--show-unread")
    assert "broken.py" in told.out and "broken.py" not in told.err


def test_an_unread_cell_is_told_by_the_line_of_its_file(scan, project):
    cells = [
        {"cell_type": "code", "source": [text], "metadata": {}, "outputs": []}
        for text in ("x = 1", "y = = 2", "print(x)")
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    text = json.dumps(notebook, indent=1)
    (project / "n.ipynb").write_text(text)
    line = 1 + text[: text.index("y = = 2")].count("\n")
    [unread] = json.loads(scan(project, "--format", "json").out)["coverage"]["unread"]
    assert (unread["path"], unread["line"], unread["detail"]) == ("n.ipynb", line, "cell 2")
