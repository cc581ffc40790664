"""`--tracked`: what git does not track is not there, as in the commit that a hook looks at."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
NEW = ("--since", "HEAD", "--fail-on", "new", "--format", "json")
SCRATCH = "# x = read('a')\n# y = x.dropna()\n# y.to_csv('b')\n# print(y.shape)\nz = 1\n"


def git(root: Path, *words: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def no_hook_around(monkeypatch):
    """These tests may be run by a hook themselves."""
    for name in [each for each in os.environ if each.startswith("GIT_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def committed(project) -> Path:
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "one")
    return project


def new(result) -> list[str]:
    return [each["path"] for each in json.loads(result.out)["findings"]]


def test_an_untracked_file_counts_once_it_is_added(scan, committed):
    (committed / "scratch.py").write_text(SCRATCH)
    assert new(scan(committed, *NEW)) == ["scratch.py"]
    without = scan(committed, *NEW, "--tracked")
    assert (without.code, new(without)) == (0, [])
    git(committed, "add", "scratch.py")
    added = scan(committed, *NEW, "--tracked")
    assert (added.code, new(added)) == (1, ["scratch.py"])


def test_what_is_left_out_is_counted_and_decides_nothing(scan, committed):
    """An untracked licence would say that the folder is somebody else's."""
    holder = "MIT License\n\nCopyright (c) 2020 {}\n"
    (committed / "LICENSE").write_text(holder.format("Anna Muster"))
    git(committed, "add", "LICENSE")
    (committed / "src" / "LICENSE").write_text(holder.format("Else Where"))
    (committed / "notes").mkdir()
    (committed / "notes" / "a.py").write_text("x = 1\n")
    assert "src/dead.py:2:5" not in scan(committed).out
    told = scan(committed, "--tracked").out
    assert "src/dead.py:2:5" in told
    assert "ignored 3" in told  # .git, notes, the licence


def test_a_target_within_and_a_tree_of_git_elsewhere(scan, committed, tmp_path):
    (committed / "src" / "scratch.py").write_text(SCRATCH)
    tree = tmp_path / "a tree"
    git(committed, "worktree", "add", "-q", "--detach", str(tree))
    (tree / "scratch.py").write_text(SCRATCH)
    assert "scratch.py" not in scan(committed / "src", "--tracked").out
    told = scan(tree, "--tracked").out
    assert "src/dead.py:2:5" in told and "scratch.py" not in told


def test_a_commit_in_the_making_has_an_index_of_its_own(scan, committed, monkeypatch):
    """`git commit FILE` leaves out what else was added."""
    shutil.copy(committed / ".git" / "index", committed / ".git" / "next-index-7.lock")
    (committed / "later.py").write_text(SCRATCH)
    git(committed, "add", "later.py")
    assert scan(committed, *NEW, "--tracked").code == 1
    monkeypatch.chdir(committed)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index-7.lock")
    assert scan(*NEW, "--tracked").code == 0


def test_the_index_of_another_repository_is_not_heeded(scan, committed, monkeypatch, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    (other / "a.py").write_text("x = 1\n")
    git(other, "add", "a.py")
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert "src/dead.py:2:5" in scan(committed, "--tracked").out


def test_without_git_it_is_one_line(scan, project):
    wrong = scan(project, "--tracked")
    assert (wrong.code, wrong.out, wrong.err.count("\n")) == (2, "", 1)
    assert "not a git repository" in wrong.err


def test_a_repository_cannot_ask_for_it(scan, project):
    (project / "debtscan.toml").write_text("tracked = true\n")
    assert "unknown key `tracked`" in scan(project).err
