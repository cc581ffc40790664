"""The pipeline put together: every step with what all code it runs reads and writes."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from debtscan.facts import Kind
from debtscan.project.artifacts.uses import IMPORTED, STARTED, ArtifactUse, Site
from debtscan.project.pipeline.code_starts import code_starts
from debtscan.project.pipeline.declared_order import declared_order
from debtscan.project.pipeline.folding import folded
from debtscan.project.pipeline.frameworks import FRAMEWORKS
from debtscan.project.pipeline.marking import marked
from debtscan.project.pipeline.nodes import is_artifact, merged
from debtscan.project.pipeline.started import OURS, Started, holder_id
from debtscan.project.pipeline.steps import Artifact, Link, Part, Pipeline, PipelineEdge, Step
from debtscan.project.starts.units import BODY, GUARD, Unit

if TYPE_CHECKING:
    from debtscan.project.model import Project

_ENDS = ("reads", "writes")


def draw(project: Project) -> Pipeline:
    """Steps, artifacts and edges of a repository, with what is amiss marked."""
    return _Drawing(project).pipeline()


class _Drawing:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._started = Started(project)
        self._parts: dict[str, Part] = {}
        self._links: list[Link] = []
        self._paths = frozenset((*project.files, *(item.path for item in project.unread)))

    def pipeline(self) -> Pipeline:
        """Framework parts first: they say more of a step than that its file is started."""
        for framework in FRAMEWORKS:
            self._take(framework(self._project))
        self._take(self._started.parts())
        self._links += self._declared()
        self._links += declared_order(self._project, self._parts, self._started.alone)
        self._links += code_starts(self._project, self._parts)
        self._links += self._found()
        edges = tuple(self._edges())
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        steps = tuple(
            self._sided(part.step)
            for name, part in sorted(self._parts.items())
            if name in ends or part.step.kind in ("script", "stage", "node")
        )
        return marked(self._project, steps, self._artifacts(edges), edges)

    def _take(self, found: Iterator[Part | Link]) -> None:
        for one in found:
            if isinstance(one, Link):
                self._links.append(one)
            else:
                known = self._parts.get(one.step.id)
                if known is None or not known.units:
                    self._parts[one.step.id] = one
                elif set(one.units) - set(known.units):
                    units = tuple(dict.fromkeys((*known.units, *one.units)))
                    self._parts[one.step.id] = Part(known.step, units, known.inner)

    def _sided(self, step: Step) -> Step:
        side = next(iter(self._project.sides.of(step.path)), None)
        return Step(step.id, step.path, step.name, step.kind, step.at, side.value if side else "")

    def _declared(self) -> Iterator[Link]:
        """What commands and stages read and write."""
        for use in self._project.artifacts.uses:
            file = self._project.files[use.path]
            if use.scope or (file.is_code and use.via not in ("shell", "notebook")):
                continue
            holder = holder_id(file, use.step)
            step = self._started.alone.get(holder, holder)
            ours = file.kind is not Kind.MARKDOWN and file.role in OURS
            if not ours or not (use.declared or self._moves(step, use)):
                continue
            if step not in self._parts:
                self._parts[step] = Part(
                    Step(
                        step, use.path, use.step, "shell" if step == use.path else "target", use.at
                    )
                )
            yield self._link(use, step, declared=use.declared)

    def _moves(self, step: str, use: ArtifactUse) -> bool:
        return step in self._parts or use.via == "shell"

    def _found(self) -> Iterator[Link]:
        """What the code a step runs reads and writes, each artifact once."""
        inner = {
            unit: name for name, part in self._parts.items() if part.inner for unit in part.units
        }
        starts = [unit for part in self._parts.values() for unit in part.units]
        wanted = dict.fromkeys((*self._uses, *self._passed))
        reached = self._project.reach.to(tuple(wanted), starts, tuple(inner))
        for name, part in sorted(self._parts.items()):
            run = frozenset(reached.wanted(part.units))
            for unit in sorted(run & self._uses.keys()):
                uses = [one for one in self._uses[unit] if part.inner or self._comes(one, run)]
                yield from (self._link(one, name, declared=False) for one in _told(uses))
            for unit in reached.apart(part.units):
                other = inner[unit]
                if other != name and not self._is_started(name, other):
                    yield Link("starts", name, other, part.step.at, declared=False)

    def _comes(self, use: ArtifactUse, run: Collection[Unit]) -> bool:
        """Whether the path comes to the use by code that runs."""
        ways = (map(self._unit, way) for way in use.given)
        return not use.given or any(all(unit in run for unit in way) for way in ways)

    def _unit(self, site: Site) -> Unit:
        path, number = site
        if number == STARTED:
            return path, GUARD
        if number == IMPORTED:
            return path, BODY
        call = self._project.files[path].calls[number]
        return self._project.reach.unit(path, call.scope, call.at.line)

    @cached_property
    def _passed(self) -> frozenset[Unit]:
        """Where paths are given to the functions that use them."""
        uses = (use for every in self._uses.values() for use in every)
        return frozenset(self._unit(site) for use in uses for way in use.given for site in way)

    def _is_started(self, name: str, other: str) -> bool:
        return (name, other) in self._starts

    @cached_property
    def _starts(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.source, one.target) for one in self._links if one.kind not in _ENDS)

    def _link(self, use: ArtifactUse, step: str, *, declared: bool) -> Link:
        if use.mode == "read":
            return Link("reads", use.artifact, step, use.at, declared, use.kind)
        return Link("writes", step, use.artifact, use.at, declared, use.kind)

    @cached_property
    def _uses(self) -> Mapping[Unit, list[ArtifactUse]]:
        index: dict[Unit, list[ArtifactUse]] = defaultdict(list)
        for use in self._project.artifacts.uses:
            if self._project.files[use.path].is_code and use.artifact and use.via != "shell":
                unit = self._project.reach.unit(use.path, use.scope, use.at.line)
                index[unit].append(use)
        return index

    def _edges(self) -> Iterator[PipelineEdge]:
        """One edge of a kind between two ends, at its first place; declared if any is."""
        names = self._names()
        found: dict[tuple[str, str, str], PipelineEdge] = {}
        for link in self._links:
            source, target = self._ends(link, names)
            if not source or not target or source == target:
                continue
            key = (link.kind, source, target)
            before = found.get(key)
            declared = link.declared or (before is not None and before.declared)
            at = before.at if before else link.at
            found[key] = PipelineEdge(link.kind, source, target, at, declared)
        inside = _folders_of_reads(found)
        yield from (found[key] for key in sorted(found) if key not in inside)

    def _ends(self, link: Link, names: Mapping[tuple[str, str], str]) -> tuple[str, str]:
        if link.kind == "reads":
            return names.get((link.source, self._folder(link)), ""), link.target
        if link.kind == "writes":
            return link.source, names.get((link.target, self._folder(link)), "")
        known = link.source in self._parts and link.target in self._parts
        return (link.source, link.target) if known else ("", "")

    def _folder(self, link: Link) -> str:
        return posixpath.dirname(link.at.path)

    def _names(self) -> Mapping[tuple[str, str], str]:
        rows = []
        self._kinds: dict[str, str] = {}
        for link in self._links:
            if link.kind in _ENDS:
                pattern = link.source if link.kind == "reads" else link.target
                if is_artifact(pattern, link.artifact_kind, self._paths):
                    rows.append((pattern, link.artifact_kind, self._folder(link)))
        names = merged(rows, self._paths)
        for pattern, kind, folder in rows:
            self._kinds.setdefault(names[pattern, folder], kind)
        return names

    def _artifacts(self, edges: tuple[PipelineEdge, ...]) -> tuple[Artifact, ...]:
        ids = {
            one.source if one.kind == "reads" else one.target for one in edges if one.kind in _ENDS
        }
        return tuple(Artifact(name, self._kinds[name]) for name in sorted(ids))


def _told(uses: Sequence[ArtifactUse]) -> Iterator[ArtifactUse]:
    """What each call does, in few patterns."""
    for _, calls in groupby(uses, key=lambda one: (one.at, one.mode, one.kind)):
        ends = tuple(calls)
        kept = folded(one.artifact for one in ends)
        yield from (one for one in ends if one.artifact in kept)


def _folders_of_reads(edges: Iterable[tuple[str, str, str]]) -> frozenset[tuple[str, str, str]]:
    """Reads of folders by steps that read files in them too: those say it all."""
    reads = [edge for edge in edges if edge[0] == "reads"]
    above = {
        (folder, step)
        for _, artifact, step in reads
        for end in (place for place, letter in enumerate(artifact) if letter == "/")
        if (folder := artifact[:end])
    }
    return frozenset(edge for edge in reads if edge[1:] in above)
