"""Code of the same shape in several places, and what differs between the copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from debtscan.facts import FileFacts, Role
from debtscan.project.clones.copies import Difference, Rows, differences
from debtscan.project.clones.near_duplicates import near_duplicates
from debtscan.project.names.symbols import Symbol, Symbols

_JUDGED = (Role.SOURCE,)


@dataclass(frozen=True, slots=True)
class FunctionCluster:
    """Functions (or classes) of one shape: names and constants may differ, nothing else."""

    members: tuple[Symbol, ...]
    statements: int  #: of one member
    exact: bool  #: names and constants agree too

    @property
    def paths(self) -> tuple[str, ...]:
        """The files the members lie in, sorted, each once."""
        return tuple(sorted({member.path for member in self.members}))


@dataclass(frozen=True, slots=True)
class FileCluster:
    """Near-duplicate files. The first member is the one all others resemble."""

    members: tuple[str, ...]
    similarity: float  #: the lowest Jaccard of a member to the first one


class Clones:
    """Clusters of copies."""

    def __init__(self, files: Sequence[FileFacts], symbols: Symbols) -> None:
        self._files = {file.path: file for file in files}
        self._symbols = symbols

    def functions(
        self,
        *,
        min_statements: int = 6,
        min_files: int = 2,
        exact: bool = False,
        roles: Collection[Role] = _JUDGED,
    ) -> tuple[FunctionCluster, ...]:
        """Clusters of functions and classes of one shape, by first place.

        Stubs are left out, and so is what lies inside members of a larger cluster with as
        many members (the methods of cloned classes). `exact`: names and constants agree.
        """
        groups: dict[tuple[str, int], list[Symbol]] = defaultdict(list)
        for symbol in self._candidates(min_statements, roles):
            definition = symbol.definition
            shape = definition.exact if exact else definition.shape
            groups[definition.kind, shape].append(symbol)
        clusters = [
            _cluster(members)
            for members in groups.values()
            if len({member.path for member in members}) >= min_files and len(members) > 1
        ]
        return _outermost(sorted(clusters, key=_place))

    def files(
        self,
        *,
        similarity: float = 0.6,
        min_statements: int = 20,
        roles: Collection[Role] = _JUDGED,
    ) -> tuple[FileCluster, ...]:
        """Clusters of near-duplicate files: Jaccard of 4-grams of statement shapes, imports
        left out. Every member is that similar to the first, so clusters do not drift."""
        judged = [file for file in self._files.values() if file.role in roles]
        found = near_duplicates(judged, similarity, min_statements)
        return tuple(FileCluster(members, lowest) for members, lowest in found)

    def difference(self, old: Symbol | str, new: Symbol | str) -> tuple[Difference, ...]:
        """The constants that differ between two copies (symbols, or whole files by path):
        of aligned statements of equal shape, in source order of the old one."""
        return differences(self._rows(old), self._rows(new))

    def _candidates(self, min_statements: int, roles: Collection[Role]) -> Iterator[Symbol]:
        for path, file in self._files.items():
            for scope, one in enumerate(file.definitions if file.role in roles else (), start=1):
                if one.statements >= min_statements and one.body != "stub" and one.shape:
                    yield self._symbols.of_scope(path, scope)

    def _rows(self, part: Symbol | str) -> Rows:
        if isinstance(part, str):
            return Rows(self._files[part], 0, len(self._files[part].statements.lines))
        definition = part.definition
        return Rows(self._files[part.path], definition.first, definition.last)


def _cluster(members: Sequence[Symbol]) -> FunctionCluster:
    same = len({member.definition.exact for member in members}) == 1
    statements = min(member.definition.statements for member in members)
    return FunctionCluster(tuple(members), statements, same)


def _outermost(clusters: Sequence[FunctionCluster]) -> tuple[FunctionCluster, ...]:
    """Without clusters that only repeat, member by member, part of a larger one."""
    covered: dict[tuple[str, int], set[int]] = defaultdict(set)
    for cluster in clusters:
        for member in cluster.members:
            covered[member.path, member.scope].add(len(cluster.members))
    return tuple(cluster for cluster in clusters if not _is_inner(cluster, covered))


def _is_inner(cluster: FunctionCluster, covered: dict[tuple[str, int], set[int]]) -> bool:
    size = len(cluster.members)
    return all(
        size in covered.get((member.path, member.definition.scope), ())
        for member in cluster.members
    )


def _place(cluster: FunctionCluster) -> tuple[str, int, int]:
    first = cluster.members[0]
    return (first.path, first.definition.at.line, first.scope)
