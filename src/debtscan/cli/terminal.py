"""What the terminal can and wants to show."""

from __future__ import annotations

import os
import sys
from typing import TextIO

PIPE_WIDTH = 100  #: columns when nobody says how wide the page is
_NARROWEST, _WIDEST = 40, 400


def wants_color(choice: str) -> bool:
    """Whether stdout gets colour: as told, else NO_COLOR, FORCE_COLOR, else a real terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_interactive(sys.stdout)


def is_interactive(stream: TextIO | None) -> bool:
    """Whether a person looks at this stream, in a terminal that can do more than type."""
    if stream is None or os.environ.get("TERM") == "dumb" or _in_ci():
        return False
    return stream.isatty()


def width() -> int:
    """The columns of the page: COLUMNS, else the terminal's, else `PIPE_WIDTH`."""
    given = os.environ.get("COLUMNS", "")
    columns = int(given[:6]) if given.isascii() and given.isdigit() else 0
    if not columns:
        try:
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError, AttributeError):
            columns = 0
    return max(_NARROWEST, min(columns or PIPE_WIDTH, _WIDEST))


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")
