"""Worker processes forked from one prepared, single-threaded server. POSIX only."""

from __future__ import annotations

from multiprocessing import context, forkserver, resource_tracker

from debtscan.engine.isolation import clean_birth


class CleanForkServerProcess(context.ForkServerProcess):
    """A process forked from the server; the server itself is born clean on first use."""

    def start(self) -> None:
        with clean_birth():
            super().start()


class CleanForkServerContext(context.ForkServerContext):
    """Locks and pipes as ever, processes from the server."""

    Process = CleanForkServerProcess


def prepare(preload: list[str]) -> None:
    """Name the modules the server imports once, and start the tracker of named semaphores."""
    forkserver.set_forkserver_preload(preload)
    with clean_birth():
        resource_tracker.ensure_running()
