"""Spreads jobs over an executor in batches, and finds the guilty one when a batch is lost.

A batch of small files is one task. When it crashes or runs out of time its files are tried
again one by one, so that the innocent are unharmed. Nothing is asked of the executor but to put
a batch somewhere and hand back a future; a broken one raises `BrokenExecutor`, and the backlog
then holds all that is still to do.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass

from debtscan.engine.codec import encode
from debtscan.engine.job import Job
from debtscan.facts import Unread

Batch = tuple[Job, ...]
Submit = Callable[[Batch], "Future[list[bytes]]"]
MEGABYTE = 1_000_000
GRACE = 30  #: seconds beyond a task's own limit before the executor itself counts as broken
SUSPICIONS = 2  #: a job alone in its task may be under way in so many breakdowns


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use, and how much goes into one task."""

    seconds: float = 30.0  #: wall clock of a task, and for every megabyte of content again
    memory: int = 4096 * MEGABYTE  #: bytes of address space
    batch_bytes: int = 128_000
    batch_files: int = 32

    def patience(self, batch: Batch) -> float:
        """Seconds until a task counts as hung."""
        size = sum(len(job.content) for job in batch)
        return self.seconds * (1 + size / MEGABYTE)


Explain = Callable[[BaseException, Limits, Batch], Unread]


def batched(jobs: Iterable[Job], limits: Limits) -> Iterator[Batch]:
    """Jobs in order, as many to a batch as the limits allow; a large one goes alone."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        if batch and (
            size + len(job.content) > limits.batch_bytes or len(batch) == limits.batch_files
        ):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(job)
        size += len(job.content)
    if batch:
        yield tuple(batch)


class Backlog:
    """The batches still to do: those that failed first, then the fresh ones."""

    def __init__(self, batches: Iterator[Batch]) -> None:
        self._fresh = batches
        self._again: deque[Batch] = deque()
        self._suspicions: Counter[str] = Counter()

    def next(self) -> Batch | None:
        """The next batch, None when nothing is left."""
        return self._again.popleft() if self._again else next(self._fresh, None)

    @property
    def empty(self) -> bool:
        """Whether all is done."""
        if not self._again and (batch := next(self._fresh, None)):
            self._again.append(batch)
        return not self._again

    def again(self, batch: Batch) -> None:
        """Try the jobs of a lost batch one by one."""
        self._again.extend((job,) for job in batch)

    def suspect(self, batch: Batch) -> bool:
        """Note a batch under way when the executor broke; True when it has been too often."""
        if len(batch) > 1:
            return False
        self._suspicions[batch[0].path] += 1
        return self._suspicions[batch[0].path] > SUSPICIONS


def spread(
    backlog: Backlog, submit: Submit, explain: Explain, limits: Limits, window: int
) -> Iterator[tuple[Job, bytes]]:
    """Each job with its encoded facts, as they are done; at most ``window`` tasks under way."""
    pending: dict[Future[list[bytes]], Batch] = {}
    try:
        while _fill(pending, backlog, submit, window):
            for future in _finished(pending, limits):
                yield from _settled(future, pending[future], backlog, explain, limits)
                del pending[future]
    except BrokenExecutor as error:
        for batch in pending.values():
            if backlog.suspect(batch):
                yield batch[0], encode(explain(error, limits, batch))
            else:
                backlog.again(batch)
        raise


def _fill(
    pending: dict[Future[list[bytes]], Batch], backlog: Backlog, submit: Submit, window: int
) -> bool:
    while len(pending) < window and (batch := backlog.next()):
        try:
            pending[submit(batch)] = batch
        except BrokenExecutor:
            backlog.again(batch)
            raise
    return bool(pending)


def _finished(
    pending: dict[Future[list[bytes]], Batch], limits: Limits
) -> set[Future[list[bytes]]]:
    longest = max(limits.patience(batch) for batch in pending.values())
    done, _ = wait(pending, timeout=longest + GRACE, return_when=FIRST_COMPLETED)
    if not done:
        raise BrokenExecutor("no task came back")
    return done


def _settled(
    future: Future[list[bytes]], batch: Batch, backlog: Backlog, explain: Explain, limits: Limits
) -> Iterator[tuple[Job, bytes]]:
    error = future.exception()
    if error is None:
        yield from zip(batch, future.result(), strict=True)
    elif isinstance(error, BrokenExecutor):
        raise error
    elif len(batch) > 1:
        backlog.again(batch)
    else:
        yield batch[0], encode(explain(error, limits, batch))
