"""Ignore files: a module they name may be there on the machine of whoever wrote them."""

from __future__ import annotations

from debtscan.facts import FileFacts, Kind
from debtscan.syntax.words import lines_of


def extract_ignore(content: bytes) -> FileFacts:
    """The patterns of a `.gitignore`, in whatever encoding: most are ASCII."""
    text = content.decode("utf-8-sig", "replace")
    lines = [line.strip() for line in text.splitlines()]
    patterns = [line for line in lines if line and not line.startswith("#")]
    return FileFacts(Kind.IGNORE, lines=lines_of(text), ignores=tuple(patterns))
