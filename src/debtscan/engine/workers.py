"""The map stage: contents in, encoded facts out, in worker processes that may die."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from debtscan.engine.isolation import confine, prepare, worker_context
from debtscan.engine.job import OUT_OF_MEMORY, Extract, Job, run, work
from debtscan.engine.spread import GRACE, Backlog, Batch, Limits, Submit, batched, spread
from debtscan.facts import Unread
from debtscan.model import DebtscanError

PRELOAD = ["debtscan.engine.job", "debtscan.syntax", "debtscan.syntax.python"]
DEFAULTS = Limits()


class Mapper(Protocol):
    """Facts of many files, in any order, none lost: each job comes back exactly once."""

    def __call__(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, bytes]]: ...


def in_process(jobs: Iterable[Job], extract: Extract | None = None) -> Iterator[tuple[Job, bytes]]:
    """The `Mapper` without isolation, for trusted text such as the test kit's."""
    for job in jobs:
        yield job, run((job,), extract)[0]


@dataclass(frozen=True)
class PoolMapper:
    """The `Mapper` over worker processes; none is started before there is work."""

    workers: int
    extract: Extract | None = None
    limits: Limits = DEFAULTS

    def __call__(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, bytes]]:
        batches = batched(_announced(jobs), self.limits)
        first = list(islice(batches, self.workers))
        backlog = Backlog(chain(first, batches))
        mended = False
        while not backlog.empty:
            with contextlib.suppress(BrokenExecutor), self._pool(len(first)) as submit:
                if mended:
                    _probe(submit)
                yield from spread(backlog, submit, explain, self.limits, window=3 * len(first))
            mended = True

    @contextlib.contextmanager
    def _pool(self, workers: int) -> Iterator[Submit]:
        from pebble import ProcessPool

        pool = ProcessPool(
            workers,
            initializer=confine,
            initargs=(self.limits.memory,),
            context=worker_context(PRELOAD),
        )

        def submit(batch: Batch) -> Future[list[bytes]]:
            seconds = self.limits.patience(batch)
            arguments = (batch, self.extract, 2 * seconds)
            try:
                return pool.schedule(work, args=arguments, timeout=seconds)
            except RuntimeError as error:  # what pebble says of a pool that broke down
                raise BrokenExecutor(str(error)) from error

        try:
            yield submit
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def get_ready() -> None:
    """Let workers import what they need while the caller still imports the rules; for runs that
    will hardly find every file unchanged."""
    prepare(PRELOAD)


def _announced(jobs: Iterable[Job]) -> Iterator[Job]:
    """The jobs; at the first, workers begin to import what they will need."""
    for number, job in enumerate(jobs):
        if number == 0:
            get_ready()
        yield job


def _probe(submit: Submit) -> None:
    """After a breakdown: can workers run at all, or is it not a file's fault?"""
    try:
        submit(()).result(timeout=GRACE)
    except Exception as error:
        raise DebtscanError("worker processes cannot be kept running on this machine") from error


def explain(error: BaseException, limits: Limits, batch: Batch) -> Unread:
    """What a user is told about a file that took its worker down."""
    from pebble import ProcessExpired

    if isinstance(error, TimeoutError):
        return Unread("", "timeout", f"not done after {limits.patience(batch):.0f} s")
    if isinstance(error, MemoryError):
        return Unread("", "memory", _SHORT_OF_MEMORY)
    if not isinstance(error, ProcessExpired):
        return Unread("", "crash", f"{type(error).__name__}: {error}"[:200])
    return _explain_exit(error.exitcode)


_SHORT_OF_MEMORY = "needs more memory than a worker may have"


def _explain_exit(code: int) -> Unread:
    if code == OUT_OF_MEMORY:
        return Unread("", "memory", _SHORT_OF_MEMORY)
    try:
        name = signal.Signals(-code).name
    except ValueError:
        return Unread("", "crash", f"the worker ended with code {code}")
    if name in ("SIGKILL", "SIGABRT"):  # the kernel's way and Rust's way
        return Unread("", "memory", f"took its worker down, likely for want of memory ({name})")
    if name == "SIGALRM":
        return Unread("", "timeout", "the worker's own alarm went off")
    return Unread("", "crash", f"took its worker down ({name})")


def processors() -> int:
    """How many processors this process may use, which affinity can make fewer than there are."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
