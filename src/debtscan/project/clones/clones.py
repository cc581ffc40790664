"""Code of the same shape in several places, and what differs between the copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from debtscan.facts import FileFacts, Kind, Role
from debtscan.project.clones.blocks import copied_blocks
from debtscan.project.clones.cells import copied_cells
from debtscan.project.clones.comparing import Comparing, RowValues
from debtscan.project.clones.copies import Difference, Rows, differences
from debtscan.project.clones.documents import (
    DocumentCluster,
    compared_documents,
    copied_documents,
)
from debtscan.project.clones.near_duplicates import near_duplicates
from debtscan.project.clones.places import CodeCluster, Copy
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.options.defaults import differing_defaults

_JUDGED = (Role.SOURCE,)


class FunctionCluster(Struct, frozen=True):
    """Functions (or classes) of one shape: names and constants may differ, nothing else."""

    members: tuple[Symbol, ...]
    statements: int  #: of one member
    exact: bool  #: names and constants agree too

    @property
    def paths(self) -> tuple[str, ...]:
        """The files the members lie in, sorted, each once."""
        return tuple(sorted({member.path for member in self.members}))


class FileCluster(Struct, frozen=True):
    """Near-duplicate files. The first member is the one all others resemble."""

    members: tuple[str, ...]
    similarity: float  #: the lowest Jaccard of a member to the first one


class Clones:
    """Clusters of copies."""

    def __init__(self, files: Sequence[FileFacts], symbols: Symbols) -> None:
        self._files = {file.path: file for file in files if file.is_code}
        self._documents = {file.path: file for file in files if file.config and not file.is_code}
        self._symbols = symbols
        self._values: dict[str, RowValues] = {}

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

    def blocks(
        self,
        *,
        min_statements: int = 6,
        min_files: int = 1,
        roles: Collection[Role] = _JUDGED,
        among: Collection[str] | None = None,
    ) -> tuple[CodeCluster, ...]:
        """Clusters of equal runs of statements inside functions or at module level, by first
        place; without what lies in whole copied functions or in a larger block. `among`: only
        the files of these paths."""
        judged = [
            file
            for path, file in self._files.items()
            if file.role in roles and (among is None or path in among)
        ]
        whole = self.functions(min_statements=min_statements, min_files=1, roles=roles)
        told = [member for cluster in whole for member in cluster.members]
        return copied_blocks(judged, min_statements, min_files, told)

    def cells(
        self,
        *,
        similarity: float = 0.7,
        min_statements: int = 4,
        min_files: int = 2,
        roles: Collection[Role] = _JUDGED,
    ) -> tuple[CodeCluster, ...]:
        """Clusters of notebook cells that are much like the first member, by first place."""
        notebooks = [
            file
            for file in self._files.values()
            if file.kind is Kind.NOTEBOOK and file.role in roles
        ]
        return copied_cells(notebooks, min_statements, similarity, min_files)

    def documents(
        self,
        *,
        similarity: float = 0.75,
        min_keys: int = 10,
        roles: Collection[Role] = _JUDGED,
    ) -> tuple[DocumentCluster, ...]:
        """Clusters of configuration documents that share most keys with their values."""
        judged = [file for file in self._documents.values() if file.role in roles]
        return copied_documents(judged, similarity, min_keys)

    def difference(self, old: Symbol | str, new: Symbol | str) -> tuple[Difference, ...]:
        """The constants that differ between two copies (symbols, or whole files by path):
        of aligned statements of equal shape, in source order of the old one."""
        return differences(self._rows(old), self._rows(new))

    def compared(
        self, old: Symbol | Copy | str, new: Symbol | Copy | str
    ) -> tuple[Difference, ...]:
        """Everything in which two copies differ, the most telling first: constants, signs,
        defaults, missing and moved statements, other calls; of documents keys and values."""
        if isinstance(old, str) and isinstance(new, str) and old in self._documents:
            return tuple(compared_documents(self._documents[old], self._documents[new]))
        defaults = (
            list(differing_defaults(old.definition, new.definition))
            if isinstance(old, Symbol) and isinstance(new, Symbol)
            else []
        )
        left, right = self._rows(old), self._rows(new)
        values = self._values_of(left.file), self._values_of(right.file)
        return Comparing(left, right, values).everything(defaults)

    def _values_of(self, file: FileFacts) -> RowValues:
        if file.path not in self._values:
            self._values[file.path] = RowValues(file)
        return self._values[file.path]

    def _candidates(self, min_statements: int, roles: Collection[Role]) -> Iterator[Symbol]:
        for path, file in self._files.items():
            for scope, one in enumerate(file.definitions if file.role in roles else (), start=1):
                if one.statements >= min_statements and one.body != "stub" and one.shape:
                    yield self._symbols.of_scope(path, scope)

    def _rows(self, part: Symbol | Copy | str) -> Rows:
        if isinstance(part, str):
            return Rows(self._files[part], 0, len(self._files[part].statements.lines))
        if isinstance(part, Copy):
            return Rows(self._files[part.path], part.first, part.last)
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
