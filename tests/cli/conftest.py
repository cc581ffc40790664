"""A small project with one known debt, and debtscan run on it in this process or another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_environment import child_environment

from debtscan.cli.main import run

DEAD = """\
def train(frame):
    # counts = CountVectorizer().fit(frame)
    # matrix = counts.transform(frame)
    # matrix = matrix / matrix.sum(axis=1)
    # return matrix
    return frame
"""


@dataclass(frozen=True)
class Result:
    """What a run left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True, scope="session")
def cache_of_this_session(tmp_path_factory):
    """Scans after the first are warm, and nobody's own cache is touched."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("DEBTSCAN_CACHE_DIR")
    os.environ["DEBTSCAN_CACHE_DIR"] = str(folder)
    yield folder
    if before is None:
        del os.environ["DEBTSCAN_CACHE_DIR"]
    else:
        os.environ["DEBTSCAN_CACHE_DIR"] = before


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch):
    for name in ("CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "DEBTSCAN_CORPUS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path) -> Path:
    """150 statements in two packages; `src/dead.py` holds commented code."""
    root = tmp_path / "churn"
    (root / "src").mkdir(parents=True)
    (root / "lib").mkdir()
    (root / "debtscan.toml").write_text("")
    (root / "src" / "dead.py").write_text(DEAD)
    (root / "lib" / "clean.py").write_text(
        "".join(f"value_{n} = {n}\nprint(value_{n})\n" for n in range(75))
    )
    return root


@pytest.fixture
def scan(capsys) -> Callable[..., Result]:
    """Run a command line in this process."""

    def call(*arguments: object) -> Result:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def process(tmp_path) -> Callable[..., Result]:
    """Run `python -m debtscan` in a process of its own."""

    def call(*arguments: object, cwd: Path = tmp_path, **environment: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "debtscan", *map(str, arguments)],
            cwd=cwd,
            env=child_environment(**environment),
            capture_output=True,
            check=False,
            timeout=120,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call
