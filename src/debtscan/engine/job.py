"""The map stage's unit of work: bytes in, encoded facts out."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from debtscan.engine.codec import encode
from debtscan.facts import FileFacts, Kind, Unread

STACK_BYTES = 64 * 1024 * 1024
OUT_OF_MEMORY = 77  #: exit code of a worker that gave up for want of memory
Extract = Callable[[Kind, bytes], FileFacts | Unread]


@dataclass(frozen=True, slots=True)
class Job:
    """The content of one file and its names; the path serves messages only."""

    path: str
    kind: Kind
    digest: str
    content: bytes


def work(jobs: Sequence[Job], extract: Extract | None, seconds: float) -> list[bytes]:
    """`run` as a worker process does it; the process does not survive hanging or starving.

    ``seconds`` arms an alarm of the operating system: native code that never returns is ended
    even when the parent is gone and nobody else would.
    """
    _alarm(seconds)
    try:
        return run(jobs, extract)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what it still holds would fail the next file too
    finally:
        _alarm(0)
        gc.collect()  # cheap: all that was there before the first task is frozen


def run(jobs: Sequence[Job], extract: Extract | None = None) -> list[bytes]:
    """Each job's encoded facts, in order, made on a stack deep enough for deep code."""
    outcome: list[bytes | MemoryError] = []
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=_run_all, args=(jobs, extract or _syntax(), outcome))
    thread.start()
    thread.join()
    if starved := [each for each in outcome if isinstance(each, MemoryError)]:
        raise starved[0]
    return [each for each in outcome if isinstance(each, bytes)]


def _run_all(jobs: Sequence[Job], extract: Extract, outcome: list[bytes | MemoryError]) -> None:
    try:
        outcome.extend(_run_one(job, extract) for job in jobs)
    except MemoryError as error:
        outcome.append(error)


def _run_one(job: Job, extract: Extract) -> bytes:
    try:
        result = extract(job.kind, job.content)
        if isinstance(result, FileFacts):
            result = msgspec.structs.replace(result, digest=job.digest)
        return encode(result)
    except MemoryError:
        raise
    except RecursionError:
        return encode(Unread("", "too-deep", "nested too deeply to follow"))
    except BaseException as error:
        # A fault of ours, or a panic of native code (which is no `Exception`): the file is
        # shown as unread, and every other file lives on.
        return encode(Unread("", "crash", f"{type(error).__name__}: {error}"[:200]))


def _syntax() -> Extract:
    from debtscan.syntax import extract

    return extract


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
