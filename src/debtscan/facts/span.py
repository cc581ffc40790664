"""A range of the text that was parsed."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, array_like=True, gc=False, order=True):
    """Lines and columns from 1; columns count code points; the end column is exclusive.

    In a notebook the lines are those of the assembled code; `FileFacts.locate` turns them
    into a cell and a line of it.
    """

    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0
