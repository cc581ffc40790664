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


TRAIN = """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--rate")
parser.add_argument("--warmup")
parser.add_argument("--debug", type=bool)
args = parser.parse_args()


def fit(rows):
    # rows = scale(rows)
    # rows = [row for row in rows if row]
    # if len(rows) > 3:
    #     rows = rows[:3]
    if False:
        rows = []
    return len(rows)


print(fit([args.rate, args.debug]))
"""
OTHER = "import sys\n\n\ndef size(rows):\n    return len(rows)\n\n\nprint(size(sys.argv))\n"


@pytest.fixture
def scripts(tmp_path) -> Path:
    """Two scripts, one with four debts of its own, and a baseline."""
    root = tmp_path / "scripts"
    root.mkdir()
    (root / "train.py").write_text(TRAIN)
    (root / "other.py").write_text(OTHER)
    (root / "size.py").write_text("".join(f"v{n} = {n}\nprint(v{n})\n" for n in range(60)))
    assert run(["baseline", "create", str(root), "--preview"]) == 0
    return root


def rules(texts: list[str]) -> set[str]:
    return {text.split()[1] for text in texts}


def test_the_debts_are_there(scripts, news):
    (scripts / "debtscan-baseline.jsonl").unlink()
    found = rules(news(scripts)[0])
    assert found >= {"option-never-read", "flag-type-bool", "commented-code", "constant-branch"}


def test_a_renamed_file_shows_nothing(scripts, news):
    (scripts / "train.py").rename(scripts / "learn.py")
    assert news(scripts) == ([], [])


def test_a_moved_function_shows_nothing(scripts, news):
    start, end = TRAIN.index("def fit"), TRAIN.index("print(fit")
    moved = TRAIN[:start] + "from other import fit\n\n" + TRAIN[end:]
    (scripts / "train.py").write_text(moved)
    (scripts / "other.py").write_text(OTHER.replace("def size", TRAIN[start:end] + "def size"))
    assert news(scripts) == ([], [])


def test_one_paid_and_one_added_are_one_stale_and_one_new(scripts, news):
    paid = TRAIN.replace('parser.add_argument("--warmup")\n', "")
    added = paid.replace('"--rate")\n', '"--rate")\nparser.add_argument("--cooldown")\n')
    (scripts / "train.py").write_text(added)
    new, stale = news(scripts)
    assert new == ["train.py option-never-read --cooldown"]
    assert stale == ["train.py option-never-read --warmup"]


def test_an_edited_line_with_the_same_debt_shows_nothing(scripts, news):
    (scripts / "train.py").write_text(TRAIN.replace('"--warmup")', '"--warmup", default=3)'))
    assert news(scripts) == ([], [])


def test_a_second_copy_of_a_debt_is_one_new(scripts, news):
    start, end = TRAIN.index("    # rows = scale"), TRAIN.index("    if False")
    (scripts / "other.py").write_text(OTHER.replace("    return", TRAIN[start:end] + "    return"))
    new, stale = news(scripts)
    assert rules(new) == {"commented-code"} and len(new) == 1 and stale == []


def test_pruning_drops_what_was_paid_and_keeps_what_is_new_new(scripts, news):
    (scripts / "train.py").write_text(
        TRAIN.replace('"--warmup"', '"--cooldown"').replace("type=bool", "type=int")
    )
    assert len(news(scripts)[1]) == 2
    assert run(["baseline", "prune", str(scripts), "--preview"]) == 0
    assert news(scripts) == (["train.py option-never-read --cooldown"], [])
    assert run(["baseline", "update", str(scripts), "--preview"]) == 0
    assert news(scripts) == ([], [])


PREPARE = """\
def prepare(frame):
    frame = frame.dropna(subset=["age", "income"])
    frame["age"] = frame["age"].clip(18, 90)
    frame["income"] = (frame["income"] - 30000.0) / 12000.0
    frame["region"] = frame["region"].map({"n": 0, "s": 1, "e": 2})
    frame["tenure"] = frame["tenure"].fillna(3.5)
    frame = frame.drop(columns=["id", "name"])
    return frame
"""
FIT = """\
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
{head}

def main():
    frame = prepare(pd.read_csv("data.csv"))
    model = LogisticRegression()
    model.fit(frame.drop(columns="y"), frame["y"])
    joblib.dump(model, "model.pkl")


main()
"""
SERVE = """\
import joblib
import pandas as pd
from flask import Flask, request
{head}
app = Flask(__name__)
model = joblib.load("model.pkl")


@app.route("/predict", methods=["POST"])
def predict():
    frame = prepare(pd.DataFrame(request.json))
    return {{"p": model.predict(frame).tolist()}}
"""
SCRIPTS = {"fit.py": FIT, "serve.py": SERVE}


def copied(root: Path, homes: dict[str, str]) -> None:
    """Scripts that each define what they prepare with, or import it from its home."""
    for script, home in homes.items():
        head = PREPARE if home == script else f"from {home.removesuffix('.py')} import prepare"
        (root / script).write_text(SCRIPTS[script].format(head=f"\n\n{head}\n"))
        if home != script:
            (root / home).write_text(PREPARE)


@pytest.mark.parametrize(
    "homes",
    [
        {"fit.py": "cleaning.py", "serve.py": "serve.py"},
        {"fit.py": "fit.py", "serve.py": "cleaning.py"},
        {"fit.py": "cleaning.py", "serve.py": "online.py"},
    ],
)
def test_a_copied_function_that_moved_shows_nothing(tmp_path, news, homes):
    copied(tmp_path, {"fit.py": "fit.py", "serve.py": "serve.py"})
    assert run(["baseline", "create", str(tmp_path), "--preview"]) == 0
    assert '"train-serve-clone"' in (tmp_path / "debtscan-baseline.jsonl").read_text()
    copied(tmp_path, homes)
    assert news(tmp_path) == ([], [])
    (tmp_path / "batch.py").write_text(SERVE.format(head=f"\n\n{PREPARE}\n"))
    assert "train-serve-clone" in rules(news(tmp_path)[0])
