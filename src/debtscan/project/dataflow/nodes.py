"""What a value is made from: a graph of steps, shared between all values made from them.

A node is one step. `parents` hold the same rows or objects (a column of, a part of, scaled
from); `by` only had a say in it (the fitted object, a mean). Nodes are never changed, but for
the two slices that turn out to divide one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from debtscan.facts import FileFacts, Span, Value
from debtscan.model import Location

#: kinds whose meaning depends on who calls: to be filled in from outside
SYMBOLIC = frozenset({"parameter", "attribute", "global"})
#: (path, index of the call), or (path, -line) of two slices: tells splits and fits apart
Event = tuple[str, int]


class Node:
    """One step. `kind` is `read`, `made` (constants, random numbers), `parameter`, `attribute`,
    `global`, `columns`, `filter`, `rows` (indices of a split), `split`, `slice`, `step` (a method
    or function that is known), `statistic`, `transformed`, `prediction`, `object`, `fitted`,
    `either`, `together` (merged, gathered), `folds` or `lost`."""

    __slots__ = (
        "at_span", "by", "event", "fields", "file", "is_open", "is_scored", "key", "kind", "name",
        "parents", "part",
    )  # fmt: skip

    def __init__(
        self,
        kind: str,
        name: str,
        file: FileFacts,
        at: Span,
        parents: tuple[Node, ...] = (),
        by: tuple[Node, ...] = (),
        *,
        event: Event | None = None,
        part: str = "",
        fields: Mapping[int | str, Node | None] | None = None,
        key: Value | None = None,
    ) -> None:
        self.kind, self.name, self.file, self.at_span = kind, name, file, at
        self.parents, self.by = parents, by
        self.event = event  #: the split or fit this step belongs to
        self.part = part  #: "train" or "test", of splits
        self.fields = fields  #: of tuples and tables with known places
        self.key = key  #: of reads: the value that says which file
        self.is_open: bool = kind in SYMBOLIC or any(
            one.is_open for one in (*parents, *by, *_known(fields))
        )

        self.is_scored: bool = kind == "prediction" or any(
            one.is_scored for one in (*parents, *_known(fields))
        )

    @property
    def at(self) -> Location:
        """Where the step is."""
        return self.file.locate(self.at_span)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name}{'/' + self.part if self.part else ''} {self.at}>"


def ancestors(*starts: Node) -> Iterator[Node]:
    """These and everything they are made from, nearest first; `by` is not followed."""
    seen = set(starts)
    waiting = list(starts)
    for one in waiting:
        yield one
        for parent in one.parents:
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)


def inputs(node: Node) -> tuple[Node, ...]:
    """Everything a node mentions."""
    return (*node.parents, *node.by, *_known(node.fields))


def joined(file: FileFacts, at: Span, nodes: Iterable[Node | None]) -> Node | None:
    """One of these, not known which."""
    every = tuple(dict.fromkeys(_known_only(nodes)))
    flat = tuple(dict.fromkeys(n for one in every for n in _alternatives(one)))
    if len(flat) < 2:
        return flat[0] if flat else None
    if len(flat) > 6:
        return Node("lost", "one of many things", file, at, flat)
    return Node("either", "", file, at, flat)


def _alternatives(node: Node) -> tuple[Node, ...]:
    return node.parents if node.kind == "either" else (node,)


def _known(fields: Mapping[int | str, Node | None] | None) -> Iterator[Node]:
    return _known_only(fields.values()) if fields else iter(())


def _known_only(nodes: Iterable[Node | None]) -> Iterator[Node]:
    return (one for one in nodes if one is not None)
