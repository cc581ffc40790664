"""A picture as GraphML, for yEd, Gephi and networkx."""

from __future__ import annotations

from debtscan.report.graph.picture import Picture
from debtscan.report.look import Look
from debtscan.report.visibility import visible


def draw(picture: Picture, look: Look) -> str:
    """Written by networkx; attributes are strings."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=visible(picture.title))
    for node in picture.nodes:
        graph.add_node(
            visible(node.id),
            label=visible(node.label),
            kind=node.kind,
            marks=" ".join(node.marks),
            note=visible(node.note),
            place=visible(node.at or ""),
        )
    for link in picture.links:
        graph.add_edge(
            visible(link.source),
            visible(link.target),
            kind=link.kind,
            marks=" ".join(link.marks),
            label=visible(link.label),
            place=visible(link.at or ""),
        )
    return "\n".join(nx.generate_graphml(graph)) + "\n"
