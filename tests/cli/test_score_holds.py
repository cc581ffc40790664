"""Repairs never cost points, and what is no repair moves the score by a point at most."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from debtscan.cli.main import run

JUNGLE = Path(__file__).parents[2] / "examples" / "jungle"
#: rules whose advice is to delete what the finding stands on, or the whole file
LINES = ("commented-code", "option-never-read", "constant-never-read", "unreachable-code")
FILES = ("unreachable-module", "notebook-litter")


@pytest.fixture
def tree(tmp_path) -> Path:
    root = tmp_path / "jungle"
    shutil.copytree(JUNGLE, root)
    return root


@pytest.fixture
def report(capsys) -> Callable[[Path], dict]:
    def scan(root: Path) -> dict:
        capsys.readouterr()
        run([str(root), "--preview", "--format", "json"])
        return json.loads(capsys.readouterr().out)

    return scan


def scores(found: dict) -> dict[str, float]:
    rows = {row["category"]: row["score"] for row in found["scorecard"]["categories"]}
    return rows | {"overall": found["scorecard"]["overall"]}


def no_lower(before: dict, after: dict) -> None:
    was, now = scores(before), scores(after)
    assert [name for name in now if now[name] < was.get(name, 0)] == []


def near(before: dict, after: dict) -> None:
    was, now = scores(before), scores(after)
    assert was.keys() == now.keys()
    assert all(abs(now[name] - was[name]) <= 1 for name in now), (was, now)


def places(found: dict, rules: tuple[str, ...]) -> Iterator[dict]:
    return (each for each in found["findings"] if each["rule"] in rules)


def test_deleting_what_findings_stand_on_never_lowers_a_score(tree, report):
    before = report(tree)
    cured = [*places(before, LINES)]
    assert len(cured) >= 3
    for each in cured:
        file = tree / each["path"]
        if file.suffix != ".py":
            continue
        kept = tree.parent / "kept"
        shutil.copy(file, kept)
        lines = file.read_text().split("\n")
        lines[each["line"] - 1 : each["end_line"]] = []
        file.write_text("\n".join(lines))
        no_lower(before, report(tree))
        shutil.copy(kept, file)


def test_deleting_dead_files_never_lowers_a_score(tree, report):
    before = report(tree)
    cured = {each["path"] for each in places(before, FILES)}
    assert cured
    for path in sorted(cured):
        kept = (tree / path).read_bytes()
        (tree / path).unlink()
        no_lower(before, report(tree))
        (tree / path).write_bytes(kept)


def test_merging_copies_never_lowers_a_score(tree, report):
    before = report(tree)
    clones = [*places(before, ("train-serve-clone",))]
    assert clones
    for each in clones:
        file = tree / each["path"]
        original = next(r["path"] for r in each["related"] if r["role"].startswith("the copy"))
        module = original.removesuffix(".py").removeprefix("src/").replace("/", ".")
        lines = file.read_text().split("\n")
        lines[each["line"] - 1 : each["end_line"]] = [f"from {module} import {each['subject']}"]
        file.write_text("\n".join(lines))
        after = report(tree)
        no_lower(before, after)
        before = after


def test_formatting_moves_no_score_by_more_than_a_point(tree, report):
    before = report(tree)
    subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "60", tree],
        check=True,
        capture_output=True,
    )
    near(before, report(tree))


def test_a_vendored_copy_and_an_empty_file_move_nothing(tree, report):
    before = scores(report(tree))
    shutil.copytree(Path(click.__file__).parent, tree / "third_party" / "click")
    (tree / "src" / "churn" / "empty.py").write_text("")
    assert scores(report(tree)) == before


CODE = """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--rate")
parser.add_argument("--warmup")
args = parser.parse_args()


def first(rows):
    # rows = scale(rows)
    # rows = [row for row in rows if row]
    # if len(rows) > 3:
    #     rows = rows[:3]
    if False:
        rows = []
    return len(rows)


def second(rows):
    total = 0
    for row in rows:
        total += row
    return total


print(first([args.rate]), second([1]))
"""
LIST = [1, 2, 3]
FILLER = "".join(f"v{n} = [{n}]\nprint(v{n})\n" for n in range(75))


@pytest.fixture
def script(tmp_path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "train.py").write_text(CODE)
    (root / "filler.py").write_text(FILLER)
    return root


def test_renaming_a_file_moves_the_score_by_a_point_at_most(script, report):
    before = report(script)
    (script / "train.py").rename(script / "learn.py")
    near(before, report(script))


def test_splitting_a_file_moves_the_score_by_a_point_at_most(script, report):
    before = report(script)
    start, end = CODE.index("def first"), CODE.index("def second")
    (script / "parts.py").write_text(CODE[start:end])
    rest = CODE[:start] + CODE[end:]
    (script / "train.py").write_text(
        rest.replace("import argparse\n", "import argparse\n\nfrom parts import first\n")
    )
    near(before, report(script))


def test_a_notebook_that_becomes_a_script_moves_the_score_by_a_point_at_most(script, report):
    cells = [
        {
            "cell_type": "code",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": part,
        }
        for part in CODE.split("\n\n\n")
    ]
    (script / "train.py").unlink()
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (script / "train.ipynb").write_text(json.dumps(notebook))
    before = report(script)
    (script / "train.ipynb").unlink()
    (script / "train.py").write_text(CODE)
    near(before, report(script))


LAST_OPTION = """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--warmup")
parser.parse_args()
"""


def test_deleting_the_last_option_never_lowers_a_score(script, report):
    (script / "train.py").write_text(CODE.split("\n\n\n")[1] + f"\n\nprint(first({LIST}))\n")
    clean = report(script)
    (script / "options.py").write_text(LAST_OPTION)
    before = report(script)
    assert [each["rule"] for each in before["findings"]].count("option-never-read") == 1
    (script / "options.py").unlink()
    no_lower(before, report(script))
    assert scores(report(script)) == scores(clean)
    assert "config-sprawl" in scores(clean)
