"""The source lines under a finding, read again from the file, secrets taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from debtscan.facts import FileFacts, Kind, Unread
from debtscan.model import Location
from debtscan.model.redaction import redact
from debtscan.report import ExcerptLine
from debtscan.source import SourceFile, SourcePath, decode, read
from debtscan.syntax.notebook_json import read_cells

LINES = 3  #: shown of a longer range
#: of these the keys are shown and the values are not: they may be anybody's secrets
_CONFIGURATION = frozenset({Kind.YAML, Kind.TOML, Kind.JSON, Kind.INI, Kind.ENV})
_VALUE = re.compile(r"((?:^\s*-|[:=])\s*)(?![\w.-]+\s*:\s)[^\s\[\]{},][^\n]*")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_CACHED_FILES = 32
Texts = Mapping[int, Sequence[str]]  #: the lines of each cell; of a plain file under 0


class Excerpts:
    """Callable as the `Excerpt` of a report. A file that changed or went away gives nothing."""

    def __init__(self, root: Path, files: Sequence[FileFacts]) -> None:
        self._root = root
        self._files = {file.path: file for file in files}
        self._texts = lru_cache(_CACHED_FILES)(self._read)

    def __call__(self, at: Location) -> tuple[tuple[ExcerptLine, ...], int]:
        """The first lines of a range, and how many were left out."""
        texts = self._texts(at.path).get(at.cell, ())
        shown = _without_values if self._is_configuration(at.path) else redact
        last = min(at.last_line, at.line + LINES - 1, len(texts))
        lines = [
            ExcerptLine(number, shown(texts[number - 1]))
            for number in range(max(1, at.line), last + 1)
        ]
        while lines and not lines[-1].text.strip():
            lines.pop()
        return tuple(lines), at.last_line - lines[-1].number if lines else 0

    def _is_configuration(self, path: str) -> bool:
        return path in self._files and self._files[path].kind in _CONFIGURATION

    def _read(self, path: str) -> Texts:
        facts = self._files.get(path)
        if facts is None:
            return {}
        file = read(self._root, SourcePath(path, facts.kind, facts.role, 0))
        if isinstance(file, Unread) or (facts.digest and file.digest != facts.digest):
            return {}
        return _cells(file) if file.kind is Kind.NOTEBOOK else _lines(file)


def _without_values(line: str) -> str:
    return redact(_VALUE.sub(r"\1…", line, count=1))


def _lines(file: SourceFile) -> Texts:
    text = decode(file.content, file.kind)
    return {} if isinstance(text, Unread) else {0: _NEWLINE.split(text)}


def _cells(file: SourceFile) -> Texts:
    try:
        cells, _ = read_cells(file.content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return {cell.number: cell.lines for cell in cells}
