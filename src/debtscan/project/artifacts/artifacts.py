"""Who writes and reads which file: code, commands, declared stages."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from debtscan.facts import FileFacts, Value
from debtscan.project.artifacts import tables
from debtscan.project.artifacts.code_uses import CodeUses
from debtscan.project.artifacts.columns import columns_of
from debtscan.project.artifacts.declared_catalog import CatalogEntry, catalog
from debtscan.project.artifacts.declared_ci import workflow_uses
from debtscan.project.artifacts.declared_datasets import dataset_uses
from debtscan.project.artifacts.declared_dvc import stage_uses, tracked
from debtscan.project.artifacts.declared_entry_points import entry_point_uses
from debtscan.project.artifacts.declared_make import make_uses
from debtscan.project.artifacts.declared_snakemake import snakemake_uses
from debtscan.project.artifacts.declared_zenml import zenml_uses
from debtscan.project.artifacts.names import meet
from debtscan.project.artifacts.path_coverage import path_coverage
from debtscan.project.artifacts.python_commands import command_uses
from debtscan.project.artifacts.shell_moves import identified, is_noise, moves
from debtscan.project.artifacts.uses import ArtifactUse, Handoff
from debtscan.project.coverage import Coverage
from debtscan.project.graphs import Edge, multiple_graph
from debtscan.project.libraries.io_rows import READ, WRITE
from debtscan.project.names.calls import Calls
from debtscan.project.values.patterns import normal
from debtscan.project.values.values import Values

if TYPE_CHECKING:
    import networkx as nx

_STREAMS = ("/dev/null", "/dev/stderr", "/dev/stdout", "&1", "&2", "-")


class Artifacts:
    """Inputs and outputs, and where they meet."""

    def __init__(self, files: Mapping[str, FileFacts], values: Values, calls: Calls) -> None:
        self._files = files
        self._values = values
        self._calls = calls

    @cached_property
    def uses(self) -> tuple[ArtifactUse, ...]:
        """Every call, redirection and stage that reads or writes a file, by path and line."""
        found: list[ArtifactUse] = []
        for file in self._files.values():
            found += self._code.of(file) if file.is_code else ()
            found += command_uses(file, self._values.pattern) if file.is_code else ()
            found += _from_commands(file)
            found += stage_uses(file, self._files)
            found += make_uses(file)
            found += snakemake_uses(file, self._files)
            found += workflow_uses(file)
            found += entry_point_uses(file)
            found += dataset_uses(file, self._bound) if file.is_code else ()
            found += tables.uses(file, self._files)
        found += zenml_uses(self._files.values(), self._values.pattern, self._values.patterns)
        return tuple(sorted(found))

    @cached_property
    def catalog(self) -> Mapping[str, CatalogEntry]:
        """Kedro's data sets by name."""
        return catalog(self._files.values())

    @cached_property
    def tracked(self) -> Mapping[str, str]:
        """Data that is kept outside the repository -> the `*.dvc` file that stands for it."""
        return {name: file.path for file in self._files.values() for name in tracked(file)}

    @cached_property
    def coverage(self) -> float:
        """Share of I/O calls in code whose path ends in something known; 1.0 without any."""
        calls = [use for use in self.uses if not use.declared and use.via not in ("shell", "sql")]
        return sum(use.resolved for use in calls) / len(calls) if calls else 1.0

    @cached_property
    def path_coverage(self) -> Coverage:
        """Of the paths of files that code reads and writes, those known to their ending; the
        rule of counting stands in `path_coverage`."""
        code = (file for file in self._files.values() if file.is_code)
        return path_coverage(code, self._code)

    @cached_property
    def _code(self) -> CodeUses:
        return CodeUses(self._values, self._calls)

    def _bound(self, file: FileFacts, name: str, scope: int) -> Value | None:
        found = self._values.bindings.visible(file, scope, name)
        return found[-1].value if found else None

    @cached_property
    def handoffs(self) -> tuple[Handoff, ...]:
        """Pairs of a write and a read in different files whose patterns unify; declared
        stages are left out (ask `uses` for them)."""
        found: list[Handoff] = []
        for write in self._ends(WRITE):
            for read in self._readers_like(write.artifact):
                if read.path != write.path and meet(write.artifact, read.artifact):
                    longer = max(write.artifact, read.artifact, key=_known_length)
                    found.append(Handoff(longer, write, read))
        return tuple(found)

    def writers(self, pattern: str) -> tuple[ArtifactUse, ...]:
        """Every use that may write a file of this pattern, stages included."""
        clean = normal(pattern)
        return tuple(u for u in self.uses if u.mode == WRITE and _meets(u, clean))

    def readers(self, pattern: str) -> tuple[ArtifactUse, ...]:
        """Every use that may read a file of this pattern, stages included."""
        clean = normal(pattern)
        return tuple(u for u in self.uses if u.mode == READ and _meets(u, clean))

    def columns(self, pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of columns that code is seen to put into, and to take from, files or tables of
        this pattern; others may be there too."""
        written, read = (
            tuple(sorted({name for use in ends for name in columns_of(use, self._files[use.path])}))
            for ends in (self.writers(pattern), self.readers(pattern))
        )
        return written, read

    @cached_property
    def graph(self) -> nx.MultiDiGraph[Any]:
        """path -> ("artifact", pattern) for writes, the other way for reads; `at`, `via`."""
        return multiple_graph((), self._edges())

    def _edges(self) -> Iterator[Edge]:
        for use in self.uses:
            if use.artifact:
                node = ("artifact", use.artifact)
                data = {"at": use.at, "via": use.via}
                if use.mode == WRITE:
                    yield use.path, node, data
                else:
                    yield node, use.path, data

    def _ends(self, mode: str) -> list[ArtifactUse]:
        return [use for use in self.uses if use.mode == mode and use.resolved and not use.declared]

    def _readers_like(self, pattern: str) -> Sequence[ArtifactUse]:
        name = _last(pattern)
        if "*" in name:
            return self._by_ending.get(_ending(name), ())
        return [*self._by_name.get(name, ()), *self._by_wild_ending.get(_ending(name), ())]

    @cached_property
    def _by_ending(self) -> Mapping[str, list[ArtifactUse]]:
        index: dict[str, list[ArtifactUse]] = defaultdict(list)
        for use in self._ends(READ):
            index[_ending(_last(use.artifact))].append(use)
        return index

    @cached_property
    def _by_wild_ending(self) -> Mapping[str, list[ArtifactUse]]:
        return {
            ending: wild
            for ending, uses in self._by_ending.items()
            if (wild := [use for use in uses if "*" in _last(use.artifact)])
        }

    @cached_property
    def _by_name(self) -> Mapping[str, list[ArtifactUse]]:
        index: dict[str, list[ArtifactUse]] = defaultdict(list)
        for use in self._ends(READ):
            name = _last(use.artifact)
            if "*" not in name:
                index[name].append(use)
        return index


def _meets(use: ArtifactUse, pattern: str) -> bool:
    return use.resolved and meet(use.artifact, pattern)


def _last(artifact: str) -> str:
    """The last part of an id: of `table:schema.name` its name."""
    if artifact.startswith("table:"):
        return artifact.removeprefix("table:").rpartition(".")[2]
    return posixpath.basename(artifact)


def _ending(name: str) -> str:
    return name.rpartition(".")[2]


def _known_length(pattern: str) -> tuple[int, str]:
    return len(pattern.replace("*", "")), pattern


def _from_commands(file: FileFacts) -> Iterator[ArtifactUse]:
    for command in file.commands:
        at = file.locate(command.at)
        ends = [(READ, "file", one) for one in command.reads]
        ends += [(WRITE, "file", one) for one in command.writes if one not in _STREAMS]
        for mode, kind, one in (*ends, *moves(command.words)):
            if not is_noise(one):
                place = identified(one)
                yield ArtifactUse(file.path, at, place, mode, "shell", 0, command.step, kind)
