"""Edits that change no debt show nothing new against a baseline; edits that do show just that."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debtscan.cli.main import run

JUNGLE = Path(__file__).parents[2] / "examples" / "jungle"


@pytest.fixture(scope="module")
def jungle(tmp_path_factory) -> Path:
    """The messy example with a baseline of all it holds; every test takes a copy."""
    root = tmp_path_factory.mktemp("kept") / "jungle"
    shutil.copytree(JUNGLE, root)
    assert run(["baseline", "create", str(root), "--preview"]) == 0
    return root


@pytest.fixture
def tree(jungle, tmp_path) -> Path:
    return shutil.copytree(jungle, tmp_path / "jungle")


@pytest.fixture
def news(capsys) -> Callable[[Path], tuple[list[str], list[str]]]:
    """What a tree's report holds that its baseline does not, and what is stale."""

    def look(root: Path) -> tuple[list[str], list[str]]:
        capsys.readouterr()
        run([str(root), "--preview", "--format", "json"])
        report = json.loads(capsys.readouterr().out)
        found = [f"{each['path']} {each['rule']} {each['subject']}" for each in report["findings"]]
        stale = report["acceptance"]["stale"]
        return found, [f"{each['path']} {each['rule']} {each['subject']}" for each in stale]

    return look


def code(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


def test_nothing_is_new_in_an_unchanged_tree(tree, news):
    assert news(tree) == ([], [])


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
def test_inserted_lines_show_nothing(jungle, news, tmp_path_factory, seed):
    root = shutil.copytree(jungle, tmp_path_factory.mktemp("inserted") / "jungle")
    rng = random.Random(seed)
    for file in rng.sample(code(root), 4):
        lines = file.read_text().split("\n")
        tops = [n for n, line in enumerate(lines) if line[:1].isalpha() and _ends(lines, n)]
        for at in sorted(rng.sample(tops, min(3, len(tops))), reverse=True):
            lines[at:at] = [
                "",
                "# a line that says nothing",
                f"UNRELATED_{seed} = [",
                "    1,",
                "]",
                "",
            ]
        file.write_text("\n".join(lines))
    new, stale = news(root)
    assert [each for each in new if "UNRELATED" not in each] == []
    assert stale == []


def _ends(lines: list[str], number: int) -> bool:
    """Whether a statement may stand above: the line before is blank and code goes on."""
    return number > 0 and not lines[number - 1].strip() and not lines[number].startswith("else")


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "format", "--isolated", "--line-length", "60"],
        ["ruff", "format", "--isolated", "--line-length", "120"],
        ["black", "--quiet", "--line-length", "70"],
    ],
    ids=["ruff 60", "ruff 120", "black"],
)
def test_reformatting_shows_nothing(tree, news, command):
    before = [file.read_text() for file in code(tree)]
    tool = [sys.executable, "-m", *command, *map(str, code(tree))]
    subprocess.run(tool, check=True, capture_output=True)
    assert [file.read_text() for file in code(tree)] != before
    assert news(tree) == ([], [])


def test_reordering_cells_shows_nothing(tree, news):
    for file in sorted(tree.rglob("*.ipynb")):
        notebook = json.loads(file.read_text())
        markdown = [cell for cell in notebook["cells"] if cell["cell_type"] != "code"]
        codes = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        notebook["cells"] = codes + markdown
        file.write_text(json.dumps(notebook, indent=1))
    assert news(tree) == ([], [])
