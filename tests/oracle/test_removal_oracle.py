"""What counts as removed, and as flagged; and the noise report's arithmetic."""

import subprocess
from collections import Counter

import pytest
from noise import Noise, noise_report, pooled
from quick_scan import Scanner
from removals import Commit, Trees, commits, judged

BEFORE = {
    "train.py": (
        "import argparse\nimport bisect\n\nparser = argparse.ArgumentParser()\n"
        'parser.add_argument("--lr", type=float, default=0.1)\n'
        'parser.add_argument("--momentum", type=float, default=0.9)\n'
        "args = parser.parse_args()\n\n\ndef fit(lr):\n    return lr\n\n\n"
        "def plot_old(rows):\n    return rows\n\n\nprint(fit(args.lr))\n"
    ),
    "Untitled1.ipynb": '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n',
    "moved.py": "def kept(rows):\n    total = sum(rows)\n    rows = rows[1:]\n    return total\n",
}


def _git(folder, *arguments):
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    """A repository whose second commit removes an option, a function, an import; moves a file."""
    root = tmp_path_factory.mktemp("mirror")
    repository = root / "someone+work" / "repo"
    repository.mkdir(parents=True)
    _git(repository, "init", "-q")
    for name, text in BEFORE.items():
        (repository / name).write_text(text)
    _git(repository, "add", ".")
    _git(repository, "commit", "-qm", "start")
    lines = BEFORE["train.py"].splitlines(keepends=True)
    left = [line for line in lines if "momentum" not in line and "bisect" not in line]
    text = "".join(left).replace("def plot_old(rows):\n    return rows\n\n\n", "")
    (repository / "train.py").write_text(text)
    (repository / "inside").mkdir()
    _git(repository, "mv", "moved.py", "inside/moved.py")
    _git(repository, "commit", "-qam", "Remove unused option and function")
    table = root / "removals.csv"
    sha = _git(repository, "rev-parse", "HEAD")
    table.write_text(
        "repo,commit,subject\n"
        f"someone/work,{sha},Remove unused option and function\n"
        f"someone/gone,{sha},Remove dead code\n"
        f"someone/work,{'0' * 40},Remove old files\n"
    )
    return root, table


@pytest.fixture(scope="module")
def removed(mirror, tmp_path_factory):
    root, table = mirror
    work = tmp_path_factory.mktemp("trees")
    (commit,) = commits(table, root)
    found = judged(commit, Trees(work), Scanner(work / "facts"))
    return {(one.item.kind, one.item.name): one for one in found}


def test_commits_without_history_are_left_out(mirror):
    assert len(list(commits(mirror[1], mirror[0]))) == 1


def test_what_went_is_told_by_kind(removed):
    assert set(removed) == {
        ("option", "momentum"),
        ("definition", "plot_old"),
        ("import", "bisect"),
    }


def test_an_option_nobody_read_was_flagged(removed):
    assert "option-never-read" in removed["option", "momentum"].rules
    assert removed["option", "momentum"].plain


def test_where_else_the_name_stands_is_told(removed):
    assert removed["definition", "plot_old"].named == "nowhere"


def test_a_subject_that_speaks_of_something_else_is_not_plain(tmp_path):
    assert not Commit("a/b", "0" * 40, "Add a web page", tmp_path).plain


def test_noise_pools_statements_and_names_the_ratio():
    clean = Noise("a/clean", "clean", 2000, Counter({"commented-code": 1}))
    messy = Noise("a/messy", "messy", 1000, Counter({"commented-code": 2, "cli-drift": 2}))
    assert pooled([clean]) == 0.5
    text = noise_report([clean, messy])
    assert "pooled: clean 0.50, messy 4.00, ratio 0.12: holds" in text
    assert "| commented-code | 0.500 | 2.000 | 0.25 |" in text
