"""What is drawn: nodes and links with their kinds and marks, whatever the subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from debtscan.model import Location


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A line inside a node: what it alone reads or writes."""

    arrow: str
    label: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """``path`` says where it belongs for grouping; "" for what is in no file."""

    id: str
    label: str
    kind: str
    path: str = ""
    marks: tuple[str, ...] = ()  #: words of `marks.MARKS`
    note: str = ""  #: a second line: side of a step, number of things in a condensed node
    at: Location | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """From one node to another; ``both`` has no direction (copies of each other)."""

    source: str
    target: str
    kind: str
    marks: tuple[str, ...] = ()
    label: str = ""
    at: Location | None = None
    both: bool = False


@dataclass(frozen=True)
class Picture:
    """Nodes by id, links by their ends; both sorted, so that equal projects look equal."""

    subject: str  #: "pipeline", "imports", "options", "clones"
    title: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    notes: tuple[str, ...] = ()  #: what a reader must know: condensed, narrowed

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Every node by its id."""
        return {node.id: node for node in self.nodes}

    def within(self, holds: Callable[[str], bool], where: str) -> Picture:
        """The nodes whose path is held, with their neighbours."""
        own = {node.id for node in self.nodes if node.path and holds(node.path)}
        links = [link for link in self.links if link.source in own or link.target in own]
        near = own | {end for link in links for end in (link.source, link.target)}
        kept = [node for node in self.nodes if node.id in near]
        return replace(
            self,
            nodes=tuple(kept),
            links=tuple(links),
            notes=(*self.notes, f"only {where} and what it touches is drawn"),
        )


def picture(
    subject: str,
    title: str,
    nodes: Iterable[Node],
    links: Iterable[Link],
    notes: Iterable[str] = (),
) -> Picture:
    """Sorted, each node once; a link to a node that is not there is left out."""
    by_id = {node.id: node for node in nodes}
    kept = {link for link in links if link.source in by_id and link.target in by_id}
    ordered = sorted(kept, key=lambda link: (link.source, link.target, link.kind, link.label))
    return Picture(
        subject, title, tuple(by_id[i] for i in sorted(by_id)), tuple(ordered), tuple(notes)
    )
