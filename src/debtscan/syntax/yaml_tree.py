"""YAML text -> trees of plain nodes, from parser events: nothing is constructed or expanded.

PyYAML's own composer recurses on the C stack (100,000 brackets are a segmentation fault) and
its constructor expands merge keys (half a kilobyte of them never ends). Events cost less than
composed nodes, and depth is refused as soon as it is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml
from msgspec import Struct, field

from debtscan.facts import Span
from debtscan.syntax.positions import Positions

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_NESTED = 200
MOST_NODES = 200_000  #: a file with more holds data


class TooDeepError(Exception):
    """More nesting than anybody writes by hand."""


class DataError(Exception):
    """More nodes than anybody writes by hand."""


class Scalar(Struct):
    """A leaf; `plain` when it stands without quotes or block indicator, so may be a number."""

    text: str
    at: Span
    plain: bool
    tag: str
    style: str = ""  #: `|`, `>`, a quotation mark, or nothing


class Sequence(Struct):
    """A list."""

    at: Span
    tag: str
    items: list[Node] = field(default_factory=list)


class Mapping(Struct):
    """Pairs in the order of the text, repeated keys included."""

    at: Span
    tag: str
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    flow: bool = False
    end: int = 0  #: offset where it ends
    start: int = 0

    def get(self, key: str) -> Node | None:
        """The value of the last plain key of this name; aliases are followed one step."""
        for name, value in reversed(self.pairs):
            if isinstance(name, Scalar) and name.text == key:
                return value.target if isinstance(value, Alias) else value
        return None


class Alias(Struct):
    """`*name`; the anchored node is known but never expanded."""

    name: str
    at: Span
    target: Node | None


Node = Scalar | Sequence | Mapping | Alias


def documents(text: str, positions: Positions) -> Iterator[Node]:
    """The root node of every document that has one. Raises yaml.YAMLError,
    TooDeepError or DataError."""
    builder = _Builder(positions)
    events: Iterator[Any] = yaml.parse(text, Loader=LOADER)
    for event in events:
        root = builder.take(event)
        if root is not None:
            yield root


class _Builder:
    def __init__(self, positions: Positions) -> None:
        self._positions = positions
        self._anchors: dict[str, Node] = {}
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Node | None] = []  #: beside `_open`: the key that waits for its value
        self._nodes = 0
        self._starts: dict[type, Callable[[Any], Node]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingStartEvent: self._mapping,
        }

    def take(self, event: Any) -> Node | None:
        """Use one event; the root, when it completes a document."""
        start = self._starts.get(type(event))
        if start is not None:
            return self._put(start(event), event)
        if isinstance(event, yaml.CollectionEndEvent):
            closed = self._open.pop()
            self._keys.pop()
            if isinstance(closed, Mapping) and event.end_mark is not None:
                closed.end = event.end_mark.index
            return None if self._open else closed
        if isinstance(event, yaml.DocumentStartEvent):
            self._anchors.clear()
        return None

    def _put(self, node: Node, event: Any) -> Node | None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise DataError
        if self._open:
            self._attach(node)
        if isinstance(node, Sequence | Mapping):
            self._enter(node)
        if getattr(event, "anchor", None) and not isinstance(node, Alias):
            self._anchors[event.anchor] = node
        return node if not self._open else None

    def _enter(self, node: Sequence | Mapping) -> None:
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > MOST_NESTED:
            raise TooDeepError(f"nested more than {MOST_NESTED} deep")

    def _attach(self, node: Node) -> None:
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = node
        else:
            parent.pairs.append((key, node))
            self._keys[-1] = None

    def _span(self, event: Any) -> Span:
        return self._positions.span(event.start_mark.index, event.end_mark.index)

    def _scalar(self, event: Any) -> Node:
        style = event.style or ""
        plain = not style and bool(event.implicit[0])
        return Scalar(event.value, self._span(event), plain, event.tag or "", style)

    def _alias(self, event: Any) -> Node:
        return Alias(event.anchor, self._span(event), self._anchors.get(event.anchor))

    def _sequence(self, event: Any) -> Node:
        return Sequence(self._span(event), event.tag or "")

    def _mapping(self, event: Any) -> Node:
        return Mapping(
            self._span(event),
            event.tag or "",
            flow=bool(event.flow_style),
            start=event.start_mark.index,
        )
