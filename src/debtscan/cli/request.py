"""What a run of `scan` was asked for, beyond the settings that files may give too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Output:
    """A format and where it goes; stdout without a file."""

    format: str
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """``settings`` holds only what was typed, by the names configuration files use."""

    targets: tuple[Path, ...]
    settings: Mapping[str, Any]
    outputs: tuple[Output, ...]
    configuration: Path | None = None
    show: int | None = 20
    show_unread: bool = False
    quiet: bool = False
    color: str = "auto"
    timing: bool = False
    strict: bool = False
    exit_zero: bool = False
    since: str | None = None  #: a revision: what was there before is not reported
    use_baseline: bool = True
    use_floors: bool = True  #: those of files and the environment
