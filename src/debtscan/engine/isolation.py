"""What keeps a worker harmless: limits of the operating system, and a clean birth."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import site
import sys
import threading
from collections.abc import Iterator
from multiprocessing import context, resource_tracker
from pathlib import Path
from types import ModuleType

import debtscan

try:
    import resource
except ImportError:  # pragma: no cover - Windows
    resource = None  # type: ignore[assignment]

RECURSION_LIMIT = 20_000
_birth = threading.Lock()


def confine(memory: int) -> None:
    """Turn this process into a worker that may hold ``memory`` bytes and say nothing."""
    _silence()
    _limit(memory)
    sys.setrecursionlimit(RECURSION_LIMIT)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # native code never runs a Python handler
    gc.collect()
    gc.freeze()
    gc.disable()


def _limit(memory: int) -> None:
    if resource is None:  # pragma: no cover - Windows
        return
    for what, bound in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(what)
            if hard != resource.RLIM_INFINITY:
                bound = min(bound, hard)
            resource.setrlimit(what, (bound, hard))


def _silence() -> None:
    # Rust writes "memory allocation failed" and panics straight to the descriptor.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


@contextlib.contextmanager
def clean_birth() -> Iterator[None]:
    """While this holds, new interpreters see neither the current folder nor our `__main__`.

    `multiprocessing` starts helpers with `python -c`, which puts the current folder first on
    `sys.path` (a `struct.py` there would be run), and re-runs the parent's main script.
    """
    with _birth:
        main, path = sys.modules["__main__"], sys.path
        safe = os.environ.get("PYTHONSAFEPATH")
        sys.modules["__main__"] = ModuleType("__main__")
        sys.path = trusted_path()
        os.environ["PYTHONSAFEPATH"] = "1"
        try:
            yield
        finally:
            sys.modules["__main__"], sys.path = main, path
            if safe is None:
                del os.environ["PYTHONSAFEPATH"]
            else:
                os.environ["PYTHONSAFEPATH"] = safe


def trusted_path() -> list[str]:
    """`sys.path` without the current folder, unless that is where Python, its packages or
    debtscan itself were imported from."""
    here = Path.cwd().resolve()
    homes = [Path(debtscan.__file__).parents[1], Path(os.__file__).parent]
    homes += map(Path, site.getsitepackages())
    if here in {home.resolve() for home in homes}:
        return list(sys.path)
    return [entry for entry in sys.path if entry and Path(entry).resolve() != here]


class CleanSpawnProcess(context.SpawnProcess):
    """A spawned process of clean birth."""

    def start(self) -> None:
        with clean_birth():
            super().start()


class CleanSpawnContext(context.SpawnContext):
    """Starts a fresh interpreter for every worker."""

    Process = CleanSpawnProcess


def worker_context(preload: list[str]) -> context.BaseContext:
    """Forkserver on Linux (one import of the parsers serves every worker), else spawn: both
    are safe beside threads, which plain fork is not."""
    if os.name == "posix":  # locks start this helper, earlier than any worker
        with clean_birth():
            resource_tracker.ensure_running()
    if sys.platform != "linux":
        return CleanSpawnContext()
    from debtscan.engine.forkserver import clean_forkserver

    return clean_forkserver(preload)


def prepare(preload: list[str]) -> None:
    """Start the server of `worker_context` where there is one, without waiting for it."""
    if sys.platform == "linux":
        from debtscan.engine.forkserver import start_server

        start_server(preload)
