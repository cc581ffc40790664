"""Near-duplicate files by 4-grams of statement shapes.

Never all pairs: each file keeps the smallest hashes of its 4-grams (Broder's bottom sketch),
files that share some of them are compared in full, and clusters are stars around the member
most others resemble, so that resemblance cannot drift along a chain.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from debtscan.facts import FileFacts

_SKETCH = 32  #: hashes kept per file
_SHARED = 3  #: hashes two files must share to be compared
_CROWD = 40  #: a hash in more files than this links each of them to the first ones only

_Cluster = tuple[tuple[str, ...], float]
_Grams = frozenset[int]


def near_duplicates(
    files: Sequence[FileFacts], similarity: float, min_statements: int
) -> list[_Cluster]:
    """(members, lowest similarity to the first member), by first member's path."""
    alike: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other, score in resembling(files, similarity, min_statements):
        alike[one][other] = alike[other][one] = score
    return sorted(_stars(alike))


def resembling(
    files: Sequence[FileFacts], similarity: float, min_statements: int
) -> Iterator[tuple[str, str, float]]:
    """Pairs of files at least this similar, with their Jaccard."""
    grams = {file.path: _grams(file) for file in files if file.size >= min_statements}
    grams = {path: found for path, found in grams.items() if len(found) >= min_statements // 2}
    for one, other in _candidates(grams):
        score = _jaccard(grams[one], grams[other])
        if score >= similarity:
            yield one, other, score


def _grams(file: FileFacts) -> _Grams:
    imports = {imported.at.line for imported in file.imports}
    table = file.statements
    shapes = [s for s, line in zip(table.shapes, table.lines, strict=True) if line not in imports]
    return frozenset(map(hash, zip(shapes, shapes[1:], shapes[2:], shapes[3:], strict=False)))


def _candidates(grams: Mapping[str, _Grams]) -> Iterator[tuple[str, str]]:
    index: dict[int, list[str]] = defaultdict(list)
    for path, found in grams.items():
        for gram in heapq.nsmallest(_SKETCH, found):
            index[gram].append(path)
    shared: Counter[tuple[str, str]] = Counter()
    for paths in index.values():
        if len(paths) > 1:
            shared.update(_pairs(paths))
    return (pair for pair, count in shared.items() if count >= _SHARED)


def _pairs(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(paths) <= _CROWD:
        yield from combinations(paths, 2)
        return
    for first in paths[:2]:
        yield from ((first, other) for other in paths if first < other)


def _jaccard(one: _Grams, other: _Grams) -> float:
    small, large = sorted((len(one), len(other)))
    if not large or small / large < 0.2:
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _stars(alike: Mapping[str, Mapping[str, float]]) -> Iterator[_Cluster]:
    left = dict(alike)
    while left:
        centre = min(left, key=lambda path: (-sum(o in left for o in left[path]), path))
        around = {other: score for other, score in left[centre].items() if other in left}
        if around:
            yield (centre, *sorted(around)), min(around.values())
        for path in (centre, *around):
            del left[path]
