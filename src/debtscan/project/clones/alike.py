"""Sets that have much in common: files, cells, documents, whatever their members stand for.

Never all pairs: each set keeps its smallest hashes (Broder's bottom sketch), and sets that
share some of them are compared in full. Clusters are stars around the set most others
resemble, so that resemblance cannot drift along a chain.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from debtscan.project.clones.places import Place

_SKETCH = 32  #: hashes kept per set
_SHARED = 3  #: hashes two sets must share to be compared
_CROWD = 40  #: a hash in more sets than this links each of them to the first ones only

Key = TypeVar("Key", str, Place)
Star = tuple[tuple[Key, ...], float]


def alike(sets: Mapping[Key, frozenset[int]], least: float) -> Iterator[tuple[Key, Key, float]]:
    """Pairs of sets whose Jaccard is at least this, with it."""
    for one, other in _candidates(sets):
        score = _jaccard(sets[one], sets[other])
        if score >= least:
            yield one, other, score


def stars(pairs: Iterator[tuple[Key, Key, float]]) -> list[Star[Key]]:
    """(members, the centre first; lowest similarity to it), by centre."""
    near: dict[Key, dict[Key, float]] = defaultdict(dict)
    for one, other, score in pairs:
        near[one][other] = near[other][one] = score
    return sorted(_stars(near))


def _candidates(sets: Mapping[Key, frozenset[int]]) -> Iterator[tuple[Key, Key]]:
    index: dict[int, list[Key]] = defaultdict(list)
    for key, found in sets.items():
        for hashed in heapq.nsmallest(_SKETCH, found):
            index[hashed].append(key)
    shared: Counter[tuple[Key, Key]] = Counter()
    for keys in index.values():
        if len(keys) > 1:
            shared.update(_pairs(keys))
    for (one, other), count in shared.items():
        if count >= min(_SHARED, len(sets[one]), len(sets[other])):
            yield one, other


def _pairs(keys: Sequence[Key]) -> Iterator[tuple[Key, Key]]:
    if len(keys) <= _CROWD:
        yield from combinations(keys, 2)
        return
    for first in keys[:2]:
        yield from ((first, other) for other in keys if first < other)


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    small, large = sorted((len(one), len(other)))
    if not large or small / large < 0.2:
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _stars(near: Mapping[Key, Mapping[Key, float]]) -> Iterator[Star[Key]]:
    left: dict[Key, Mapping[Key, float]] = dict(near)
    while left:
        centre = min(left, key=lambda key: (-sum(o in left for o in left[key]), key))
        around: dict[Key, float] = {
            other: score for other, score in left[centre].items() if other in left
        }
        if around:
            yield (centre, *sorted(around)), min(around.values())  # type: ignore[arg-type]
        del left[centre]
        for key in around:
            del left[key]
