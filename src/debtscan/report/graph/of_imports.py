"""Which file imports which, with cycles and what nothing reaches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from debtscan.project import Project
from debtscan.report.graph.picture import Link, Node, Picture, picture
from debtscan.rulekit.wording import count

if TYPE_CHECKING:
    import networkx as nx


def of_project(project: Project, name: str) -> Picture:
    """Files of code as nodes; an import within a cycle is marked."""
    turning = _turning(project.imports.graph)
    nodes, links = list(_nodes(project, turning)), list(_links(project, turning))
    size = f"{count(len(nodes), 'file')}, {count(len(links), 'import')}"
    cycles = len(set(turning.values()))
    title = f"imports of {name}: {size}" + (f", {count(cycles, 'cycle')}" if cycles else "")
    return picture("imports", title, nodes, links)


def _turning(graph: nx.DiGraph[str]) -> dict[str, int]:
    """File -> number of the cycle it is part of."""
    import networkx as nx

    groups = [group for group in nx.strongly_connected_components(graph) if len(group) > 1]
    return {path: number for number, group in enumerate(groups) for path in group}


def _nodes(project: Project, turning: dict[str, int]) -> Iterator[Node]:
    for file in project.code_files:
        marks = ("cycle",) if file.path in turning else ()
        role = file.role.value
        note = "" if role == "source" else role
        yield Node(file.path, file.path, "module", file.path, marks, note, file.line(1))


def _links(project: Project, turning: dict[str, int]) -> Iterator[Link]:
    graph = project.imports.graph
    for source, target, data in graph.edges(data=True):
        turns = source in turning and turning.get(target) == turning[source] and source != target
        yield Link(source, target, "imports", ("cycle",) if turns else (), at=data.get("at"))
