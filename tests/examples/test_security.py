"""The promise SECURITY.md opens with, held under strace on the jungle."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

JUNGLE = Path(__file__).parents[2] / "examples" / "jungle"
CHANGING = re.compile(
    r"\b(?:open(?:at)?\(.*O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)"
    r"|(?:creat|unlink|rmdir|mkdir|mknod|rename|link|symlink|chmod|chown|truncate)\w*\()"
)


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    """The scan's system calls, its folder, and the exit code."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    folder = tmp_path_factory.mktemp("traced")
    shutil.copytree(JUNGLE, folder / "jungle")
    (folder / "temporary").mkdir()
    outputs = ["--cache-dir", folder / "cache", "--format", f"json={folder / 'report.json'}"]
    scan = [sys.executable, "-B", "-m", "debtscan", folder / "jungle", "--exit-zero", *outputs]
    done = subprocess.run(
        ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=%network,%file", "-o", "calls", *scan],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TMPDIR": str(folder / "temporary"),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if "Operation not permitted" in done.stderr:
        pytest.skip("strace is not allowed here")
    assert done.returncode == 0, done.stderr
    assert (folder / "report.json").exists()
    return folder, (folder / "calls").read_text(errors="replace")


def test_nothing_but_python_is_executed(calls):
    _, text = calls
    executed = set(re.findall(r'\bexecve(?:at)?\("([^"]*)"', text))
    assert executed == {sys.executable}


def test_no_connection_leaves_the_machine(calls):
    _, text = calls
    families = set(re.findall(r"\bsocket\((AF_\w+)", text))
    assert families <= {"AF_UNIX"}


def test_only_the_cache_the_outputs_and_temporary_files_are_written(calls):
    folder, text = calls
    written = {
        path
        for line in text.splitlines()
        if CHANGING.search(line) and "ENOENT" not in line
        for path in re.findall(r'"(/[^"]*)"', line)
    }
    outputs = tuple(str(folder / name) for name in ("cache", "temporary", "report.json"))
    parts = (str(folder / ".debtscan-"), "/dev/null", "/dev/shm/", "/dev/tty")
    assert {path for path in written if path.startswith(outputs)}
    assert {path for path in written if not path.startswith((*outputs, *parts))} == set()
    assert contents(folder / "jungle") == contents(JUNGLE)


def contents(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
