"""The two streams: the report alone goes to stdout, everything else to stderr."""

import contextlib
import os
import sys
from typing import TextIO

from debtscan.model.errors import DebtscanError


def deliver(text: str) -> None:
    """Write a report to stdout. A reader that went away changes nothing; raises
    `DebtscanError` when the text cannot be written otherwise."""
    if sys.stdout is None:
        raise DebtscanError("stdout is closed")
    _accept_all(sys.stdout)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _sink(sys.stdout)
    except OSError as error:
        _sink(sys.stdout)
        raise DebtscanError(f"cannot write to stdout: {error.strerror}") from error


def complain(text: str) -> None:
    """One line on stderr about what ended the run, whatever it quotes."""
    notice(f"debtscan: {text}")


def notice(text: str) -> None:
    """One line on stderr."""
    from debtscan.report.visibility import visible

    if sys.stderr is None:
        return
    with contextlib.suppress(OSError):
        _accept_all(sys.stderr)
        sys.stderr.write(f"{visible(text)}\n")
        sys.stderr.flush()


def _accept_all(stream: TextIO) -> None:
    """UTF-8 into files and pipes, whatever the locale; a terminal keeps its own encoding."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors="backslashreplace")
    else:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _sink(stream: TextIO) -> None:
    """Let what is still buffered drain to nowhere, else the interpreter complains at its end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
