"""The state of one walk: where we are, what was seen."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import Any
from zlib import crc32

import libcst as cst

from debtscan.facts import (
    Assignment,
    Branch,
    Call,
    Definition,
    ExceptClause,
    FreeName,
    Import,
    KeyAccess,
    Return,
    Shift,
    Span,
    Statements,
    Unreachable,
    Value,
)
from debtscan.syntax.python.scopes import Scope
from debtscan.syntax.python.twins import Places

STRING_LIMIT = 200  #: characters of a string kept in `FileFacts.strings`
CONSTANT_LIMIT = 120  #: characters of a string kept in the statement table


class Walk:
    """Everything the visitors write to."""

    def __init__(self, text: str, places: Places) -> None:
        self.lines = text.split("\n")
        self.span = places.span
        self.scope = Scope(0, "", None, is_class=False)
        self.scopes = [self.scope]
        self.imports: list[Import] = []
        self.definitions: list[Definition | None] = []
        self.calls: list[Call | None] = []
        self.assignments: list[Assignment] = []
        self.returns: list[Return] = []
        self.shifts: list[Shift] = []
        self.key_accesses: list[KeyAccess] = []
        self.branches: list[Branch] = []
        self.excepts: list[ExceptClause] = []
        self.unreachable: list[Unreachable] = []
        self.strings: dict[str, list[int]] = {}
        self.docstrings: list[tuple[int, int]] = []
        self.long_strings: list[tuple[int, int]] = []  #: (first, last) lines
        self.trailing: list[tuple[int, str]] = []  #: comments behind code
        self.queries: dict[tuple[int, int], tuple[Value, Span, int]] = {}  #: by where it starts
        self.rows = Rows()
        self.main_guard = False
        self.exports: tuple[str, ...] = ()
        self.captured: set[str] = set()
        self.free: tuple[FreeName, ...] = ()
        self.guards: list[str] = []
        self.tested: list[str] | None = None  #: names read by the condition being walked
        self.level = 0  #: nesting of the value being built
        self.line = 1  #: of the statement being walked

    def read(self, dotted: str, twin: Any) -> None:
        """A dotted name is read."""
        self.scope.read(dotted, twin.lineno or self.line)
        if self.tested is not None:
            self.tested.append(dotted)

    def assign(
        self, target: str, value: Value, node: cst.CSTNode, twin: Any, how: str = "="
    ) -> None:
        """A name, attribute or item is bound."""
        scope = self.scope
        if "." not in target and not target.endswith("[]"):
            scope = scope.elsewhere.get(target, scope)
            scope.bind(target)
        self.assignments.append(Assignment(target, value, self.span(node, twin), scope.index, how))

    def string(self, text: str, line: int) -> None:
        """A string constant that is no docstring."""
        if not text or len(text) > STRING_LIMIT:
            return
        lines = self.strings.get(text)
        if lines is None:
            self.strings[text] = [line]
        else:
            lines.append(line)

    def query(self, value: Value, node: cst.CSTNode, twin: Any) -> None:
        """Text that starts like SQL; what is put together around it replaces it."""
        span = self.span(node, twin)
        self.queries[span.line, span.column] = value, span, self.scope.index

    def source(self, span: Span, limit: int = CONSTANT_LIMIT) -> str:
        """The text of a span on one line, cut."""
        if span.end_line == span.line:
            text = self.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        else:
            text = " ".join(line.strip() for line in self.lines[span.line - 1 : span.end_line])
            text = text[: limit * 2]
        return text if len(text) <= limit else text[: limit - 1] + "…"


class Rows:
    """The statement table under construction, and the tokens of the current statement."""

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.end_lines: list[int] = []
        self.scopes: list[int] = []
        self.depths: list[int] = []
        self.shapes: list[int] = []
        self.exacts: list[int] = []
        self.constants: list[tuple[str | int | float | bool | None, ...]] = []
        self.depth = 0
        self.shape: list[str] = []  #: names and constants abstracted
        self.names: list[str] = []  #: what the shape left out, in order
        self.pending: list[str | int | float | bool | None] = []

    def close(self, line: int, end_line: int, scope: int) -> None:
        """End the current statement (or header) and start the next."""
        shape = " ".join(self.shape).encode("utf-8", "replace")
        shape_hash = crc32(shape)
        self.lines.append(line)
        self.end_lines.append(end_line)
        self.scopes.append(scope)
        self.depths.append(self.depth)
        self.shapes.append(shape_hash)
        names = " ".join(self.names).encode("utf-8", "replace")
        self.exacts.append(crc32(names, shape_hash))
        self.constants.append(tuple(self.pending))
        self.shape.clear()
        self.names.clear()
        self.pending.clear()

    def fingerprint(self, first: int, last: int) -> tuple[int, int]:
        """Shape and exact fingerprint (63 bits) of a run of rows, depth included."""
        outer = self.depths[first] if first < last else 0
        depths = bytes(min(255, depth - outer) for depth in self.depths[first:last])
        return tuple(
            int.from_bytes(
                blake2b(array("I", column[first:last]).tobytes() + depths, digest_size=8).digest()
            )
            >> 1
            for column in (self.shapes, self.exacts)
        )  # type: ignore[return-value]

    def table(self) -> Statements:
        """The finished table."""
        return Statements(
            tuple(self.lines),
            tuple(self.end_lines),
            tuple(self.scopes),
            tuple(self.depths),
            tuple(self.shapes),
            tuple(self.exacts),
            tuple(self.constants),
        )
