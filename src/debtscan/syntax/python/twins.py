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
        self._lines = None if text.isascii() else text.encode("utf-8", "replace").split(b"\n")
        self._ranges = ranges

    def span(self, node: cst.CSTNode, twin: Any) -> Span:
        """The span of `node`; columns from 1, the end exclusive."""
        if self._ranges is not None:
            return self._generated(node)
        line = twin.lineno
        if not line:
            return Span(1)
        if self._lines is None:
            return Span(line, twin.col_offset + 1, twin.end_lineno, twin.end_col_offset + 1)
        return Span(
            line,
            self._column(line, twin.col_offset),
            twin.end_lineno,
            self._column(twin.end_lineno, twin.end_col_offset),
        )

    def _column(self, line: int, offset: int) -> int:
        assert self._lines is not None
        if line > len(self._lines):
            return offset + 1
        return len(self._lines[line - 1][:offset].decode("utf-8", "replace")) + 1

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
