"""What is amiss in a pipeline: order nobody declares, inputs from nowhere, circles."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from debtscan.facts import Kind, Literal
from debtscan.project.pipeline.reports import is_report
from debtscan.project.pipeline.step_order import StepOrder
from debtscan.project.pipeline.steps import Artifact, Pipeline, PipelineEdge, Step
from debtscan.project.values.patterns import normal

if TYPE_CHECKING:
    from debtscan.project.model import Project

_MANY = 40  #: pairs of writer and reader looked at per artifact


def marked(
    project: Project,
    steps: tuple[Step, ...],
    artifacts: tuple[Artifact, ...],
    edges: tuple[PipelineEdge, ...],
) -> Pipeline:
    """The pipeline with its marks."""
    return _Marking(project, steps, artifacts, edges).pipeline()


class _Marking:
    def __init__(
        self,
        project: Project,
        steps: tuple[Step, ...],
        artifacts: tuple[Artifact, ...],
        edges: tuple[PipelineEdge, ...],
    ) -> None:
        self._project = project
        self._steps = steps
        self._artifacts = artifacts
        self._edges = edges
        self._place = {step.id: step.path for step in steps}
        self._order = StepOrder(project.files, project.unread, project.commands, project.imports)
        self._writers = _ends(edges, "writes")
        self._readers = _ends(edges, "reads")

    def pipeline(self) -> Pipeline:
        cycles = tuple(self._cycles())
        circular = {name for cycle in cycles for name in cycle}
        loose = {end for name, w, r in self._loose() for end in ((w, name), (name, r))}
        edges = tuple(replace(one, marks=_marks(one, loose, circular)) for one in self._edges)
        artifacts = tuple(replace(one, marks=tuple(self._amiss(one))) for one in self._artifacts)
        return Pipeline(self._steps, artifacts, edges, cycles)

    def _amiss(self, artifact: Artifact) -> Iterator[str]:
        """Code that no step reaches counts as a writer and a reader all the same."""
        if artifact.kind != "file":
            return
        asked = self._project.artifacts
        written = artifact.id in self._writers or asked.writers(artifact.id)
        if not written and self._is_dangling(artifact.id):
            yield "dangling"
        if artifact.id not in self._readers and not asked.readers(artifact.id):
            shown = is_report(artifact.id, asked.writers(artifact.id))
            yield "report" if shown else "write-only"

    def _is_dangling(self, name: str) -> bool:
        """In full, not in the repository, named by no code in another language, and not what a
        user may name by an option."""
        if "*" in name or name in self._present or name.startswith(("/", "~")):
            return False
        if posixpath.splitext(posixpath.basename(name))[0] in self._named_elsewhere:
            return False
        return not any(name == one or name.startswith(f"{one}/") for one in self._offered)

    @cached_property
    def _present(self) -> frozenset[str]:
        paths = {*self._project.files, *(item.path for item in self._project.unread)}
        return frozenset(paths)

    @cached_property
    def _named_elsewhere(self) -> frozenset[str]:
        """Words of R, Scala, Java ... and of files that could not be read."""
        project = self._project
        texts = [file.words for file in project.files.values() if file.kind is Kind.TEXT]
        return frozenset(chain(*texts, *(item.words for item in project.unread)))

    @cached_property
    def _offered(self) -> frozenset[str]:
        """Defaults of options."""
        return frozenset(
            clean
            for file in self._project.code_files
            for option in file.options
            if isinstance(option.default, Literal) and isinstance(option.default.value, str)
            if (clean := normal(option.default.value)) and len(clean) > 1
        )

    def _loose(self) -> Iterator[tuple[str, str, str]]:
        """(artifact, writer, reader) whose order no orchestrator, driver or document tells.

        A step that reads what it writes itself waits for nobody.
        """
        declared = {(one.source, one.target) for one in self._edges if one.declared}
        for name, writers in self._writers.items():
            readers = [one for one in self._readers.get(name, ()) if one not in writers]
            pairs = [(writer, reader) for writer in writers for reader in readers]
            for writer, reader in pairs[:_MANY]:
                known = (writer, name) in declared and (name, reader) in declared
                if not known and not self._is_ordered(writer, reader):
                    yield name, writer, reader

    def _is_ordered(self, writer: str, reader: str) -> bool:
        first, then = self._place.get(writer, ""), self._place.get(reader, "")
        before, after = self._starters[writer], self._starters[reader]
        if before & after or reader in before or writer in after:
            return True
        return first == then or bool(self._order.witness(first, then))

    @cached_property
    def _starters(self) -> Mapping[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for one in self._edges:
            if one.kind == "starts":
                index[one.target].add(one.source)
        return index

    def _cycles(self) -> Iterator[tuple[str, ...]]:
        """Steps that feed one another through artifacts; one that reads what it writes itself
        makes no circle by that."""
        written = {(one.target, one.source) for one in self._edges if one.kind == "writes"}
        ends = {(one.source, one.target) for one in self._edges if one.kind == "reads"} - written
        pairs = [*ends, *(pair[::-1] for pair in written)]
        if not _has_cycle(pairs):
            return
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph(pairs)
        steps = {step.id for step in self._steps}
        for component in sorted(map(sorted, nx.strongly_connected_components(graph))):
            if len(steps.intersection(component)) > 1:
                yield tuple(component)


def _has_cycle(pairs: Iterable[tuple[str, str]]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for before, after in pairs:
        sorter.add(after, before)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False


def _ends(edges: Sequence[PipelineEdge], kind: str) -> Mapping[str, list[str]]:
    index: dict[str, list[str]] = defaultdict(list)
    for one in edges:
        if one.kind == kind:
            name, step = (one.source, one.target) if kind == "reads" else (one.target, one.source)
            index[name].append(step)
    return dict(index)


def _marks(edge: PipelineEdge, loose: set[tuple[str, str]], circular: set[str]) -> tuple[str, ...]:
    found = ("undeclared",) if (edge.source, edge.target) in loose else ()
    return (*found, "cycle") if {edge.source, edge.target} <= circular else found
