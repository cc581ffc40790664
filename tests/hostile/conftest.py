"""Root passes over permissions: here it is held to them like anybody."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_VERSION = 0x20080522  #: of the structures of capset(2)
_PASSING_OVER = 0b110  #: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
_GET_SECUREBITS, _SET_SECUREBITS = 27, 28  #: of prctl(2)
_NO_RIGHTS_FOR_ROOT = 1  #: SECBIT_NOROOT: programs that are started get none back


@pytest.fixture
def permissions_bind(tmp_path: Path) -> Iterator[None]:
    """Permissions bind this thread and the processes it starts; a skip where they cannot."""
    restore = _give_up_rights() if os.name != "nt" and os.geteuid() == 0 else lambda: None
    try:
        if os.name == "nt" or _reads_all(tmp_path):
            pytest.skip("nothing binds this user: neither permissions nor capset(2)")
        yield
    finally:
        restore()


def _give_up_rights() -> Callable[[], None]:
    """Returns what takes them back."""
    libc = ctypes.CDLL(None)
    header, rights = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    if not hasattr(libc, "capset") or libc.capget(header, rights):
        return lambda: None
    held, bits = rights[0], libc.prctl(_GET_SECUREBITS)

    def put(effective: int, securebits: int) -> None:
        rights[0] = effective
        libc.prctl(_SET_SECUREBITS, securebits)
        libc.capset(header, rights)

    put(held & ~_PASSING_OVER, bits | _NO_RIGHTS_FOR_ROOT)
    return lambda: put(held, bits)


def _reads_all(folder: Path) -> bool:
    locked = folder / "locked"
    locked.touch(mode=0)
    try:
        return os.access(locked, os.R_OK, effective_ids=True)
    finally:
        locked.unlink()
