"""Puts the reports where they were asked for."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from debtscan.cli import terminal
from debtscan.cli.request import Request
from debtscan.cli.streams import deliver, notice
from debtscan.model import DebtscanError
from debtscan.report import Excerpt, Look, Report, render, verdict_lines
from debtscan.report.accepted_text import acceptance_lines
from debtscan.report.remarks import remarks
from debtscan.report.unread_text import left_out_lines
from debtscan.report.wording import coverage_line

_PEOPLE = "console"
_CACHE = frozenset({"console", "markdown"})  #: say how many files were known from the cache
_UNREAD = frozenset({*_CACHE, "json", "html"})  #: name what was not read, and what is not judged
#: say what is hidden, what was not asked, and what of suppressions and baseline is to look at
_TELL_ALL = frozenset({*_UNREAD, "sarif", "github", "junit"})
SUMMARY = "GITHUB_STEP_SUMMARY"


def put(report: Report, request: Request, excerpt: Excerpt) -> None:
    """Write every output: files first, so that a failing one is told before the report.

    Where no console report goes to stdout, a failed verdict goes to stderr; what the formats
    leave out goes there too.
    """
    for output in sorted(request.outputs, key=lambda output: output.file is None):
        to_screen = output.file is None
        text = render(report, output.format, _look(request, excerpt, to_screen))
        if output.file is None:
            deliver(text)
        else:
            _write(output.file, text)
    _tell_rest(report, request)
    if not any(output.file is None and output.format == _PEOPLE for output in request.outputs):
        _tell_failure(report)


def _write(file: Path, text: str) -> None:
    """A job summary belongs to all commands of its step: what others wrote there stays."""
    summary = os.environ.get(SUMMARY)
    if summary and os.path.realpath(file) == os.path.realpath(summary) and file.is_file():
        text = f"{_text_of(file)}{text}"
    write_whole(file, text)


def _text_of(file: Path) -> str:
    try:
        before = file.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise DebtscanError(f"cannot read {file}: {error.strerror}") from error
    return f"{before}\n" if before and not before.endswith("\n") else before


def write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it; a pipe or device is written as it is.
    Raises `DebtscanError`."""
    content = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            path.write_bytes(content)
        else:
            _replace(path.resolve(), content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DebtscanError(f"cannot write {path}: {reason}") from error


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".debtscan-")
    temporary = Path(name)
    try:
        os.close(descriptor)
        temporary.write_bytes(content)
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _mode(path: Path) -> int:
    """What the file had, or what any new file would get."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _look(request: Request, excerpt: Excerpt, to_screen: bool) -> Look:
    return Look(
        width=terminal.width(),
        color=to_screen and terminal.wants_color(request.color),
        show=request.show,
        show_unread=request.show_unread,
        quiet=request.quiet,
        excerpt=excerpt,
    )


def _tell_rest(report: Report, request: Request) -> None:
    """What is read now is what went to stdout, so that this is what must say it, whatever the
    files hold; without it, each of the files."""
    on_screen = [output.format for output in request.outputs if output.file is None]
    read = set(on_screen or (output.format for output in request.outputs))
    if not read <= _CACHE:
        notice(coverage_line(report.coverage))
    if request.show_unread and not read <= _UNREAD:
        for line in left_out_lines(report.coverage):
            notice(line)
    if not read <= _TELL_ALL:
        beside = (each.line for each in remarks(report) if each.kind != "coverage")
        for line in (*beside, *acceptance_lines(report.acceptance)):
            notice(line)


def _tell_failure(report: Report) -> None:
    if not report.verdict.passed:
        for line in verdict_lines(report.verdict):
            notice(line)
