"""What may not be read costs nothing else; what may not be written is one line, and exit 2."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_environment import child_environment

from debtscan.engine.cache import Cache
from debtscan.engine.codec import encode
from debtscan.facts import FileFacts, Kind, Unread
from debtscan.source import SourceFile, discover, read

pytestmark = pytest.mark.usefixtures("permissions_bind")
DEAD = "def f():\n    # a = g(1)\n    # b = g(2)\n    # c = g(3)\n    # return a\n    return 1\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A repository of two files, whatever was made unreadable in it readable again afterwards."""
    root = tmp_path / "churn"
    (root / "src").mkdir(parents=True)
    (root / "src" / "dead.py").write_text(DEAD)
    (root / "clean.py").write_text("".join(f"v{n} = {n}\nprint(v{n})\n" for n in range(75)))
    yield root
    for path in [tmp_path, *tmp_path.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o700)


def debtscan(*words: object, cache: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "debtscan", *map(str, words)],
        env=child_environment(DEBTSCAN_CACHE_DIR=str(cache)),
        capture_output=True,
        check=False,
        timeout=120,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_file_nobody_may_read_costs_no_other(project):
    (project / "locked.py").write_text("")
    (project / "locked.py").chmod(0)
    (project / "closed").mkdir(mode=0)
    found = discover(project)
    outcomes = [read(project, each) for each in found.files]
    reasons = {each.path: each.reason for each in (*found.unread, *outcomes) if _is_unread(each)}
    assert reasons == {"locked.py": "permission", "closed": "permission"}
    assert {each.path for each in outcomes if isinstance(each, SourceFile)} == {
        "clean.py",
        "src/dead.py",
    }


def _is_unread(outcome: object) -> bool:
    return isinstance(outcome, Unread)


def test_what_may_not_be_read_is_told_and_fails_a_strict_gate(project, tmp_path):
    (project / "locked.py").write_text("")
    (project / "locked.py").chmod(0)
    (project / "closed").mkdir(mode=0)
    code, out, _ = debtscan(project, "--format", "json", cache=tmp_path / "cache")
    assert code == 0
    unread = {each["path"]: each["reason"] for each in json.loads(out)["coverage"]["unread"]}
    assert unread == {"locked.py": "permission", "closed": "permission"}
    assert debtscan(project, "--strict", cache=tmp_path / "cache")[0] == 2


def test_a_read_only_cache_still_answers(tmp_path):
    folder, facts = tmp_path / "cache", FileFacts(Kind.PYTHON, lines=3)
    Cache(folder).store("e" * 32, Kind.PYTHON, encode(facts))
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o500)
    cache = Cache(folder)
    cache.store("f" * 32, Kind.PYTHON, encode(facts))
    assert len(cache.notices) == 1
    assert cache.load("e" * 32, Kind.PYTHON) == facts


def test_a_read_only_cache_is_one_notice_and_the_same_report(project, tmp_path):
    cache = tmp_path / "cache"
    first = debtscan(project, "--format", "json", cache=cache)
    for path in (cache, *cache.rglob("*")):
        if path.is_dir():
            path.chmod(0o500)
    (project / "more.py").write_text("print(1)\n")
    code, out, err = debtscan(project, "--format", "json", cache=cache)
    assert code == 0 and err.count("nothing is kept in the cache") == 1
    assert json.loads(out)["findings"] == json.loads(first[1])["findings"] != []


def test_a_read_only_project_is_scanned_and_left_as_it_is(project, tmp_path):
    before = sorted(project.rglob("*"))
    for path in [*before, project]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    code, out, _ = debtscan(project, "--format", "json", cache=tmp_path / "cache")
    assert (code, len(json.loads(out)["findings"])) == (0, 1)
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "json=report.json"],
        ["--format", "json=report.json", "--format", "console"],
        ["init"],
        ["baseline", "create"],
    ],
    ids=" ".join,
)
def test_a_folder_that_takes_no_file_is_one_line_and_exit_2(project, tmp_path, words, monkeypatch):
    monkeypatch.chdir(project)
    (project / ".git").mkdir()
    project.chmod(0o500)
    code, _, err = debtscan(*words, cache=tmp_path / "cache")
    told = [line for line in err.splitlines() if "Permission denied" in line]
    assert code == 2 and len(told) == 1 and "Traceback" not in err
    project.chmod(0o700)
    assert not [path for path in project.iterdir() if path.name.startswith(("report", ".debtscan"))]


@pytest.mark.parametrize("name", ["debtscan.toml", "debtscan-baseline.jsonl"])
def test_settings_and_baselines_that_may_not_be_read_are_one_line_and_exit_2(
    project, tmp_path, name
):
    (project / name).write_text("")
    (project / name).chmod(0)
    code, out, err = debtscan(project, cache=tmp_path / "cache")
    assert code == 2 and not out and name in err and err.count("\n") == 1
