"""Where the baseline file is, and reading it as the stranger's file that it may be."""

from __future__ import annotations

import os
from pathlib import Path

from debtscan.acceptance import Record, decode_baseline
from debtscan.cli.request import Request
from debtscan.engine import Settings
from debtscan.model import DebtscanError
from debtscan.source.opening import RefusedError, read_regular

DEFAULT = "debtscan-baseline.jsonl"
LARGEST = 100_000_000  #: bytes; half a million records


def find_baseline(root: Path, settings: Settings, request: Request) -> Path | None:
    """The baseline of a run; None when there is none, or none is wanted.

    Raises `DebtscanError` when one was named and is not there.
    """
    if not request.use_baseline:
        return None
    file = baseline_file(root, settings)
    if os.path.lexists(file):
        return file
    if settings.baseline is None:
        return None
    raise DebtscanError(f"no such baseline: {settings.baseline} (debtscan baseline create)")


def baseline_file(root: Path, settings: Settings) -> Path:
    """Where the baseline is or would be. Raises `DebtscanError` where links of the repository
    lead a name that nobody typed out of it: it would be read, and written, elsewhere."""
    named = settings.baseline or DEFAULT
    file = root / named
    if not Path(named).is_absolute() and not _within(root, file):
        raise DebtscanError(f"{named}: leads out of the project; name it with --baseline")
    return file


def _within(root: Path, file: Path) -> bool:
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root))


def read_baseline(file: Path) -> list[Record]:
    """Its records. Raises `DebtscanError` in one line that names the file."""
    try:
        content = read_regular(os.path.realpath(file), LARGEST)
    except RefusedError as refused:
        reason = f"{refused.reason}) {refused.detail}".strip()
        raise DebtscanError(f"{file.name}: cannot be read ({reason}") from refused
    return decode_baseline(content.decode("utf-8-sig", "replace"), file.name)
