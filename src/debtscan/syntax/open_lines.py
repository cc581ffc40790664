"""Does a physical line start a statement, or go on inside a string, bracket or backslash?"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"\"\"\"|'''|\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+\"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'"
    r"|(?P<comment>#.*)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<continued>\\\s*\Z)",
    re.DOTALL,
)


class OpenLine:
    """Fed line by line; `inside` says whether the next line goes on."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def inside(self) -> bool:
        """Whether the next line is part of what has been read."""
        return bool(self._quote) or self._depth > 0 or self._continued

    def read(self, line: str) -> None:
        """Take in one line."""
        self._continued = False
        at = 0
        while at < len(line):
            if self._quote:
                at = self._close_string(line, at)
                continue
            match = _TOKEN.search(line, at)
            if match is None:
                return
            self._take(match)
            at = match.end()

    def _close_string(self, line: str, at: int) -> int:
        closing = re.compile(rf"(?:[^\\]|\\.)*?{self._quote}", re.DOTALL).match(line, at)
        if closing is None:
            return len(line)
        self._quote = ""
        return closing.end()

    def _take(self, match: re.Match[str]) -> None:
        if match[0] in ('"""', "'''"):
            self._quote = match[0]
        elif match["open"]:
            self._depth += 1
        elif match["close"]:
            self._depth = max(0, self._depth - 1)
        elif match["continued"]:
            self._continued = True
