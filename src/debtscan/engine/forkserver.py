"""Worker processes forked from one prepared, single-threaded server. POSIX only."""

from __future__ import annotations

from multiprocessing import context, forkserver

from debtscan.engine.isolation import clean_birth


class CleanForkServerProcess(context.ForkServerProcess):
    """A process forked from the server; the server itself is born clean on first use."""

    def start(self) -> None:
        with clean_birth():
            super().start()


class CleanForkServerContext(context.ForkServerContext):
    """Locks and pipes as ever, processes from the server."""

    Process = CleanForkServerProcess


def start_server(preload: list[str]) -> None:
    """Start the server, which imports the named modules once, for all workers; return at once."""
    forkserver.set_forkserver_preload(preload)
    with clean_birth():
        forkserver.ensure_running()


def clean_forkserver(preload: list[str]) -> CleanForkServerContext:
    """The context; its server will import the named modules once, for all workers."""
    forkserver.set_forkserver_preload(preload)
    return CleanForkServerContext()
