"""Frozen networkx graphs from edges; the library is loaded when the first graph is asked for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

Edge = tuple[Hashable, Hashable, Mapping[str, Any]]


def simple_graph(nodes: Iterable[Hashable], edges: Iterable[Edge]) -> nx.DiGraph[Any]:
    """At most one edge between two nodes and direction; frozen."""
    import networkx as nx

    graph: nx.DiGraph[Any] = nx.DiGraph()
    _fill(graph, nodes, edges)
    return graph


def multiple_graph(nodes: Iterable[Hashable], edges: Iterable[Edge]) -> nx.MultiDiGraph[Any]:
    """An edge per place; frozen."""
    import networkx as nx

    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    _fill(graph, nodes, edges)
    return graph


def _fill(graph: Any, nodes: Iterable[Hashable], edges: Iterable[Edge]) -> None:
    import networkx as nx

    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    nx.freeze(graph)  # type: ignore[no-untyped-call, unused-ignore]
