"""What only a process of its own can show: streams, signals, imports, the current folder."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_environment import child_environment

import debtscan

HEAVY = {"jinja2", "libcst", "networkx", "rich", "yaml", "msgspec", "pebble", "pathspec"}
THIRD_PARTY = [
    *("click", "debtscan_rules", "jinja2", "libcst", "markupsafe", "msgspec", "networkx"),
    *("pathspec", "pebble", "platformdirs", "rich", "tomli", "typing_extensions", "yaml"),
]
#: `python -m` imports some before it hands over: `contextlib` and what that needs.
BEFORE_US = ["collections", "contextlib", "functools", "keyword", "operator", "types"]
STANDARD = [
    *("__future__", "copyreg", "dataclasses", "enum", "inspect", "json", "logging"),
    *("multiprocessing", "pathlib", "pickle", "random", "re", "runpy", "select"),
    *("signal", "socket", "string", "struct", "subprocess", "tempfile", "threading", "tomllib"),
    *("typing", "zlib"),
]


def modules_after(arguments: list[str]) -> set[str]:
    code = (
        "import sys; from debtscan.cli.main import run; "
        f"code = run({arguments!r}); print(code, *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=child_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stderr.split()
    assert code == "0"
    return set(modules)


def test_version_and_help_import_nothing_heavy():
    assert not modules_after(["--version"]) & (HEAVY | {"click"})
    assert not modules_after(["--help"]) & HEAVY


def test_version_of_a_process(process):
    assert process("--version").out == f"debtscan {debtscan.__version__}\n"


def test_exit_codes_of_processes(process, project):
    assert process(project).code == 0
    assert process(project, "--fail-under", "100").code == 1
    assert process(project, "--nonsense").code == 2
    assert process(project / "nowhere").code == 2


def test_the_same_bytes_whatever_surrounds_the_run(process, project, tmp_path):
    def report(*arguments: object, cwd: Path = tmp_path, **environment: str) -> str:
        result = process(project, "--format", "json", *arguments, cwd=cwd, **environment)
        assert result.code == 0
        return result.out

    first = report("--no-cache", "--jobs", "1", PYTHONHASHSEED="1")
    assert str(tmp_path) not in first
    assert report("--no-cache", "--jobs", "2", PYTHONHASHSEED="2") == first
    assert report(cwd=project, LC_ALL="C", TZ="Asia/Tokyo") == first
    assert report(cwd=project / "src", PYTHONUTF8="0", PYTHONIOENCODING="latin-1") == first


def plant(folder: Path, mark: Path, names: list[str]) -> None:
    """Modules that tell when they are imported, and a distribution that claims to hold rules."""
    for name in names:
        (folder / f"{name}.py").write_text(f"open({str(mark)!r}, 'a').write('{name} ')\n")
    (folder / "evil.py").write_text(f"open({str(mark)!r}, 'a').write('evil ')\nPACK = 1\n")
    info = folder / "evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[debtscan.rules]\nevil = evil:PACK\n")


def run_among_planted(project: Path, mark: Path, starter: list[str], path: str) -> None:
    """Scan the current folder, in workers and from the cache; nothing of it is imported."""
    for more in (["--no-cache", "--jobs", "2"], []):
        done = subprocess.run(
            [sys.executable, *starter, ".", "--format", "json", *more],
            cwd=project,
            env=child_environment() | {"PYTHONPATH": path},
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stderr[:9]) == (0, b"analysed ")
        assert done.stderr.count(b"\n") == 1
        assert "src/dead.py" in {each["path"] for each in json.loads(done.stdout)["findings"]}
    assert not mark.exists()


def test_python_m_does_not_import_from_the_scanned_repository(project, tmp_path):
    plant(project, tmp_path / "imported", [*STANDARD, *THIRD_PARTY])
    path = child_environment()["PYTHONPATH"]
    run_among_planted(project, tmp_path / "imported", ["-m", "debtscan"], path)


def test_the_command_does_not_import_from_the_scanned_repository(project, tmp_path):
    plant(project, tmp_path / "imported", [*BEFORE_US, *STANDARD, *THIRD_PARTY])
    script = tmp_path / "bin" / "debtscan"
    script.parent.mkdir()
    script.write_text("from debtscan.cli.main import main\nmain()\n")
    path = child_environment()["PYTHONPATH"]
    run_among_planted(project, tmp_path / "imported", [str(script)], path)


def test_an_empty_entry_of_the_import_path_is_not_the_repository(project, tmp_path):
    plant(project, tmp_path / "imported", THIRD_PARTY)  # Python's own start imports others
    path = child_environment()["PYTHONPATH"] + os.pathsep
    run_among_planted(project, tmp_path / "imported", ["-m", "debtscan"], path)


def test_a_closed_pipe_leaves_no_traceback(project):
    for number in range(300):
        (project / "src" / f"dead{number}.py").write_text((project / "src/dead.py").read_text())
    child = subprocess.Popen(
        [sys.executable, "-m", "debtscan", str(project), "--format", "json", "--fail-under", "100"],
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout and child.stderr
    assert child.stdout.readline() == b"{\n"
    child.stdout.close()
    complaints = child.stderr.read().decode()
    assert child.wait(60) == 1
    assert "Traceback" not in complaints and "Exception ignored" not in complaints
    child.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_is_one_line(project):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "debtscan", str(project)],
            env=child_environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "debtscan: cannot write to stdout: No space left on device\n"


def test_a_closed_stdout_is_one_line(project):
    command = f'exec "{sys.executable}" -m debtscan "{project}" >&-'
    done = subprocess.run(
        ["sh", "-c", command],
        env=child_environment(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "debtscan: stdout is closed\n")


def heed_interrupts() -> None:
    """Whatever the shell said that these tests were started from: a job in its background
    inherits that interrupts are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_is_130_without_a_traceback(project, tmp_path):
    """The run is held up by a pipe nobody reads, after it has written its first report."""
    first, pipe = tmp_path / "first.json", tmp_path / "pipe"
    os.mkfifo(pipe)
    outputs = ["--format", f"json={first}", "--format", f"json={pipe}"]
    child = subprocess.Popen(
        [sys.executable, "-m", "debtscan", str(project), *outputs],
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )
    deadline = time.monotonic() + 60
    while not first.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert out == b"" and b"Traceback" not in err
    assert json.loads(first.read_text())


