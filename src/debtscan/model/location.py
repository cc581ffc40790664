"""Where something is, in words a person and a machine can both follow."""

from __future__ import annotations

from typing import NamedTuple


class Location(NamedTuple):
    """A range of one file; lines and columns count from 1, columns in code points.

    In a notebook ``line`` counts within the cell ``cell`` (1-based, code cells and others
    counted together), and ``raw_line`` is the line of the ``.ipynb`` file itself.
    """

    path: str
    line: int
    column: int = 1
    end_line: int = 0  #: 0 when unknown, read as ``line``
    end_column: int = 0  #: exclusive; 0 when unknown
    cell: int = 0  #: 0 outside notebooks
    raw_line: int = 0  #: 0 outside notebooks

    @property
    def last_line(self) -> int:
        """The last line of the range."""
        return self.end_line or self.line

    def __str__(self) -> str:
        place = f"cell {self.cell}:{self.line}" if self.cell else f"{self.line}"
        return f"{self.path}:{place}:{self.column}"
