"""Families: whole files that were copied from one another and then edited.

N-grams of statements find the candidates; the verdict is a line-up of the two files,
statement by statement, because an edit in every fourth statement leaves no n-gram alone.
"""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from debtscan.facts import FileFacts, Role
from debtscan.project.clones.copies import Rows, aligned
from debtscan.project.clones.near_duplicates import resembling
from debtscan.project.clones.version_names import are_versions, version_marks

_HINT = 0.2  #: Jaccard of 4-grams below which no pair is lined up
_CROWD = 12  #: versions of one name that are lined up with each other
_SHORT = 45  #: statements; shorter files look alike by chance, so they need ...
_SHARE_OF_SHORT = 0.9  #: ... this share
_JUDGED = (Role.SOURCE,)


class Kinship(Struct, frozen=True):
    """Two files and the share of their statements that face an equal one, in order."""

    one: str
    other: str
    share: float  #: 2 x common / (statements of one + of the other)
    versions: bool  #: the names differ in marks like `v2`, `old`, `copy` only


class Family(Struct, frozen=True):
    """Files joined by kinship: each resembles at least one other member."""

    members: tuple[str, ...]
    links: tuple[Kinship, ...]

    @property
    def lowest(self) -> float:
        """The share of the weakest of the best links of its members."""
        best: dict[str, float] = defaultdict(float)
        for link in self.links:
            best[link.one] = max(best[link.one], link.share)
            best[link.other] = max(best[link.other], link.share)
        return min(best.values())

    @property
    def versions(self) -> bool:
        """Whether names say of some member that it is a version of another."""
        return any(link.versions for link in self.links)


class Families:
    """Families of files."""

    def __init__(self, files: Sequence[FileFacts]) -> None:
        self._files = files

    def found(
        self,
        *,
        share: float = 0.8,
        share_of_versions: float = 0.6,
        min_statements: int = 25,
        roles: Collection[Role] = _JUDGED,
    ) -> tuple[Family, ...]:
        """Every family, by first member's path. Files named as versions of one another need
        to share less. A notebook and the script of the same name count as one work."""
        judged = {file.path: file for file in self._files if file.role in roles}
        bags = {path: Counter(file.statements.shapes) for path, file in judged.items()}
        links: list[Kinship] = []
        for one, other in _candidates(list(judged.values()), min_statements):
            wanted = self._wanted(judged[one], judged[other], share, share_of_versions)
            if _bound(bags[one], bags[other]) >= wanted and not _are_twins(one, other):
                common = _share(judged[one], judged[other])
                if common >= wanted:
                    links.append(Kinship(one, other, common, are_versions(one, other)))
        return tuple(_joined(links))

    def _wanted(self, one: FileFacts, other: FileFacts, share: float, of_versions: float) -> float:
        """The share these two need: the less there is to compare, the more of it."""
        if are_versions(one.path, other.path):
            return of_versions
        shorter = min(len(one.statements.shapes), len(other.statements.shapes))
        return max(share, _SHARE_OF_SHORT) if shorter < _SHORT else share


def _candidates(files: Sequence[FileFacts], min_statements: int) -> list[tuple[str, str]]:
    """Pairs worth a line-up: those with n-grams in common, and neighbours named as versions of
    one another, which may differ in every fourth statement."""
    alike = [(one, other) for one, other, _ in resembling(files, _HINT, min_statements)]
    stems: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in files:
        if file.size >= min_statements:
            stems[posixpath.dirname(file.path), version_marks(file.path)[0]].append(file.path)
    named = [pair for paths in stems.values() for pair in combinations(sorted(paths)[:_CROWD], 2)]
    return sorted({*alike, *(pair for pair in named if are_versions(*pair))})


def _bound(one: Counter[int], other: Counter[int]) -> float:
    """What the share can be at most, whatever the order."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _share(one: FileFacts, other: FileFacts) -> float:
    sizes = len(one.statements.shapes), len(other.statements.shapes)
    pairs = aligned(Rows(one, 0, sizes[0]), Rows(other, 0, sizes[1]))
    return 2 * sum(1 for _ in pairs) / sum(sizes)


def _are_twins(one: str, other: str) -> bool:
    """A notebook and its export."""
    stem, _, ending = one.rpartition(".")
    other_stem, _, other_ending = other.rpartition(".")
    return stem.rpartition("/")[2] == other_stem.rpartition("/")[2] and ending != other_ending


def _joined(links: Sequence[Kinship]) -> Iterator[Family]:
    """Connected families, sorted by their first members."""
    leader: dict[str, str] = {}
    for link in links:
        one, other = _leader(leader, link.one), _leader(leader, link.other)
        leader[max(one, other)] = min(one, other)
    groups: dict[str, list[Kinship]] = defaultdict(list)
    for link in links:
        groups[_leader(leader, link.one)].append(link)
    for first in sorted(groups):
        members = {path for link in groups[first] for path in (link.one, link.other)}
        yield Family(tuple(sorted(members)), tuple(sorted(groups[first], key=_pair)))


def _leader(leader: Mapping[str, str], path: str) -> str:
    while leader.get(path, path) != path:
        path = leader[path]
    return path


def _pair(link: Kinship) -> tuple[str, str]:
    return (link.one, link.other)
