"""Where a finding is, in the repository's own files: what CI systems show."""

from __future__ import annotations

from debtscan.model import Location

COLUMNS = "1-based code points"  #: how every format counts them


def repository_path(path: str, prefix: str) -> str:
    """The path from the repository's root."""
    return f"{prefix}{path}"


def file_line(at: Location) -> int:
    """The line of the file itself: of a notebook, in the `.ipynb`; 1 where it is unknown."""
    return (at.raw_line or 1) if at.cell else at.line


def cell_note(at: Location) -> str:
    """`cell 3, line 12: ` for a place in a notebook, else nothing."""
    return f"cell {at.cell}, line {at.line}: " if at.cell else ""
