"""Notebooks as people write them in Markdown: `# %%` opens a cell.

`# %% [markdown]` and `# %% [raw]` open cells of those kinds, `# %% [3]` a code cell that was
run third. What stands before the first `# %%` is a cell too, unless it is empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_OPENING = re.compile(r"# %%(?: +\[(?P<what>markdown|raw|\d+)\])? *")


@dataclass
class _Cell:
    what: str = ""
    lines: list[str] = field(default_factory=list)


def notebook(text: str) -> str:
    """The `.ipynb` JSON of such a text, as Jupyter would write it."""
    cells = [_json_cell(cell) for cell in _split(text.splitlines())]
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def places(lines: Sequence[str]) -> list[tuple[int, int]]:
    """For each line the cell it is in and its line there, both from 1; openings are line 0."""
    where = []
    cell = line = 0
    for text in lines:
        if _OPENING.fullmatch(text):
            cell, line = cell + 1, 0
        elif cell or text.strip():
            cell, line = max(cell, 1), line + 1
        where.append((cell, line))
    return where


def _split(lines: Sequence[str]) -> list[_Cell]:
    cells: list[_Cell] = []
    for line in lines:
        if opening := _OPENING.fullmatch(line):
            cells.append(_Cell(opening["what"] or ""))
        elif cells or line.strip():
            if not cells:
                cells.append(_Cell())
            cells[-1].lines.append(line)
    return cells


def _json_cell(cell: _Cell) -> dict[str, object]:
    while cell.lines and not cell.lines[-1].strip():
        cell.lines.pop()
    source = [f"{line}\n" for line in cell.lines[:-1]] + cell.lines[-1:]
    if cell.what in ("markdown", "raw"):
        return {"cell_type": cell.what, "metadata": {}, "source": source}
    count = int(cell.what) if cell.what else None
    return {
        "cell_type": "code",
        "execution_count": count,
        "metadata": {},
        "outputs": [],
        "source": source,
    }
