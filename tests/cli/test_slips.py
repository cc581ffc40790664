"""Slips of the keyboard: one line each, with what was probably meant."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from debtscan.engine.settings import VARIABLES

README = Path(__file__).parents[2] / "README.md"


def refused(result, *parts: str) -> None:
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("debtscan: ") and result.err.count("\n") == 1
    for part in parts:
        assert part in result.err


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("basline", "baseline"), ("exlpain", "explain"), ("new_rule", "new-rule")],
)
def test_a_slip_in_a_command_names_the_nearest(scan, slip, meant):
    refused(scan(slip, "create"), f"{slip} (did you mean `{meant}`?)")


def test_a_path_that_is_like_a_command_is_a_path(scan, project, monkeypatch):
    monkeypatch.chdir(project)
    (project / "src").rename(project / "basline")
    assert scan("basline").code == 0
    refused(scan("elsewhere"), "no such file or folder: elsewhere")
    refused(scan("src"), "no such file or folder: src")


def test_a_format_that_is_not_known_names_the_nearest(scan, project):
    refused(scan(project, "--format", "jsn"), "`jsn` (did you mean `json`?)")


@pytest.mark.parametrize(
    ("variable", "hint"),
    [
        ("DEBTSCAN_FAIL_UNDR", " (did you mean `DEBTSCAN_FAIL_UNDER`?)"),
        ("DEBTSCAN_SOMETHING_ELSE", ""),
    ],
)
def test_a_variable_that_is_none_of_ours_is_told_and_stops_nothing(
    scan, project, monkeypatch, variable, hint
):
    monkeypatch.setenv(variable, "100")
    told = f"debtscan: {variable} is no variable of debtscan and changes nothing{hint}\n"
    result = scan(project)
    assert (result.code, result.err) == (0, told)
    assert told in scan("graph", project).err
    assert told in scan("baseline", "create", project).err


def test_variables_of_ours_are_no_slips(scan, project, monkeypatch):
    monkeypatch.setenv("DEBTSCAN_TRACEBACK", "1")
    monkeypatch.setenv("DEBTSCAN_MIN_CONFIDENCE", "low")
    monkeypatch.setenv("DEBTSCAN_UNSET", "")
    assert scan(project).err == ""


def test_the_readme_names_every_variable():
    text = README.read_text(encoding="utf-8")
    assert [name for name in VARIABLES if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", ["debtscan.yml", ".debtscan.yaml", ".debtscan.yml"])
def test_a_configuration_of_a_wrong_name_is_an_error(scan, project, name):
    (project / name).write_text("fail-under: 100\n")
    refused(scan(project), f"{name} is not read: call it debtscan.yaml")


def test_a_key_that_is_given_twice_is_an_error_with_its_line(scan, project):
    (project / "debtscan.toml").rename(project / "debtscan.yaml")
    file = project / "debtscan.yaml"
    file.write_text("fail-under: 10\nstage: research\nfail-under: 20\n")
    refused(scan(project), "debtscan.yaml: line 3: key `fail-under` is given in line 1 too")
    file.write_text("rules:\n  commented-code:\n    min-lines: 3\n    min-lines: 4\n")
    refused(scan(project), "line 4: key `min-lines` is given in line 3 too")
    file.write_text("overrides:\n- paths: [a]\n  paths: [b]\n")
    refused(scan(project), "line 3: key `paths` is given in line 2 too")
    file.write_text("fail-under: {overall: 1, glue-code: 1}\nignore: [a-rule-that-is-not]\n")
    refused(scan(project), "unknown rule or category")
    file.write_text("fail-under: {overall: 1, overall: 2}\n")
    refused(scan(project), "line 1: key `overall` is given in line 1 too")
    file.write_text("? [a]\n: 2\n")
    refused(scan(project), "debtscan.yaml: ", "in line 1, column")


def test_options_are_spelt_as_people_type_them(scan, project):
    file = project / "debtscan.toml"
    for slip in ("min-lins", "min_lins"):
        file.write_text(f"[rules.commented-code]\n{slip} = 3\n")
        refused(scan(project), f"commented-code.{slip}: unknown option (did you mean `min-lines`?)")
    file.write_text('[rules.commented-code]\nmin-lines = "x"\n')
    refused(scan(project), "rules.commented-code.min-lines: expected")
    assert "`min-lines` = " in scan("explain", "commented-code").out


def test_targets_without_a_common_project_are_refused(scan, project, tmp_path):
    other = tmp_path / "other"
    (other / "src").mkdir(parents=True)
    (other / "src" / "a.py").write_text("x = 1\n")
    (project / "debtscan.toml").unlink()
    refused(scan(project, other / "src"), "no project in common")
    for folder in (project, other):
        subprocess.run(["git", "init", "-q", folder], check=True)
    refused(scan(project / "src", other), "no project in common: scan one at a time")
    refused(scan("graph", project / "src", other), "no project in common")
    assert scan(project / "src", project / "lib").code == 0
    (tmp_path / "debtscan.toml").write_text("")
    assert scan(project / "src", other).code == 0


@pytest.mark.parametrize("option", ["--select", "--extend-select", "--ignore"])
@pytest.mark.parametrize("names", ["", " , "])
def test_a_selection_of_nothing_is_no_selection_of_all(scan, project, option, names):
    refused(scan(project, option, names), f"{option}: names no rule or category")


def test_a_revision_that_is_none_is_refused_before_the_first_commit_too(scan, project):
    subprocess.run(["git", "init", "-q", project], check=True)
    refused(scan(project, "--since", "orgin/main"), "git knows no revision orgin/main")
    assert scan(project, "--since", "HEAD").code == 0
