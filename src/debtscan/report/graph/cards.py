"""Data that one step alone touches, told inside the step: what is left to draw are hand-offs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from debtscan.report.graph.marks import DATA
from debtscan.report.graph.picture import Link, Node, Picture, Row

_ARROWS = {"reads": "←", "writes": "→"}


def as_cards(whole: Picture) -> Picture:
    """Every artifact with a single link becomes a row of the step at its other end."""
    ends = Counter(end for link in whole.links for end in (link.source, link.target))
    leaves = {node.id for node in whole.nodes if node.kind in DATA and ends[node.id] == 1}
    rows: dict[str, list[Row]] = defaultdict(list)
    for link in whole.links:
        inside = leaves & {link.source, link.target}
        if inside:
            leaf = whole.by_id[inside.pop()]
            step = link.target if leaf.id == link.source else link.source
            rows[step].append(_row(leaf, link))
    nodes = [_card(node, rows[node.id]) for node in whole.nodes if node.id not in leaves]
    links = [link for link in whole.links if not leaves & {link.source, link.target}]
    return replace(whole, nodes=tuple(nodes), links=tuple(links))


def _card(node: Node, rows: list[Row]) -> Node:
    return replace(node, rows=tuple(sorted(rows))) if rows else node


def _row(leaf: Node, link: Link) -> Row:
    marks = tuple(dict.fromkeys((*leaf.marks, *link.marks)))
    return Row(_ARROWS.get(link.kind, "·"), leaf.label, marks)
