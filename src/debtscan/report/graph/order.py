"""The order in which nodes are told: what feeds another comes first."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.report.graph.picture import Node, Picture


def upstream_first(picture: Picture) -> Iterator[Node]:
    """Topological where there is no cycle, members of a cycle together, else by id."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in picture.nodes)
    graph.add_edges_from((link.source, link.target) for link in picture.links)
    groups = nx.condensation(graph)
    names = {group: sorted(data["members"]) for group, data in groups.nodes(data=True)}
    for group in nx.lexicographical_topological_sort(groups, key=lambda group: names[group][0]):
        for name in names[group]:
            yield picture.by_id[name]
