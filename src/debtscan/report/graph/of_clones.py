"""Functions and files that stand in several places, linked to their copies."""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.project import FileCluster, FunctionCluster, Project, Symbol
from debtscan.report.graph.picture import Link, Node, Picture, picture
from debtscan.rulekit.wording import count


def of_project(project: Project, name: str) -> Picture:
    """Every cluster as a star around its first member; copies that differ are marked."""
    functions, files = project.clones.functions(), project.clones.files()
    nodes = [
        *(node for cluster in functions for node in _functions(cluster)),
        *(Node(path, path, "module", path) for cluster in files for path in cluster.members),
    ]
    links = [
        *(link for cluster in functions for link in _copies(cluster)),
        *(link for cluster in files for link in _near(cluster)),
    ]
    found = (
        f"{count(len(functions), 'cluster')} of functions, {count(len(files), 'cluster')} of files"
    )
    return picture("clones", f"clones of {name}: {found}", nodes, links)


def _functions(cluster: FunctionCluster) -> Iterator[Node]:
    for member in cluster.members:
        marks = () if cluster.exact else ("drifted",)
        yield Node(_id(member), f"{member.path}:{member.name}", "function", member.path, marks)


def _copies(cluster: FunctionCluster) -> Iterator[Link]:
    first, *others = cluster.members
    kind = "word for word" if cluster.exact else "same shape"
    label = count(cluster.statements, "statement")
    for other in others:
        yield Link(_id(first), _id(other), kind, label=label, both=True)


def _near(cluster: FileCluster) -> Iterator[Link]:
    first, *others = cluster.members
    label = f"{cluster.similarity:.0%} alike or more"
    for other in others:
        yield Link(first, other, "alike", label=label, both=True)


def _id(symbol: Symbol) -> str:
    return f"{symbol.path}#{symbol.name}@{symbol.definition.at.line}"
