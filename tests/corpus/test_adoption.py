"""Adoption, told as a test: three real repositories start, stay green, and see one new debt."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from debtscan.cli.main import run

CORPUS = os.environ.get("DEBTSCAN_CORPUS", "")
NAMES = ("lopuhin+kaggle-imet-2019", "victoresque+pytorch-template", "jik876+hifi-gan")
DEBT = """

# frame = read_rows(archive)
# frame = frame.dropna()
# store(frame, archive)
# report(frame)
"""


@pytest.fixture(params=NAMES)
def adopted(request, tmp_path, capsys) -> Path:
    """A copy of the repository with its own history, after `debtscan init`."""
    source = Path(CORPUS) / request.param
    if not CORPUS or not source.is_dir():
        pytest.skip("DEBTSCAN_CORPUS does not hold this repository")
    root = tmp_path / request.param
    shutil.copytree(source, root, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    commit(root, "init", "-q")
    assert run(["init", str(root)]) == 0
    commit(root)
    return root


def commit(root: Path, *first: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (first, ("add", "-A"), ("commit", "-qm", "work")):
        if words:
            subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def gate(capsys) -> Callable[..., tuple[int, list[str]]]:
    """The exit code, and the findings shown."""

    def call(root: Path, *words: str) -> tuple[int, list[str]]:
        capsys.readouterr()
        code = run([str(root), "--format", "json", *words])
        report = json.loads(capsys.readouterr().out)
        return code, [f"{each['rule']} {each['path']}" for each in report["findings"]]

    return call


def test_green_today_red_on_the_first_new_debt_green_when_it_is_gone(adopted, gate):
    hook = ("--since", "HEAD", "--fail-on", "new", "--no-baseline")
    assert gate(adopted) == (0, [])
    assert gate(adopted, *hook) == (0, [])
    planted = max(adopted.rglob("*.py"), key=lambda file: file.stat().st_size)
    before = planted.read_text()
    planted.write_text(before + DEBT)
    shown = [f"commented-code {planted.relative_to(adopted).as_posix()}"]
    assert gate(adopted) == (1, shown)
    assert gate(adopted, *hook) == (1, shown)
    planted.write_text(before)
    assert gate(adopted) == (0, [])
    assert gate(adopted, *hook) == (0, [])
