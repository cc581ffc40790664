"""Same bytes in, same bytes out, in every format, whatever surrounds the run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_environment import child_environment

from debtscan.engine.halves import WORTH_IT
from debtscan.report.formats import FORMATS

JUNGLE = Path(__file__).parents[2] / "examples" / "jungle"
GATES = ["--fail-under", "90", "--fail-on", "new", "--max-suppressed", "0", "--show", "all"]
PLACES = {"LC_ALL": "C", "LANG": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}


def planted(root: Path, turned: bool = False) -> Path:
    """The jungle with something unread, suppressed, known before and unpaid; ``turned`` creates
    its files in the reverse order, which is the order some file systems list them in."""
    shutil.copytree(JUNGLE, root / "plain")
    files = sorted(path for path in (root / "plain").rglob("*") if path.is_file())
    for file in reversed(files) if turned else files:
        target = root / "jungle" / file.relative_to(root / "plain")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    shutil.rmtree(root / "plain")
    jungle = root / "jungle"
    for number in range(WORTH_IT):  # enough to have the rules asked by two processes
        (jungle / f"print_{number}.py").write_text(f"print({number})\n")
    (jungle / "old.py").write_text("print 'hello'\n")
    (jungle / "Größe.py").write_text(
        "import argparse\n\nparser = argparse.ArgumentParser()\n"
        "parser.add_argument('--año')  # debtscan: ignore[option-never-read] kept\n"
        "print(parser.parse_args())  # debtscan: ignore[none] no such rule\n"
    )
    return jungle


def reports(
    project: Path, out: Path, *arguments: str, cwd: Path, **environment: str
) -> dict[str, bytes]:
    """What one run wrote: each format, stdout and stderr."""
    out.mkdir()
    formats = [word for fmt in FORMATS for word in ("--format", f"{fmt}={out / fmt}")]
    done = subprocess.run(
        [sys.executable, "-m", "debtscan", str(project), *GATES, *formats, *arguments],
        cwd=cwd,
        env=child_environment(**{**PLACES, **environment}),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    return {fmt: (out / fmt).read_bytes() for fmt in FORMATS} | {"stderr": done.stderr}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A project with a baseline of half its debt, and what the first, cold run said of it."""
    root = tmp_path_factory.mktemp("first")
    project = planted(root)
    baseline = ["baseline", "create", str(project), "--cache-dir", str(root / "cache")]
    subprocess.run(
        [sys.executable, "-m", "debtscan", *baseline],
        env=child_environment(),
        check=True,
        capture_output=True,
    )
    file = project / "debtscan-baseline.jsonl"
    head, *records = file.read_text().splitlines(keepends=True)
    file.write_text(head + "".join(records[::2]))
    return project, reports(project, root / "out", "--no-cache", "--jobs", "1", cwd=root)


def same(now: dict[str, bytes], before: dict[str, bytes]) -> None:
    """Only the number of files taken from the cache may differ, in what people read."""
    assert now.keys() == before.keys()
    for name in before:
        assert uncounted(now[name]) == uncounted(before[name]), name


def uncounted(text: bytes) -> bytes:
    return re.sub(rb" \(\d+ cached\)", b"", text)


def test_the_first_run_holds_all_there_is_to_tell(first):
    _, told = first
    console = told["console"].decode()
    for part in ("by baseline", "by comment", "unread 1", "to look at", "FAIL suppressed"):
        assert part in console
    assert all(told[fmt] for fmt in FORMATS)


def test_jobs_hash_seed_and_locale(first, tmp_path):
    project, before = first
    there = {"PYTHONHASHSEED": "4711", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"}
    same(
        reports(project, tmp_path / "out", "--no-cache", "--jobs", "2", cwd=tmp_path, **there),
        before,
    )


def test_working_folder_time_zone_and_a_cache_cold_warm_and_partial(first, tmp_path):
    project, before = first
    cache = ["--cache-dir", str(tmp_path / "cache")]
    there = {"TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    same(reports(project, tmp_path / "a", *cache, cwd=project, **there), before)
    same(reports(project, tmp_path / "b", *cache, cwd=project / "scripts"), before)
    for number, entry in enumerate(sorted((tmp_path / "cache").rglob("*.*"))):
        if entry.is_file() and number % 2:
            entry.write_bytes(b"torn")
    same(reports(project, tmp_path / "c", *cache, cwd=Path("/")), before)


def test_the_order_of_files_and_the_folder_s_place(first, tmp_path):
    project, before = first
    again = planted(tmp_path / "elsewhere", turned=True)
    shutil.copy(project / "debtscan-baseline.jsonl", again)
    same(reports(again, tmp_path / "out", "--no-cache", "--jobs", "1", cwd=tmp_path), before)
