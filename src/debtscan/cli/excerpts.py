"""The source lines under a finding, read again from the file, secrets taken out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from debtscan.facts import FileFacts, Unread
from debtscan.model import Location
from debtscan.model.redaction import redact
from debtscan.report import ExcerptLine
from debtscan.source import SourcePath, decode, read

LINES = 3  #: shown of a longer range
_NEWLINE = re.compile(r"\r\n|\r|\n")
_CACHED_FILES = 32


class Excerpts:
    """Callable as the `Excerpt` of a report. A file that changed or went away gives nothing."""

    def __init__(self, root: Path, files: Sequence[FileFacts]) -> None:
        self._root = root
        self._files = {file.path: file for file in files}
        self._lines = lru_cache(_CACHED_FILES)(self._read)

    def __call__(self, at: Location) -> tuple[tuple[ExcerptLine, ...], int]:
        """The first lines of a range, and how many were left out."""
        texts = self._cell(at) if at.cell else self._lines(at.path)
        wanted = range(at.line, min(at.last_line, at.line + LINES - 1) + 1)
        lines = [
            ExcerptLine(number, redact(texts[number - 1]))
            for number in wanted
            if 0 < number <= len(texts)
        ]
        while lines and not lines[-1].text.strip():
            lines.pop()
        return tuple(lines), at.last_line - lines[-1].number if lines else 0

    def _read(self, path: str) -> Sequence[str]:
        facts = self._files.get(path)
        if facts is None:
            return ()
        file = read(self._root, SourcePath(path, facts.kind, facts.role, 0))
        if isinstance(file, Unread) or (facts.digest and file.digest != facts.digest):
            return ()
        text = decode(file.content, file.kind)
        return () if isinstance(text, Unread) else _NEWLINE.split(text)

    def _cell(self, at: Location) -> Sequence[str]:
        """The lines of a notebook's cell, from the lines of the file that hold them."""
        facts = self._files.get(at.path)
        cells = [cell for cell in facts.cells if cell.number == at.cell] if facts else []
        if not cells:
            return ()
        raw = self._lines(at.path)
        return [_source_line(raw[n - 1]) if 0 < n <= len(raw) else "" for n in cells[0].raw_lines]


def _source_line(raw: str) -> str:
    r"""`    "x = 1\n",` of a notebook file as `x = 1`; "" for what is no such line."""
    try:
        text = json.loads(raw.strip().rstrip(","))
    except ValueError:
        return ""
    return text.rstrip("\n") if isinstance(text, str) else ""
