"""One injected debt: files as they will be, with the lines that hold it.

Text is edited with a mark at the end of every line a finding may stand on; the mark is taken
off before anything is written. Knows nothing of how debts are found.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field

MARK = "⟵"
WHOLE = 1_000_000  #: the last line of a place that is a whole file


class UnfitError(Exception):
    """The host has no place for this kind of debt; not an error."""


@dataclass(frozen=True)
class Place:
    """Lines of one file, first and last included."""

    path: str
    first: int
    last: int


@dataclass
class Draft:
    """Files to write over a host. ``read`` are files that must stay as they are for the debt to
    be one: other debts of the same scan keep away from them. ``claims`` are what no two debts of
    one scan may be about: a second copy of one function would hide or show the first."""

    host: Mapping[str, str]
    files: dict[str, str] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    note: str = ""

    def text(self, path: str) -> str:
        """The file as it stands in this draft. Raises `UnfitError` where there is none."""
        if path in self.files:
            return self.files[path]
        if path not in self.host:
            raise UnfitError(f"no {path}")
        return self.host[path]

    def write(self, path: str, text: str, whole: bool = False) -> None:
        """Put a file; ``whole``: a finding may stand anywhere in it."""
        self.files[path] = textwrap.dedent(text).lstrip("\n")
        if whole:
            self.places.append(Place(path, 0, WHOLE))

    def replace(self, path: str, old: str, new: str, count: int = 1) -> None:
        """Put ``new`` for the first ``old``. Raises `UnfitError` where there is none."""
        text = self.text(path)
        if old not in text:
            raise UnfitError(f"{path} has no {old!r}")
        self.files[path] = text.replace(old, new, count)

    def after(self, path: str, anchor: str, new: str) -> None:
        """Put lines below the first line that holds the anchor, as deep as they are given."""
        lines = self.text(path).splitlines()
        row = next((n for n, line in enumerate(lines) if anchor in line), None)
        if row is None:
            raise UnfitError(f"{path} has no {anchor!r}")
        lines[row + 1 : row + 1] = new.lstrip("\n").splitlines()
        self.files[path] = "\n".join(lines) + "\n"

    def before(self, path: str, anchor: str, new: str) -> None:
        """Put lines above the first line that holds the anchor."""
        lines = self.text(path).splitlines()
        row = next((n for n, line in enumerate(lines) if anchor in line), None)
        if row is None:
            raise UnfitError(f"{path} has no {anchor!r}")
        lines[row:row] = new.lstrip("\n").splitlines()
        self.files[path] = "\n".join(lines) + "\n"

    def append(self, path: str, new: str) -> None:
        """Put lines at the end, before a closing `if __name__` block."""
        text, block = self.text(path), textwrap.dedent(new).strip("\n")
        head, main, tail = text.partition('\nif __name__ == "__main__":')
        self.files[path] = f"{head.rstrip()}\n\n\n{block}\n" + (f"\n{main}{tail}" if main else "")

    def cut(self, path: str, first: int, last: int, lines: list[str]) -> None:
        """Put ``lines`` in place of the lines first to last, counted from 1."""
        rows = self.text(path).splitlines()
        rows[first - 1 : last] = lines
        self.files[path] = "\n".join(rows) + "\n"

    def finished(self) -> Draft:
        """Without marks, their lines as places. Raises `SyntaxError` for broken Python: the
        injected code must be something a person could have run."""
        done = Draft(self.host, {}, self.read, self.claims, list(self.places), self.note)
        for path, text in self.files.items():
            lines = text.splitlines()
            for number, line in enumerate(lines, 1):
                if MARK in line:
                    done.places.append(Place(path, number, number))
            done.files[path] = re.sub(rf"[ \t]*{MARK}", "", text)
            if path.endswith(".py"):
                ast.parse(done.files[path], path)
        if not done.places:
            raise ValueError("a draft without a place")
        return done


def marked(block: str) -> str:
    """Every line of a block that holds something, marked."""
    lines = block.strip("\n").splitlines()
    return "\n".join(f"{line}  {MARK}" if line.strip() else line for line in lines)
