from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from debtscan.model import DebtscanError

PYTHON2 = "print 'hello'\nexec 'x = 1'\n"


def one_line(result, *parts: str) -> None:
    """An error is exit 2, silence on stdout, and one clear line on stderr."""
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("debtscan: ") and result.err.count("\n") == 1
    assert "Usage:" not in result.err and "Traceback" not in result.err
    for part in parts:
        assert part in result.err


def test_a_finding_alone_fails_nothing(scan, project):
    result = scan(project)
    assert result.code == 0
    assert "src/dead.py:2:5" in result.out
    assert result.err == ""


def test_a_score_below_the_floor_is_1(scan, project):
    result = scan(project, "--fail-under", "100")
    assert result.code == 1
    assert "FAIL overall " in result.out and " < 100.0 (--fail-under)" in result.out
    assert "cheapest way to pass: 1 finding, about 5 min" in result.out


def test_a_category_floor_names_the_category(scan, project):
    result = scan(project, "--fail-under", "dead-experiments=100", "--fail-under", "1")
    assert result.code == 1
    assert "PASS overall " in result.out
    assert "FAIL dead-experiments " in result.out


def test_a_floor_in_the_configuration_counts(scan, project):
    (project / "debtscan.toml").write_text("fail-under = 100\n")
    assert scan(project).code == 1
    assert scan(project, "--fail-under", "1").code == 0


def test_exit_zero_forgives_findings_and_nothing_else(scan, project):
    assert scan(project, "--fail-under", "100", "--exit-zero").code == 0
    assert scan(project / "missing", "--exit-zero").code == 2
    (project / "old.py").write_text(PYTHON2)
    assert scan(project, "--strict", "--exit-zero").code == 2


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--nonsense"], ["No such option", "--nonsense"]),
        (["--format", "xml"], ["unknown format `xml`", "console, concise, json"]),
        (["--format", "json="], ["names no file"]),
        (["--format", "json", "--format", "concise"], ["only one format can go to stdout"]),
        (["--fail-under", "nan"], ["`nan` is no number from 0 to 100"]),
        (["--fail-under", "101"], ["no number from 0 to 100"]),
        (["--fail-under", "5", "--fail-under", "6"], ["two floors for overall"]),
        (["--fail-under", "glue-cod=5"], ["glue-cod", "did you mean `glue-code`"]),
        (["--fail-under", "feedback-loops=5"], ["feedback-loops", "no selected rule"]),
        (["--select", "comented-code"], ["comented-code", "did you mean `commented-code`"]),
        (["--select", "ALL", "--ignore", "ALL"], ["no rule is selected"]),
        (["--jobs", "0"], ["--jobs"]),
        (["--jobs", "two"], ["--jobs"]),
        (["--show", "some"], ["`some` is neither a number nor `all`"]),
        (["--min-confidence", "sure"], ["--min-confidence"]),
        (["--color", "blue"], ["--color"]),
        (["--config", "nowhere.toml"], ["no such", "nowhere.toml"]),
        (["no\nsuch\x1b[31mfolder"], [r"no\nsuch\x1b[31mfolder"]),
    ],
)
def test_usage_errors_are_one_line(scan, project, monkeypatch, arguments, parts):
    monkeypatch.chdir(project)
    one_line(scan(*arguments), *parts)


def test_configuration_errors_are_one_line(scan, project):
    (project / "debtscan.toml").write_text("fail-undr = 3\n")
    one_line(scan(project), "debtscan.toml", "fail-undr", "did you mean `fail-under`")
    (project / "debtscan.toml").write_text("= =\n")
    one_line(scan(project), "debtscan.toml")


def test_the_configuration_can_be_named(scan, project, tmp_path):
    other = tmp_path / "strict.toml"
    other.write_text("fail-under = 100\n")
    assert scan(project, "--config", other).code == 1
    one_line(scan(project, "--config", tmp_path))


def test_nothing_to_scan_is_2(scan, tmp_path):
    (tmp_path / "empty").mkdir()
    one_line(scan(tmp_path / "empty", "--fail-under", "1"), "nothing to scan")
    one_line(scan(tmp_path / "nowhere"), "no such file or folder", "nowhere")


def test_an_empty_target_inside_a_project_is_2(scan, project):
    (project / "empty").mkdir()
    one_line(scan(project / "empty"), "nothing to scan in empty")


