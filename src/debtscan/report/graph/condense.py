"""Large pictures made readable: files fold into their folders until few enough are left."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from debtscan.report.graph.marks import DATA
from debtscan.report.graph.picture import Link, Node, Picture, Row, picture

_ROWS = 20  #: lines inside a condensed node
TRACEABLE = 260  #: links an eye can still tell apart
READABLE = 150  #: nodes a person can still follow


def condensed(whole: Picture, limit: int = READABLE, lines: int = TRACEABLE) -> Picture:
    """At most ``limit`` nodes, and folded further while more than ``lines`` links are left.

    The deepest folders fold first, then the least connected nodes. A folded node is of kind
    "folder" (or of the data it holds), says how many it stands for, and keeps the marks of its
    members; links between the same two ends become one.
    """
    homes = {node.id: node.id for node in whole.nodes}
    depth = _deepest(whole)
    while depth and not _is_readable(whole, homes, limit, lines):
        homes = {node.id: _folded(node, depth, homes[node.id]) for node in whole.nodes}
        depth -= 1
    if len(set(homes.values())) > limit:
        homes = _only_connected(whole, homes, limit)
    if len(set(homes.values())) == len(homes):
        return whole
    note = f"condensed from {len(homes)} nodes to {len(set(homes.values()))}"
    nodes = _nodes(whole, homes)
    notes = (*whole.notes, note)
    return picture(whole.subject, whole.title, nodes, _links(whole, homes), notes)


def _is_readable(whole: Picture, homes: Mapping[str, str], limit: int, lines: int) -> bool:
    ends = {(homes[link.source], homes[link.target]) for link in whole.links}
    drawn = sum(1 for source, target in ends if source != target)
    return len(set(homes.values())) <= limit and drawn <= lines


def _deepest(whole: Picture) -> int:
    return max((node.path.count("/") for node in whole.nodes), default=0)


def _folded(node: Node, depth: int, home: str) -> str:
    """Where a node belongs when folders below this depth are closed."""
    if node.path.count("/") < depth:
        return home
    folder = "/".join(node.path.split("/")[:depth])
    return f"{folder}/ {node.kind}" if node.kind in DATA else f"{folder}/"


def _only_connected(whole: Picture, homes: Mapping[str, str], limit: int) -> dict[str, str]:
    degrees = Counter(homes[end] for link in whole.links for end in (link.source, link.target))
    ranked = sorted(set(homes.values()), key=lambda home: (-degrees[home], home))
    kept = set(ranked[: limit - 1])
    return {id: home if home in kept else "others" for id, home in homes.items()}


def _nodes(whole: Picture, homes: Mapping[str, str]) -> Iterable[Node]:
    members: dict[str, list[Node]] = defaultdict(list)
    for node in whole.nodes:
        members[homes[node.id]].append(node)
    for home, inside in members.items():
        yield inside[0] if len(inside) == 1 else _together(home, inside)


def _together(home: str, inside: list[Node]) -> Node:
    kinds = {node.kind for node in inside}
    kind = kinds.pop() if len(kinds) == 1 and inside[0].kind in DATA else "folder"
    marks = tuple(sorted({mark for node in inside for mark in node.marks}))
    folder = posixpath.commonpath([node.path or "." for node in inside]) if home != "others" else ""
    label = home.partition(" ")[0]
    rows = sorted({row for node in inside for row in node.rows})
    more = [Row("…", f"{len(rows) - _ROWS} more")] if len(rows) > _ROWS else []
    note = f"{len(inside)} in one"
    return Node(home, label, kind, folder, marks, note, rows=(*rows[:_ROWS], *more))


def _links(whole: Picture, homes: Mapping[str, str]) -> Iterable[Link]:
    found: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    alone = Counter(homes.values())
    for link in whole.links:
        found[_name(link.source, homes, alone), _name(link.target, homes, alone), link.kind] += [
            link
        ]
    for (source, target, _), links in found.items():
        if source != target:
            marks = tuple(sorted({mark for link in links for mark in link.marks}))
            label = links[0].label if len(links) == 1 else f"{len(links)}"
            yield replace(links[0], source=source, target=target, marks=marks, label=label)


def _name(id: str, homes: Mapping[str, str], alone: Counter[str]) -> str:
    """A node that folds with nobody keeps its own id."""
    return id if alone[homes[id]] == 1 else homes[id]
