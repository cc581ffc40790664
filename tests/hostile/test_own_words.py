"""What a repository says to the tool, or to the runner the tool runs on, changes no answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from debtscan.cli.main import run
from debtscan.report.visibility import visible

DEAD = """\
def old_metric(rows):
    total = 0
    for row in rows:
        total += row
    return total
"""
ENTRY = 'rule = "dead-method"\nsubject = "old_metric"\nreason = "r"\n'
MAIN = "".join(f"v{n} = [{n}]\nprint(v{n})\n" for n in range(60))


@pytest.fixture
def found(tmp_path, capsys) -> Callable[..., dict]:
    (tmp_path / "metrics.py").write_text(DEAD)
    (tmp_path / "train.py").write_text(f"import metrics\n{MAIN}")

    def scan(*arguments: str) -> dict:
        capsys.readouterr()
        run([str(tmp_path), "--no-cache", "--preview", "--format", "json", *arguments])
        return json.loads(capsys.readouterr().out)

    return scan


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("debtscan.toml", f"[[ignore]]\n{ENTRY}"),
        ("pyproject.toml", f"[[tool.debtscan.ignore]]\n{ENTRY}"),
        ("debtscan-baseline.jsonl", ""),
    ],
)
def test_what_the_configuration_of_debtscan_names_is_no_use_of_it(found, tmp_path, name, text):
    before = {each["fingerprint"] for each in found("--no-baseline")["findings"]}
    assert before
    (tmp_path / name).write_text(text)
    after = {each["fingerprint"] for each in found("--no-baseline")["findings"]}
    assert before == after


@pytest.mark.parametrize(
    "text", ["::add-mask::e/t.py", "  ::stop-commands::x", "a ##[error] b", "##[group]\x1b"]
)
def test_no_text_gives_orders_to_the_runner(text):
    shown = visible(text)
    assert not shown.lstrip().startswith("::")
    assert "##[" not in shown


def test_ordinary_colons_are_left_alone():
    assert visible("std::vector a::b") == "std::vector a::b"


def test_an_unreadable_configuration_does_not_make_its_category_absent(found, tmp_path, capsys):
    (tmp_path / "conf.yaml").write_text("a: [1\nb: {\n")
    card = found()["scorecard"]
    assert "config-sprawl" in {row["category"] for row in card["categories"]}
    assert run([str(tmp_path), "--no-cache", "--fail-under", "config-sprawl=100"]) == 1


def test_a_literal_that_python_refuses_is_a_syntax_error(found, tmp_path):
    (tmp_path / "paths.py").write_text('ROOT = "C:\\Users\\anna"\n')
    (unread,) = found()["coverage"]["unread"]
    assert (unread["path"], unread["reason"]) == ("paths.py", "syntax")


def test_two_formats_never_share_a_file(tmp_path, capsys):
    Path(tmp_path, "a.py").write_text("x = 1\n")
    report = tmp_path / "report"
    code = run([str(tmp_path), "--format", f"json={report}", "--format", f"csv={report}"])
    assert code == 2 and not report.exists()
    assert "two formats would be written to `report`" in capsys.readouterr().err


def test_a_command_without_its_verb_shows_its_help_in_lines(capsys):
    assert run(["baseline"]) == 2
    assert "\n  create " in capsys.readouterr().err