def seen_on_a_terminal(project: Path, **environment: str) -> str:
    """What stderr shows when it is a terminal."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "debtscan", str(project), "--no-cache"],
        env=child_environment(TERM="xterm-256color", **environment),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            chunk = os.read(ours, 4096)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    assert child.wait(60) == 0
    return shown.decode()


def test_progress_is_shown_on_a_terminal_and_nowhere_else(project):
    assert re.search("reading|judging", seen_on_a_terminal(project))
    assert seen_on_a_terminal(project, CI="1") == ""


def test_hostile_names_end_up_escaped(process, tmp_path):
    root = tmp_path / "strange"
    root.mkdir()
    dead = "# a = fit(1)\n# b = fit(a)\n# c = fit(b)\n# print(c)\nx = 1\n"
    for name in ("a\nb.py", "\x1b[31mred.py", "[bold]x[:bold].py", "tu\u202ern.py"):
        (root / name).write_text(dead)
    (root / os.fsdecode(b"caf\xe9.py")).write_text(dead)
    for fmt in ("console", "concise", "json"):
        result = process(root, "--format", fmt)
        assert result.code == 0
        assert result.err.startswith("analysed 5 files") or (result.err, fmt) == ("", "console")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", result.out)
        assert fmt == "json" or "\u202e" not in result.out
    lines = process(root, "--format", "concise").out.splitlines()
    assert len(lines) == 5
    assert any(line.startswith("[bold]x[:bold].py:1:1: commented-code") for line in lines)
