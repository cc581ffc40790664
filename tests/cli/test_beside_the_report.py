"""What a run says beside the report: what is hidden, and into a summary others wrote too."""

from __future__ import annotations

import json

import pytest

from debtscan.cli import rule_info


@pytest.fixture
def known(scan, project):
    """A project whose only debt is in its baseline."""
    assert scan("baseline", "create", project).code == 0
    return project


@pytest.mark.parametrize("fmt", ["concise", "csv", "gitlab", "junit", "github", "badge"])
def test_formats_that_cannot_show_what_is_hidden_leave_it_to_stderr(scan, known, fmt):
    told = scan(known, "--format", fmt)
    assert told.err == "hidden: 1 by baseline\n"
    assert scan(known, "--format", fmt, "--no-baseline").err == ""


@pytest.mark.parametrize("fmt", ["console", "markdown", "html", "json", "sarif"])
def test_formats_that_show_it_need_no_notice(scan, known, tmp_path, fmt):
    assert scan(known, "--format", fmt).err == ""
    more = f"{fmt}={tmp_path / 'report'}"
    assert "hidden" not in scan(known, "--format", "concise", "--format", more).err


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
    assert "unread 1: 1 syntax (" in scan(project, "--format", fmt).err
    assert "unread" not in scan(project, "--format", "json").err
