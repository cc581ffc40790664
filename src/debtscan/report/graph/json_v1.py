"""A picture as JSON, schema version 1, with types of its own."""

from __future__ import annotations

import msgspec

from debtscan.model import Location
from debtscan.report.graph.picture import Link, Node, Picture
from debtscan.report.look import Look
from debtscan.report.visibility import encodable


class NodeV1(msgspec.Struct, frozen=True):
    """`line` is 0 where there is no place; `cell` is of a notebook, else null."""

    id: str
    label: str
    kind: str
    marks: tuple[str, ...]
    note: str
    path: str
    line: int
    cell: int | None


class LinkV1(msgspec.Struct, frozen=True):
    """Ends are ids of nodes; `directed` is false for copies of each other."""

    source: str
    target: str
    kind: str
    marks: tuple[str, ...]
    label: str
    directed: bool
    path: str
    line: int
    cell: int | None


class GraphV1(msgspec.Struct, frozen=True):
    """The document."""

    schema: str
    of: str
    title: str
    nodes: tuple[NodeV1, ...]
    links: tuple[LinkV1, ...]
    notes: tuple[str, ...]


def draw(picture: Picture, look: Look) -> str:
    """Indented by two, keys in the order of the types."""
    document = GraphV1(
        "debtscan-graph-1",
        picture.subject,
        encodable(picture.title),
        tuple(map(_node, picture.nodes)),
        tuple(map(_link, picture.links)),
        picture.notes,
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _node(node: Node) -> NodeV1:
    path, line, cell = _place(node.at)
    text = (encodable(node.id), encodable(node.label), node.kind, node.marks, encodable(node.note))
    return NodeV1(*text, path or encodable(node.path), line, cell)


def _link(link: Link) -> LinkV1:
    ends = (encodable(link.source), encodable(link.target), link.kind, link.marks)
    return LinkV1(*ends, encodable(link.label), not link.both, *_place(link.at))


def _place(at: Location | None) -> tuple[str, int, int | None]:
    return (encodable(at.path), at.line, at.cell or None) if at else ("", 0, None)
