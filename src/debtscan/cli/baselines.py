"""Where the baseline file is, and reading it as the stranger's file that it may be."""

from __future__ import annotations

from pathlib import Path

from debtscan.acceptance import Record, decode_baseline
from debtscan.cli.request import Request
from debtscan.engine import Settings
from debtscan.facts import Kind, Role, Unread
from debtscan.model import DebtscanError
from debtscan.source import SourcePath, read

DEFAULT = "debtscan-baseline.jsonl"


def find_baseline(root: Path, settings: Settings, request: Request) -> Path | None:
    """The baseline of a run; None when there is none, or none is wanted.

    Raises `DebtscanError` when one was named and is not there.
    """
    if not request.use_baseline:
        return None
    file = baseline_file(root, settings)
    if file.exists() or file.is_symlink():
        return file
    if settings.baseline is None:
        return None
    raise DebtscanError(f"no such baseline: {settings.baseline} (debtscan baseline create)")


def baseline_file(root: Path, settings: Settings) -> Path:
    """Where the baseline is or would be."""
    return root / (settings.baseline or DEFAULT)


def read_baseline(file: Path) -> list[Record]:
    """Its records. Raises `DebtscanError` in one line that names the file."""
    found = read(file.parent, SourcePath(file.name, Kind.TEXT, Role.SOURCE, 0))
    if isinstance(found, Unread):
        raise DebtscanError(f"{file.name}: cannot be read ({found.reason}) {found.detail}".strip())
    return decode_baseline(found.content.decode("utf-8", "replace"), file.name)
