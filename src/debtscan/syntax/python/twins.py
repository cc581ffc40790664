"""Positions without libcst's metadata: `ast.parse` the same text and walk both trees in step.

libcst's `PositionProvider` costs more than the parse itself. The standard parser gives every
node its place for an eighth of a libcst parse, and the two grammars correspond node by node.
Where it cannot read the text (syntax newer than the running Python, or too deep for it), one
libcst code generation notes where each node starts and ends, and `Nowhere` stands in for
every missing twin.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from typing import Any

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from debtscan.facts import Span


class Nowhere:
    """A twin that is not there: every child of it is itself, every list of it is endless."""

    lineno = end_lineno = 0

    def __getattr__(self, name: str) -> Nowhere:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator[Nowhere]:
        while True:
            yield self

    def __getitem__(self, index: int) -> Nowhere:
        return self


NOWHERE = Nowhere()


class Places:
    """Turns a node and its twin into a `Span`. Columns are code points."""

    def __init__(self, text: str, ranges: dict[cst.CSTNode, CodeRange] | None = None) -> None:
        #: the bytes of lines where a byte is not always a character
        self._wide: dict[int, bytes] = {}
        if not text.isascii():
            lines = enumerate(text.split("\n"), start=1)
            self._wide = {
                n: line.encode("utf-8", "replace") for n, line in lines if not line.isascii()
            }
        self._ranges = ranges

    def span(self, node: cst.CSTNode, twin: Any) -> Span:
        """The span of `node`; columns from 1, the end exclusive."""
        return self.of(twin) if self._ranges is None else self._generated(node)

    def of(self, twin: Any) -> Span:
        """The span of a node of the standard parser."""
        line, end_line = twin.lineno, twin.end_lineno
        if not line:
            return Span(1)
        start, end = twin.col_offset, twin.end_col_offset
        if self._wide:
            start, end = self._characters(line, start), self._characters(end_line, end)
        return Span(line, start + 1, end_line, end + 1)

    def _characters(self, line: int, offset: int) -> int:
        wide = self._wide.get(line)
        return offset if wide is None else len(wide[:offset].decode("utf-8", "replace"))

    def _generated(self, node: cst.CSTNode) -> Span:
        assert self._ranges is not None
        found = self._ranges.get(node)
        if found is None:
            return Span(1)
        start, end = found.start, found.end
        return Span(start.line, start.column + 1, end.line, end.column + 1)


def pair(text: str, module: cst.Module) -> tuple[cst.Module, Any, Places]:
    """The tree to walk, its twin, and the way to positions."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            twin = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
        ranges = dict(wrapper.resolve(PositionProvider))
        return wrapper.module, NOWHERE, Places(text, ranges)
    return module, twin, Places(text)
