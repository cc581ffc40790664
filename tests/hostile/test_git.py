"""A repository whose own git configuration runs commands: none of them runs for us."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from debtscan.cli.main import run
from debtscan.model import DebtscanError
from debtscan.source import Git, files_of

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the traps are shell scripts"),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]
DEAD = "def f():\n    # a = g(1)\n    # b = g(2)\n    # c = g(3)\n    # return a\n    return 1\n"
ATTRIBUTES = "* filter=trap diff=trap merge=trap\n"


def git(root: Path, *words: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *identity, *words], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path) -> Path:
    """Two commits; the later one adds a debt."""
    root = tmp_path / "churn"
    (root / "src").mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    (root / "src" / "old.py").write_text(DEAD)
    (root / "src" / "size.py").write_text("".join(f"v{n} = {n}\nprint(v{n})\n" for n in range(60)))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    (root / "src" / "new.py").write_text(DEAD.replace("def f", "def h"))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "two")
    return root


@pytest.fixture
def trapped(repository, tmp_path) -> Path:
    """Every setting that can run a command leaves a mark."""
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho x >> {tmp_path}/sprung\ncat\n")
    trap.chmod(0o755)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.askPass",
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.trap.process",
        "merge.trap.driver",
        "gpg.program",
        "credential.helper",
        "uploadpack.packObjectsHook",
    ):
        git(repository, "config", name, str(trap))
    for name, value in (("log.showSignature", "true"), ("pager.log", "true")):
        git(repository, "config", name, value)
    for hook in ("pre-commit", "post-checkout", "post-index-change", "reference-transaction"):
        shutil.copy(trap, repository / ".git" / "hooks" / hook)
    (repository / ".gitattributes").write_text(ATTRIBUTES)
    return repository


def new(capsys, *arguments: str) -> tuple[int, set[str]]:
    capsys.readouterr()
    code = run([*arguments, "--format", "json"])
    out = capsys.readouterr().out
    return code, {each["path"] for each in json.loads(out)["findings"]} if out else set()


def test_no_trap_is_sprung(trapped, tmp_path, capsys):
    sprung = tmp_path / "sprung"
    assert new(capsys, str(trapped), "--since", "HEAD~1", "--fail-on", "new") == (
        1,
        {"src/new.py"},
    )
    assert run(["baseline", "create", str(trapped)]) == 0
    assert run(["graph", str(trapped)]) == 0
    assert not sprung.exists()
    subprocess.run(["git", "status"], cwd=trapped, capture_output=True, check=False)
    assert sprung.exists()  # the traps do work


def test_only_what_came_after_is_new(repository, capsys):
    assert new(capsys, str(repository), "--since", "HEAD~1") == (0, {"src/new.py"})
    assert new(capsys, str(repository), "--since", "HEAD", "--fail-on", "new") == (0, set())
    (repository / "src" / "third.py").write_text(DEAD.replace("def f", "def k"))
    assert new(capsys, str(repository), "--since", "HEAD", "--fail-on", "new") == (
        1,
        {"src/third.py"},
    )


def test_a_branch_is_compared_with_where_it_left(repository, capsys):
    git(repository, "checkout", "-q", "-b", "feature", "HEAD~1")
    (repository / "src" / "mine.py").write_text(DEAD.replace("def f", "def m"))
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "mine")
    assert new(capsys, str(repository), "--since", "main")[1] == {"src/mine.py"}


def test_a_project_below_the_repositorys_root(repository, capsys):
    below = repository / "services" / "churn"
    shutil.copytree(repository / "src", below / "src")
    (below / "debtscan.toml").write_text("")
    assert len(new(capsys, str(below), "--since", "HEAD")[1]) == 2
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "three")
    assert new(capsys, str(below), "--since", "HEAD") == (0, set())


def test_files_that_git_tracks_though_they_are_ignored_were_there_before(repository, capsys):
    (repository / ".gitignore").write_text("src/\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "careless")
    assert new(capsys, str(repository), "--since", "HEAD") == (0, set())


def test_before_the_first_commit_everything_is_new(tmp_path, capsys):
    git(tmp_path, "init", "-q")
    (tmp_path / "a.py").write_text(DEAD)
    assert new(capsys, str(tmp_path), "--since", "HEAD")[1] == {"a.py"}


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-x", "HEAD~9", "", "a b", "v1^{/x}"])
def test_a_revision_nobody_knows_is_one_line(repository, capsys, revision):
    assert run([str(repository), f"--since={revision}"]) in (0, 2)
    told = capsys.readouterr()
    if revision:
        assert told.out == "" and told.err.count("\n") == 1
        assert told.err.startswith("debtscan: git knows no revision")


def test_a_folder_without_a_repository_is_one_line(tmp_path, capsys):
    (tmp_path / "a.py").write_text(DEAD)
    assert run([str(tmp_path), "--since", "HEAD"]) == 2
    assert "not a git repository" in capsys.readouterr().err


def test_histories_without_a_common_commit_are_one_line(repository, capsys):
    git(repository, "checkout", "-q", "--orphan", "other")
    git(repository, "commit", "-qm", "alone")
    assert run([str(repository), "--since", "main"]) == 2
    assert "no common ancestor" in capsys.readouterr().err


def test_a_commit_is_laid_out_without_links_that_lead_away(repository, tmp_path):
    (tmp_path / "secret").write_text("s")
    (repository / "away").symlink_to(tmp_path / "secret")
    (repository / "data.csv").write_text("a,b\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "link")
    asked = Git(repository)
    with files_of(asked, asked.commit("HEAD"), "", "churn") as folder:
        assert folder.name == "churn"
        assert (folder / "away").is_symlink()
        assert (folder / "src" / "old.py").read_text() == DEAD
        assert (folder / "data.csv").stat().st_size == 4
    assert not folder.exists()


def test_names_that_would_leave_the_folder_are_left_out(repository):
    blob = git(repository, "hash-object", "-w", "src/old.py")
    listing = f"100644 blob {blob}\t..\n"
    done = subprocess.run(
        ["git", "mktree"], cwd=repository, input=listing, capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip("this git refuses such a tree")
    commit = git(repository, "commit-tree", "-m", "evil", done.stdout.strip())
    with files_of(Git(repository), commit, "", "churn") as folder:
        assert [*folder.iterdir()] == []


def test_without_git_it_is_said(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DebtscanError, match="git is not installed"):
        Git(repository)


def test_a_hooks_own_variables_lead_nowhere_else(repository, tmp_path, monkeypatch):
    git(tmp_path, "init", "-q", "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere" / ".git"))
    assert len(Git(repository).commit("HEAD")) == 40
