"""What no report leaves out in silence: files that are not judged, findings and rules that the
settings take out, and that the score then compares with nobody's."""

from __future__ import annotations

import json

import pytest

FORMATS = ["console", "concise", "json", "sarif", "markdown", "github", "gitlab", "junit", "html"]
HOLDER = "MIT License\n\nCopyright (c) 2020 {}\n"
UNSURE = """\
import os


def load(folder):
    drops = os.listdir(folder)
    newest = drops[-6:]
    return newest


print(load("data"))
"""
SETTINGS = {
    "per-file-ignores": 'per-file-ignores = {"**" = ["ALL"]}\n',
    "overrides": '[[overrides]]\npaths = ["src"]\nignore = ["dead-experiments"]\n',
}


@pytest.fixture
def told(scan, project):
    """The JSON report, after what was typed or, in capitals, written."""

    def tell(*typed: object, file: str = "") -> dict:
        (project / "debtscan.toml").write_text(file)
        return json.loads(scan(project, "--format", "json", *typed).out)

    return tell


# Files


def test_files_that_are_not_judged_are_counted_by_role_and_named_when_asked(scan, project, told):
    copied = project / "src" / "copied"
    copied.mkdir()
    (project / "LICENSE").write_text(HOLDER.format("Anna Muster"))
    (copied / "LICENSE").write_text(HOLDER.format("Else Where"))
    for name in ("net.py", "data.py"):
        (copied / name).write_text("x = 1\n")
    (project / "src" / "wire_pb2.py").write_text("x = 1\n")
    line = "not judged 3: 2 vendored, 1 generated"
    for asked in ([], ["-q"], ["--format", "markdown"], ["--format", "html"]):
        assert line in scan(project, *asked).out
    assert "src/copied/net.py" not in scan(project).out
    shown = scan(project, "--show-unread").out
    assert "  src/copied/net.py  not judged: vendored\n" in shown
    assert "  src/wire_pb2.py  not judged: generated\n" in shown
    assert told()["coverage"]["not_judged"] == [
        {
            "role": "vendored",
            "files": 2,
            "paths": ["src/copied/data.py", "src/copied/net.py"],
        },
        {"role": "generated", "files": 1, "paths": ["src/wire_pb2.py"]},
    ]


def test_where_all_is_judged_nothing_is_said(scan, project, told):
    assert "not judged" not in scan(project, "--show-unread").out
    assert told()["coverage"]["not_judged"] == []


def test_what_is_excluded_is_counted_where_that_makes_a_difference(scan, project, told):
    assert ", excluded 1\n" in scan(project, "--exclude", "src", "-q").out
    assert told("--exclude", "src/dead.py")["coverage"]["excluded"] == 1
    (project / ".gitignore").write_text("src/\n")
    assert told("--exclude", "src", "--exclude", "none")["coverage"]["excluded"] == 0
    assert told("--exclude", "src")["scorecard"]["not_compared"] == []


# Findings


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("fmt", FORMATS)
def test_what_paths_hide_is_accepted_debt_in_every_output(scan, project, setting, fmt):
    (project / "debtscan.toml").write_text(SETTINGS[setting])
    run = scan(project, "--format", fmt, "-q")
    assert "src/dead.py:2:5" not in run.out
    if fmt == "json":
        [each] = json.loads(run.out)["acceptance"]["suppressed"]
        assert (each["by"], each["finding"]["path"]) == (setting, "src/dead.py")
    else:
        assert f"hidden: 1 by {setting} (accepted debt, about 5 min)" in run.out + run.err


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_paths_hide_counts_as_suppressed(scan, project, setting):
    (project / "debtscan.toml").write_text(SETTINGS[setting])
    over = scan(project, "--max-suppressed", "0")
    assert over.code == 1 and "FAIL suppressed 1 > 0 (--max-suppressed)" in over.out
    assert scan(project, "--max-suppressed", "1").code == 0
    assert scan(project / "lib", "--max-suppressed", "0").code == 0


def test_sarif_says_which_pattern_accepts(scan, project):
    (project / "debtscan.toml").write_text(SETTINGS["per-file-ignores"])
    [result] = json.loads(scan(project, "--format", "sarif").out)["runs"][0]["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "per-file-ignores: **"}
    ]


def test_what_is_not_sure_enough_is_counted_within_the_targets(scan, project):
    (project / "src" / "load.py").write_text(UNSURE)
    asked = ("--min-confidence", "high", "-q")
    assert "hidden: 1 by min-confidence\n" in scan(project, *asked).out
    assert "hidden" not in scan(project / "lib", *asked).out


# Rules


@pytest.mark.parametrize("fmt", FORMATS)
def test_rules_that_are_not_asked_are_named(scan, project, fmt):
    run = scan(project, "--format", fmt, "-q", "--ignore", "commented-code,flag-type-bool")
    assert "commented-code" in run.out + run.err and "flag-type-bool" in run.out + run.err
    if fmt != "json":
        assert "not asked (select, ignore): " in run.out + run.err
    else:
        assert set(json.loads(run.out)["deselected"]) == {"commented-code", "flag-type-bool"}


def test_many_rules_that_are_not_asked_are_counted(scan, project):
    out = scan(project, "--select", "commented-code", "-q").out
    assert "not asked (select, ignore): " in out and " rules\n" in out
    assert "not asked" not in scan(project, "--select", "ALL").out


# The comparison with the calibration


def test_a_whole_project_by_default_settings_is_compared(scan, project, told):
    (project / "debtscan.toml").write_text('select = ["ALL"]\nmin-confidence = "low"\n')
    assert "better than " in scan(project).out and "not compared" not in scan(project).out
    card = told()["scorecard"]
    assert isinstance(card["percentile"], int) and card["not_compared"] == []


@pytest.mark.parametrize(
    ("typed", "file", "why"),
    [
        (["--select", "dead-experiments"], "", "rules left out"),
        (["--ignore", "flag-type-bool"], "", "rules left out"),
        (["--preview"], "", "further rules"),
        (["--min-confidence", "high"], "", "min-confidence"),
        (["--exclude", "src"], "", "paths excluded"),
        ([], SETTINGS["per-file-ignores"], "per-file-ignores"),
        ([], SETTINGS["overrides"], "overrides"),
        ([], '[[ignore]]\nrule = "commented-code"\nreason = "r"\n', "ignore entries"),
        ([], "[rules.commented-code]\nmin-lines = 60\n", "rule options"),
    ],
)
def test_any_other_run_is_not_and_says_why(scan, project, told, typed, file, why):
    (project / "src" / "load.py").write_text(UNSURE)
    card = told(*typed, file=file)["scorecard"]
    assert (card["percentile"], card["not_compared"]) == (None, [why])
    for more in ([], ["-q"], ["--format", "markdown"]):
        out = scan(project, *typed, *more).out
        assert f"ot compared with other repositories: {why}" in out
        assert "better than" not in out


def test_a_part_of_the_project_is_not_compared(scan, project):
    out = scan(project / "lib").out
    assert "not compared with other repositories: part of the project" in out
    assert "better than" not in out


def test_a_setting_that_changes_nothing_and_a_comment_are_no_reason(scan, project):
    (project / "debtscan.toml").write_text('per-file-ignores = {"none/**" = ["ALL"]}\n')
    dead = (project / "src" / "dead.py").read_text()
    accepted = dead.replace(
        "    # counts", "    # debtscan: ignore[commented-code] r\n    # counts"
    )
    (project / "src" / "dead.py").write_text(accepted)
    out = scan(project).out
    assert "hidden: 1 by comment" in out and "better than " in out
