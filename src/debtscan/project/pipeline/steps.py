"""The pipeline of a repository as data: steps, artifacts, edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from debtscan.model import Location
from debtscan.project.graphs import multiple_graph
from debtscan.project.starts.units import Unit

if TYPE_CHECKING:
    import networkx as nx


class Step(Struct, frozen=True):
    """Something that runs as one unit.

    `kind` is "script", "notebook", "stage", "shell", "target", "handler", "node", "job" or
    "pipeline" (code that puts nodes together).
    """

    id: str  #: "src/train.py", "dvc.yaml:train", "nodes.py:split", "Makefile:data"
    path: str
    name: str  #: "" for a whole file
    kind: str
    at: Location
    side: str = ""  #: "training", "serving", "evaluation", "preparation"


class Artifact(Struct, frozen=True):
    """What lives between runs; `marks`: "dangling", "write-only", "report" (that
    nobody reads: a plot, a log)."""

    id: str  #: a pattern, "table:x", "s3://…", "hf:…"
    kind: str
    marks: tuple[str, ...] = ()


class PipelineEdge(Struct, frozen=True):
    """`reads` goes from artifact to step, `writes` from step to artifact; `starts`, `passes`
    (a result in memory) and `order` from step to step. `marks`: "undeclared", "cycle"."""

    kind: str
    source: str
    target: str
    at: Location
    declared: bool = False  #: an orchestrator says so
    marks: tuple[str, ...] = ()

    @property
    def artifact(self) -> str:
        """What is read or written; the target where steps are joined."""
        return self.source if self.kind == "reads" else self.target


class Pipeline(Struct, frozen=True, dict=True):
    """Steps, what they exchange, and what is amiss (as ids)."""

    steps: tuple[Step, ...]
    artifacts: tuple[Artifact, ...]
    edges: tuple[PipelineEdge, ...]
    cycles: tuple[tuple[str, ...], ...] = ()

    @property
    def undeclared(self) -> tuple[str, ...]:
        """Artifacts handed from step to step in an order that nothing declares."""
        ends = {
            edge.target if edge.kind == "writes" else edge.source
            for edge in self.edges
            if "undeclared" in edge.marks
        }
        return tuple(sorted(ends))

    @cached_property
    def writes(self) -> Mapping[str, Sequence[PipelineEdge]]:
        """Artifact -> the edges that write it, in order."""
        return self._ends("writes")

    @cached_property
    def reads(self) -> Mapping[str, Sequence[PipelineEdge]]:
        """Artifact -> the edges that read it, in order."""
        return self._ends("reads")

    def _ends(self, kind: str) -> Mapping[str, Sequence[PipelineEdge]]:
        index: dict[str, list[PipelineEdge]] = {}
        for edge in self.edges:
            if edge.kind == kind:
                index.setdefault(edge.artifact, []).append(edge)
        return MappingProxyType(index)

    @property
    def dangling(self) -> tuple[str, ...]:
        """Files that are read, that nobody writes and that are not in the repository."""
        return tuple(one.id for one in self.artifacts if "dangling" in one.marks)

    @property
    def write_only(self) -> tuple[str, ...]:
        """Outputs that nobody reads."""
        return tuple(one.id for one in self.artifacts if "write-only" in one.marks)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[Any]:
        """Ids of steps and artifacts; every edge with its `kind`, `at`, `declared`, `marks`."""
        nodes = [*(one.id for one in self.steps), *(one.id for one in self.artifacts)]
        return multiple_graph(
            nodes,
            (
                (
                    edge.source,
                    edge.target,
                    {
                        "kind": edge.kind,
                        "at": edge.at,
                        "declared": edge.declared,
                        "marks": edge.marks,
                    },
                )
                for edge in self.edges
            ),
        )


class Part(Struct, frozen=True):
    """A step as it is found, with the code that runs when it does."""

    step: Step
    units: tuple[Unit, ...] = ()
    inner: bool = False  #: its work is its own, not that of the code that hands it to a framework


class Link(Struct, frozen=True):
    """An edge as it is found: artifacts as written, steps by id."""

    kind: str
    source: str
    target: str
    at: Location
    declared: bool = True
    artifact_kind: str = "file"
