"""The pre-commit hooks, run by pre-commit itself on a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
DEAD = "def f():\n    # a = g(1)\n    # b = g(2)\n    # c = g(3)\n    # return a\n    return 1\n"
NEW = "# x = read('a')\n# y = x.dropna()\n# y.to_csv('b')\n# print(y.shape)\nz = 1\n"
CONFIGURATION = """\
repos:
- repo: {hooks}
  rev: {revision}
  hooks:
  - id: debtscan
  - id: debtscan-full
"""
PUSH = ("--hook-stage", "pre-push", "--all-files", "debtscan-full")

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
    pytest.mark.skipif(os.name == "nt", reason="names of files that Windows has not"),
]


def git(root: Path, *words: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.hooksPath=x"]
    done = subprocess.run(
        ["git", *identity, *words], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(root: Path) -> str:
    return commit_of(root, "-A")


def commit_of(root: Path, *files: str) -> str:
    git(root, "add", *files)
    git(root, "commit", "-qm", "some work")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory) -> Path:
    """This project as a repository of hooks, as it would be installed from."""
    root = tmp_path_factory.mktemp("hooks") / "debtscan"
    root.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(HERE / name, root / name)
    for name in ("src", "rules"):
        shutil.copytree(
            HERE / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.toml")
        )
    git(root, "init", "-q")
    commit(root)
    return root


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Where pre-commit keeps the environment it makes, once for all tests here."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def repository(tmp_path, hooks) -> Path:
    root = tmp_path / "a team's [old] work"
    (root / "src dir").mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    revision = git(hooks, "rev-parse", "HEAD")
    configuration = CONFIGURATION.format(hooks=hooks, revision=revision)
    (root / ".pre-commit-config.yaml").write_text(configuration)
    (root / "src dir" / "old [1].py").write_text(DEAD)
    (root / "src dir" / "size.py").write_text(
        "".join(f"v{n} = {n}\nprint(v{n})\n" for n in range(75))
    )
    commit(root)
    return root


@pytest.fixture
def pre_commit(home) -> Callable[..., tuple[int, str]]:
    def call(root: Path, *words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--color", "never", *words],
            cwd=root,
            env={**os.environ, "PRE_COMMIT_HOME": str(home), "PYTHONPATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return call


def test_only_what_the_staged_changes_add_stops_a_commit(repository, pre_commit):
    (repository / "notes.py").write_text("note = 1\n")
    git(repository, "add", "-A")
    code, told = pre_commit(repository)
    assert code == 0, told
    assert "debtscan (new debt)" in told and "Passed" in told

    (repository / "src dir" / "new [b].py").write_text(NEW)
    git(repository, "add", "-A")
    code, told = pre_commit(repository)
    assert code == 1
    assert "src dir/new [b].py:1:1" in told and "old [1].py:" not in told
    assert "FAIL new findings 1 > 0 (--fail-on new)" in told


def test_debt_that_is_not_staged_stops_nothing(repository, pre_commit):
    (repository / "notes.py").write_text("note = 1\n")
    git(repository, "add", "-A")
    later = repository / "src dir" / "size.py"
    later.write_text(later.read_text() + DEAD)
    code, told = pre_commit(repository)
    assert code == 0, told
    assert DEAD in later.read_text()


def test_a_file_that_is_not_added_stops_neither_hook(repository, pre_commit):
    (repository / "debtscan.toml").write_text('per-file-ignores = {"src dir" = ["ALL"]}\n')
    git(repository, "add", "-A")
    (repository / "scratch.py").write_text(NEW)
    code, told = pre_commit(repository, "debtscan")
    assert code == 0 and "Passed" in told, told
    with (repository / "debtscan.toml").open("a") as settings:
        settings.write('fail-on = "any"\n')
    commit_of(repository, "debtscan.toml")
    code, told = pre_commit(repository, *PUSH)
    assert code == 0 and "Passed" in told, told


KINDS = {
    "Makefile": "train:\n\tpython train.py --data /home/anna/data/raw.csv\n",
    ".env": "MODEL=1\nMODEL=2\n",
    "conf.json": '{"a": 1, "a": 2}\n',
}


def test_a_change_of_any_kind_of_file_is_looked_at(repository, pre_commit):
    """One commit each: pre-commit passes over a hook whose kinds of files were not touched."""
    for name, debt in KINDS.items():
        (repository / name).write_text(debt)
        git(repository, "add", name)
        code, told = pre_commit(repository, "debtscan")
        assert code == 1 and f"{name}:" in told, told
        git(repository, "rm", "-qf", name)


def test_debt_that_a_deleted_file_leaves_is_looked_at(repository, pre_commit):
    (repository / "prepare.py").write_text("print(1)\n")
    (repository / "Makefile").write_text("data:\n\tpython prepare.py\n")
    commit(repository)
    git(repository, "rm", "-q", "prepare.py")
    code, told = pre_commit(repository, "debtscan")
    assert code == 1 and "there is no such file" in told, told


def test_the_score_gate_runs_before_a_push(repository, pre_commit):
    (repository / "debtscan.toml").write_text("fail-under = 100\n")
    commit(repository)
    (repository / "notes.py").write_text("note = 1\n")
    git(repository, "add", "-A")
    code, told = pre_commit(repository, "debtscan")
    assert code == 0 and "Passed" in told, told
    code, told = pre_commit(repository, *PUSH)
    assert code == 1 and "FAIL overall" in told
    (repository / "debtscan.toml").write_text("fail-under = 10\n")
    commit(repository)
    assert pre_commit(repository, *PUSH)[0] == 0


def test_three_thousand_files_with_odd_names_are_one_run(repository, pre_commit):
    data = repository / "parts of [it]"
    data.mkdir()
    for number in range(3000):
        (data / f"part {number:04} (x).py").write_text(f"value_{number} = {number}\n")
    git(repository, "add", "-A")
    code, told = pre_commit(repository, "debtscan")
    assert code == 0, told
    assert "Passed" in told
    (data / "dead part.py").write_text(NEW)
    git(repository, "add", "-A")
    code, told = pre_commit(repository, "debtscan")
    assert code == 1 and told.count("dead part.py:1:1") == 1
    assert "FAIL new findings 1 > 0" in told
