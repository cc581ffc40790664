"""What expressions are known to be: strings as patterns with `*` for what is unknown."""

from __future__ import annotations

from collections.abc import Sequence

from debtscan.facts import FileFacts, Literal, Value
from debtscan.project.calls import Calls
from debtscan.project.symbols import Symbols


class Values:
    """Values propagated through constants, joins, defaults and calls."""

    def __init__(self, files: Sequence[FileFacts], symbols: Symbols, calls: Calls) -> None:
        self._files = files

    def pattern(self, file: FileFacts, value: Value, scope: int = 0) -> str | None:
        """A string value with `*` for unknown parts; None when nothing at all is known."""
        if isinstance(value, Literal) and isinstance(value.value, str):
            return value.value
        return None
