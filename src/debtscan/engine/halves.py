"""Stage 6 on two processors: a copy of this process takes rules from one end, we from the other.

Rules share the indices of the project, and those that share most stand together in their packs:
starting from both ends builds little twice. Linux only, and only while no other thread runs: a
copy would inherit its locks and not the thread. Whatever the copy does not send back, for it
died or a rule failed in it, is asked here.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence

import msgspec

from debtscan.model import Hit

Answer = tuple[list[Hit], float]  #: what a rule yields, and the seconds that took
Ask = Callable[[int], Answer]  #: by the rule's number
WORTH_IT = 100  #: files; below, copying the process costs what it saves
MOST = 2_000_000_000  #: bytes of this process: counting references copies most of them in time

_Answers = dict[int, Answer]
_decoder = msgspec.msgpack.Decoder(_Answers)


def possible(processors: int, files: int) -> bool:
    """Whether two halves can and should be made of the work."""
    if sys.platform != "linux" or processors < 2 or files < WORTH_IT:
        return False
    from resource import RUSAGE_SELF, getrusage

    held = getrusage(RUSAGE_SELF).ru_maxrss * 1024
    return threading.active_count() == 1 and held < MOST


def in_halves(ask: Ask, number: int) -> list[Answer]:
    """The answers of the rules 0 to ``number`` - 1. Raises what ``ask`` raises first."""
    with _tokens(number) as tokens, _copy(ask, number, tokens) as answers:
        mine = {rule: ask(rule) for rule in _taken(tokens, range(number))}
        known = answers() | mine
    return [known[rule] if rule in known else ask(rule) for rule in range(number)]


@contextlib.contextmanager
def _tokens(number: int) -> Iterator[int]:
    """A pipe with one byte for each rule: whoever draws it asks one more."""
    source, sink = os.pipe()
    os.write(sink, bytes(number))
    os.close(sink)
    try:
        yield source
    finally:
        os.close(source)


def _taken(tokens: int, rules: Sequence[int]) -> Iterator[int]:
    for rule in rules:
        if not os.read(tokens, 1):
            return
        yield rule


@contextlib.contextmanager
def _copy(ask: Ask, number: int, tokens: int) -> Iterator[Callable[[], _Answers]]:
    source, sink = os.pipe()
    child = _fork()
    if child == 0:
        _be_copy(ask, _taken(tokens, range(number - 1, -1, -1)), sink)
    os.close(sink)
    try:
        with os.fdopen(source, "rb") as answers:
            yield lambda: _decoded(answers.read())
    finally:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _fork() -> int | None:
    """Zero in the copy, its number here; None where no process may be added."""
    try:
        return os.fork()
    except OSError:
        return None


def _be_copy(ask: Ask, rules: Iterator[int], sink: int) -> None:
    """Never returns, and never runs what the caller wants done at the end of its process."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        answers = {}
        for rule in rules:
            with contextlib.suppress(Exception):
                answers[rule] = ask(rule)
        with os.fdopen(sink, "wb") as told:
            told.write(msgspec.msgpack.encode(answers))
    finally:
        os._exit(0)


def _decoded(content: bytes) -> _Answers:
    try:
        return _decoder.decode(content)
    except msgspec.DecodeError:
        return {}