def test_nothing_readable_is_2(scan, tmp_path):
    (tmp_path / "old.py").write_text(PYTHON2)
    one_line(scan(tmp_path, "--fail-under", "1"), "could be read", "old.py", "python2")


def test_strict_wants_everything_read(scan, project):
    assert scan(project, "--strict").code == 0
    (project / "old.py").write_text(PYTHON2)
    loose = scan(project, "--show-unread")
    assert loose.code == 0
    assert "unread 1: 1 Python 2 syntax" in loose.out and "  old.py" in loose.out
    strict = scan(project, "--strict", "--fail-under", "100")
    assert strict.code == 2
    assert strict.err == "debtscan: not everything could be read (--strict): 1 unread\n"
    assert "FAIL overall" in strict.out


def test_something_unread_cannot_be_perfect(scan, tmp_path):
    (tmp_path / "clean.py").write_text(
        "".join(f"value_{n} = {n}\nprint(value_{n})\n" for n in range(75))
    )
    assert scan(tmp_path, "--fail-under", "100").code == 0
    (tmp_path / "old.py").write_text(PYTHON2)
    assert scan(tmp_path, "--fail-under", "100").code == 1


def test_too_small_to_grade_is_judged_by_what_there_is(scan, tmp_path):
    (tmp_path / "small.py").write_text("x = 1\n")
    clean = scan(tmp_path, "--fail-under", "70")
    assert clean.code == 0 and "PASS overall not scored: too little code" in clean.out
    (tmp_path / "dead.py").write_text(
        "# a = fit(x)\n# b = fit(a)\n# c = fit(b)\n# print(c)\nx = 2\n"
    )
    dirty = scan(tmp_path, "--fail-under", "99")
    assert dirty.code == 1 and "FAIL overall not scored" in dirty.out
    assert "by what there is 9" in dirty.out and "cheapest way to pass: 1 finding" in dirty.out
    assert scan(tmp_path, "--fail-under", "70").code == 0


def test_only_empty_files_do_not_pass(scan, tmp_path):
    (tmp_path / "__init__.py").write_text("")
    assert scan(tmp_path).code == 0
    assert scan(tmp_path, "--fail-under", "1").code == 1


def test_a_report_that_cannot_be_written_is_2(scan, project, tmp_path):
    one_line(scan(project, "--format", f"json={tmp_path}/no/report.json"), "cannot write")
    (tmp_path / "folder").mkdir()
    one_line(scan(project, "--format", f"json={tmp_path}/folder"), "cannot write")
    assert not list(tmp_path.glob(".debtscan-*"))


def test_an_inner_error_is_one_line(scan, project, monkeypatch):
    def broken(*arguments, **named):
        raise TypeError("no\nway")

    monkeypatch.setattr("debtscan.cli.compose.compose", broken)
    one_line(scan(project), "internal error: TypeError: no way", "DEBTSCAN_TRACEBACK")


def test_an_interrupt_is_130(scan, project, monkeypatch):
    def interrupted(*arguments, **named):
        raise KeyboardInterrupt

    monkeypatch.setattr("debtscan.cli.compose.compose", interrupted)
    assert scan(project).code == 130


def test_an_error_of_the_engine_is_2(scan, project, monkeypatch):
    def impossible(*arguments, **named):
        raise DebtscanError("the rule `x` failed")

    monkeypatch.setattr("debtscan.cli.compose.run_scan", impossible)
    one_line(scan(project), "the rule `x` failed")


def test_the_files_are_whole_readable_and_leave_nothing_beside_them(scan, project, tmp_path):
    target = tmp_path / "report.json"
    target.write_text("old")
    target.chmod(0o640)
    assert scan(project, "--format", f"json={target}", "--format", "concise").code == 0
    assert json.loads(target.read_text())["schema_version"] == 1
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["churn", "report.json"]


def test_a_link_keeps_pointing_where_it_pointed(scan, project, tmp_path):
    (tmp_path / "link.json").symlink_to(tmp_path / "report.json")
    assert scan(project, "--format", f"json={tmp_path / 'link.json'}").code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "report.json").read_text())


@pytest.mark.skipif(sys.platform == "win32", reason="no such device")
def test_a_device_is_written_as_it_is(scan, project):
    assert scan(project, "--format", f"json={os.devnull}").code == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
