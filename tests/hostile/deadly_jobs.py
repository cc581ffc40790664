"""Extractors that misbehave on command; workers import them by name."""

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from debtscan.facts import FileFacts, Kind, Unread

DEADLY = {
    b"segfault": "crash",
    b"sleep": "timeout",
    b"spin": "timeout",
    b"allocate": "memory",
    b"abort": "memory",
    b"kill": "memory",
    b"exit": "crash",
    b"panic": "crash",
    b"raise": "crash",
    b"recurse": "too-deep",
}


class Panic(BaseException):
    """Like the one of PyO3: no `Exception`."""


def extract(kind: Kind, content: bytes) -> FileFacts | Unread:
    action = ACTIONS.get(content)
    if action:
        action()
    return FileFacts(kind, lines=content.count(b"\n"), docstrings=((len(content), 0),))


def _spin() -> None:
    libc = ctypes.PyDLL(None)  # keeps the interpreter's lock, as native parsers do
    while True:
        libc.sleep(5)


def _announce() -> None:
    Path("announced").touch()
    _spin()


def _allocate() -> None:
    held = []
    while True:
        held.append(bytes(50_000_000))


def _panic() -> None:
    os.write(2, b"thread panicked at src/lib.rs\n")
    raise Panic("at src/lib.rs")


def _raise() -> None:
    raise ValueError("a bug of ours")


def _recurse(depth: int = 0) -> None:
    _recurse(depth + 1)


def _noise() -> None:
    print("to standard output", flush=True)
    os.write(2, b"memory allocation of 10 bytes failed\n")
    sys.stderr.write("to standard error\n")


ACTIONS = {
    b"segfault": lambda: ctypes.string_at(0),
    b"sleep": lambda: time.sleep(3600),
    b"spin": _spin,
    b"allocate": _allocate,
    b"abort": os.abort,
    b"kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    b"exit": lambda: os._exit(3),
    b"panic": _panic,
    b"raise": _raise,
    b"recurse": _recurse,
    b"noise": _noise,
    b"announce": _announce,
}
