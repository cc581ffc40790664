"""Speed of debtscan as ratios, measured in one run on the same files.

    python tests/benchmarks/ratios.py FOLDER [--skip-baseline]

Prints a table: cold scan against bare `libcst.parse_module`, two jobs against one, warm
against cold, one file changed, start-up, peak memory. FOLDER is copied first and never written
to. CPU seconds are user + system of all processes; wall seconds where it says so.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PARSE = """
import sys, libcst
sys.setrecursionlimit(20000)
for path in sys.stdin.read().splitlines():
    with open(path, "rb") as file:
        content = file.read()
    try:
        libcst.parse_module(content)
    except Exception:
        pass
"""


@dataclass(frozen=True)
class Cost:
    cpu: float
    wall: float
    peak_mb: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--skip-baseline", action="store_true", help="leave bare libcst out")
    args = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch, "tree")
        shutil.copytree(args.folder, tree, symlinks=True)
        for line in measure(tree, Path(scratch), with_baseline=not args.skip_baseline):
            print(line, flush=True)


def measure(tree: Path, scratch: Path, *, with_baseline: bool) -> Iterator[str]:
    """The table, line by line as it is measured."""
    paths = "\n".join(str(path) for path in sorted(tree.rglob("*.py")))
    base = run([sys.executable, "-c", PARSE], paths) if with_baseline else None
    cold = scan(tree, scratch / "one", jobs=1)
    if base is not None:
        yield f"bare libcst.parse_module      cpu {base.cpu:8.2f} s"
    yield f"cold scan, one job            cpu {cold.cpu:8.2f} s  wall {cold.wall:.2f} s"
    if base is not None:
        yield f"  cold / libcst               {cold.cpu / base.cpu:8.2f} x   (wanted <= 1.5)"
    two = scan(tree, scratch / "two", jobs=2)
    yield f"  two jobs / one, wall        {two.wall / cold.wall:8.2f} x   (wanted <= 0.65)"
    warm = scan(tree, scratch / "one", jobs=1)
    yield f"  warm / cold                 {warm.cpu / cold.cpu:8.2%}     (wanted <= 3 %)"
    touch(tree)
    changed = scan(tree, scratch / "one", jobs=1)
    yield f"  one file changed / cold     {changed.cpu / cold.cpu:8.2%}     (wanted <= 15 %)"
    yield f"  peak memory of main         {cold.peak_mb:8.0f} MB  (wanted <= 1500)"
    yield f"  --version / python -c pass  {start_up():8.2f} x   (wanted <= 6)"


def scan(tree: Path, cache: Path, jobs: int) -> Cost:
    """One run of the command line, as a user would."""
    command = [sys.executable, "-m", "debtscan", "--format", "json", "--exit-zero"]
    return run([*command, "--jobs", str(jobs), "--cache-dir", str(cache), str(tree)])


def run(command: list[str], given: str = "") -> Cost:
    """CPU of a command and its children, wall time, and the peak of the process itself."""
    with accounted() as cost:
        done = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        assert done.stdin is not None
        done.stdin.write(given)
        done.stdin.close()
        peak = 0.0
        while done.poll() is None:
            peak = max(peak, peak_memory(done.pid))
            time.sleep(0.02)
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}")
    return Cost(cost[0], cost[1], peak)


@contextmanager
def accounted() -> Iterator[list[float]]:
    """[CPU seconds of children, wall seconds] of the block."""
    cost = [0.0, 0.0]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    yield cost
    reap_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost[0] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    cost[1] = time.perf_counter() - start


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends first (Linux).

    Workers are children of a fork server that the scan does not wait for; without this their
    CPU would be counted for nobody.
    """
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def reap_orphans() -> None:
    """Wait for every adopted descendant, so that its CPU is accounted."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def peak_memory(pid: int) -> float:
    """Peak resident memory of one process in MB (Linux), 0 where it cannot be known."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    peak = next((line for line in status.splitlines() if line.startswith("VmHWM")), "0 0 kB")
    return float(peak.split()[1]) / 1024


def touch(tree: Path) -> None:
    """Change one file in the middle of the tree."""
    files = sorted(tree.rglob("*.py"))
    with files[len(files) // 2].open("a") as file:
        file.write("\nCHANGED = 1\n")


def start_up(times: int = 15) -> float:
    """Median start of `debtscan --version` over that of `python -c pass`."""
    bare = [run_once([sys.executable, "-c", "pass"]) for _ in range(times)]
    script = str(Path(sys.executable).parent / "debtscan")
    ours = [run_once([script, "--version"]) for _ in range(times)]
    return sorted(ours)[times // 2] / sorted(bare)[times // 2]


def run_once(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=os.environ)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
