from __future__ import annotations

import json
import re
import shutil

import pytest
from click.testing import CliRunner

import debtscan
from debtscan.cli import terminal
from debtscan.cli.app import app


def test_help_shows_the_options_of_scan_and_the_commands():
    for words in (["--help"], ["-h"]):
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0
        for part in ("--fail-under", "--format", "rules", "explain", "new-rule", "cache"):
            assert part in result.output


def test_version():
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.output) == (0, f"debtscan {debtscan.__version__}\n")


def test_scan_is_the_default_command(scan, project, monkeypatch):
    named = scan("scan", project, "--format", "json")
    assert scan(project, "--format", "json") == named
    assert scan("--format", "json", project) == named
    monkeypatch.chdir(project)
    assert scan("--format", "json") == named
    assert scan("--format", "json", ".") == named


def test_a_folder_named_like_a_command_is_reached_by_its_path(scan, project, monkeypatch):
    shutil.copytree(project / "src", project / "rules")
    monkeypatch.chdir(project)
    assert "commented-code" in scan("rules").out
    assert "rules/dead.py:2:5" in scan("./rules", "--format", "concise").out


def test_targets_narrow_what_is_reported_and_the_rest_is_still_read(scan, project):
    whole = json.loads(scan(project, "--format", "json").out)
    clean = json.loads(scan(project / "lib", "--format", "json").out)
    assert len(whole["findings"]) == 1 and clean["findings"] == []
    assert clean["coverage"] == whole["coverage"]
    assert clean["targets"] == ["lib"] and whole["targets"] == []
    assert clean["scorecard"]["size"]["statements"] == 150
    one = json.loads(scan(project / "src" / "dead.py", "--format", "json").out)
    assert [each["path"] for each in one["findings"]] == ["src/dead.py"]
    assert "only lib is judged; the whole project was read" in scan(project / "lib").out


def test_a_target_does_not_hold_what_only_starts_like_it(scan, project):
    shutil.copytree(project / "src", project / "lib2")
    assert scan(project / "lib", "--format", "concise").out == ""


def test_several_targets(scan, project):
    both = json.loads(scan(project / "lib", project / "src", "--format", "json").out)
    assert both["targets"] == ["lib", "src"] and len(both["findings"]) == 1


def test_stdout_carries_the_report_alone(scan, project, tmp_path):
    result = scan(project, "--format", "json", "--fail-under", "100", "--timing")
    assert result.code == 1
    assert json.loads(result.out)["verdict"]["passed"] is False
    assert "FAIL overall" in result.err and "cheapest way" in result.err
    assert " s  scan\n" in result.err
    quiet = scan(project, "--format", f"json={tmp_path / 'r.json'}")
    assert quiet.out == "" and quiet.err.startswith("analysed 2 files (2 cached)")


def test_one_run_serves_a_person_and_a_machine(scan, project, tmp_path):
    target = tmp_path / "report.json"
    result = scan(project, "--format", "console", "--format", f"json={target}")
    assert "worst first" in result.out
    assert json.loads(target.read_text()) == json.loads(scan(project, "--format", "json").out)


def test_the_console_shows_the_lines_themselves(scan, project):
    out = scan(project).out
    assert "   2 │ # counts = CountVectorizer().fit(frame)\n" in out
    assert "⋮ 1 more" in out


def test_secrets_are_not_shown(scan, project):
    key = "AKIA" + "IOSFODNN7EXAMPLQ"
    text = f"# key = '{key}'\n# a = fit(key)\n# b = fit(a)\n# print(b)\nx = 1\n"
    (project / "src" / "dead.py").write_text(text)
    for fmt in ("console", "concise", "json"):
        out = scan(project, "--format", fmt).out
        assert "commented-code" in out and key not in out


def test_notebook_cells_are_shown_with_their_own_lines(scan, project):
    source = ["x = 1\n", *(f"# step{n} = fit(step{n - 1})\n" for n in range(1, 6)), "y = 2"]
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# title"]},
        {
            "cell_type": "code",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": 1,
        },
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (project / "src" / "try.ipynb").write_text(json.dumps(notebook, indent=1))
    out = scan(project / "src" / "try.ipynb").out
    assert "src/try.ipynb:cell 2:2:1" in out
    assert "   2 │ # step1 = fit(step0)\n" in out


def test_show_bounds_and_opens_the_list(scan, project):
    for number in range(25):
        shutil.copy(project / "src" / "dead.py", project / "src" / f"dead{number}.py")
    assert "20 of 26 findings, worst first" in scan(project).out
    assert "6 findings more: --show all" in scan(project).out
    assert "26 findings, worst first" in scan(project, "--show", "all").out
    assert "2 of 26 findings" in scan(project, "--show", "2").out


def test_selection(scan, project):
    assert scan(project, "--ignore", "commented-code", "--format", "concise").out == ""
    assert scan(project, "--select", "dead-experiments", "--format", "concise").out
    assert scan(project, "--exclude", "src", "--format", "concise").out == ""
    hidden = scan(project, "--ignore", "ALL,commented-code", "--extend-select", "commented-code")
    assert hidden.code == 2


def test_quiet_is_short(scan, project):
    out = scan(project, "--quiet", "--fail-under", "1").out
    assert "dead.py" not in out
    assert "PASS overall" in out and "analysed 2 files" in out


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
)
def test_colour(scan, project, monkeypatch, arguments, environment, colored):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in scan(project, *arguments).out) is colored


def test_files_are_never_coloured(scan, project, tmp_path):
    target = tmp_path / "report.txt"
    scan(project, "--color", "always", "--format", f"console={target}")
    assert "worst first" in target.read_text() and "\x1b" not in target.read_text()


class Terminal:
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "interactive"),
    [({}, True), ({"CI": "true"}, False), ({"CI": "false"}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_and_progress_want_a_real_terminal(monkeypatch, environment, interactive):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal.is_interactive(Terminal()) is interactive


@pytest.mark.parametrize(
    ("columns", "width"), [("", 100), ("80", 80), ("7", 40), ("999999", 400), ("x", 100)]
)
def test_width(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("sys.stdout", None)
    assert terminal.width() == width


def test_rules_lists_by_category_with_lifecycle_and_evidence(scan):
    out = scan("rules").out
    lines = out.splitlines()
    assert lines.index("dead-experiments") < next(
        n for n, line in enumerate(lines) if line.startswith("  commented-code")
    )
    assert "stable since 0.1" in out and "real: " in out


def test_explain_prints_the_page(scan):
    out = scan("explain", "commented-code").out
    for part in ("# commented-code", "## Why it is debt", "## Options", "`min-lines` = `4`"):
        assert part in out
    assert "\x1b" in scan("explain", "commented-code", "--color", "always").out


def test_explain_suggests_the_nearest(scan):
    result = scan("explain", "comented-code")
    assert result.code == 2
    assert result.err == (
        "debtscan: unknown rule `comented-code` (did you mean `commented-code`?)\n"
    )


def test_cache_shows_and_clears(scan, project, tmp_path):
    folder = tmp_path / "kept"
    scan(project, "--cache-dir", folder)
    held = re.fullmatch(
        r"(.+) holds (\d+) entries, .+ MB\n", scan("cache", "--cache-dir", folder).out
    )
    assert held and held[1] == str(folder) and int(held[2]) >= 3
    assert f"cleared {held[2]} entries" in scan("cache", "clear", "--cache-dir", folder).out
    assert "holds 0 entries" in scan("cache", "show", "--cache-dir", folder).out


def test_no_cache_keeps_nothing(scan, project, tmp_path):
    scan(project, "--no-cache", "--cache-dir", tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
