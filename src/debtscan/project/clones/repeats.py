"""Maximal repeats in one long sequence of statement shapes.

Winnowing (Schleimer, Wilkerson, Aiken 2003) with a window of one: every k-gram is kept, and
those that stand more than once are grown, all places together, to the left and right as far
as they agree. Each group of places is grown once, so the cost stays near that of one pass.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

_CROWD = 250  #: a k-gram in more places than this is an idiom, no copy
_LONGEST = 400  #: statements that a repeat is grown to

Repeat = tuple[tuple[int, ...], int]  #: its places in the sequence, ascending, and its length


def maximal_repeats(shapes: Sequence[int], least: int) -> Iterator[Repeat]:
    """Repeats of at least `least` shapes that no further statement, the same in all places,
    would make longer. Places of one repeat never overlap."""
    found: dict[tuple[int, ...], int] = {}
    for places in _repeated_grams(shapes, least):
        first = places[0]
        apart = tuple([place - first for place in places])
        if found.get(apart, -1) >= first + least:
            continue
        left, length = _grown(shapes, places, least)
        found[apart] = first - left + length
        yield tuple([place - left for place in places]), length


def _repeated_grams(shapes: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    """The places of every k-gram that stands more than once and is no monotonous list."""
    grams = list(map(hash, zip(*(islice(shapes, i, None) for i in range(size)), strict=False)))
    counts = Counter(grams)
    groups: dict[int, list[int]] = defaultdict(list)
    for place, gram in enumerate(grams):
        if 1 < counts[gram] <= _CROWD:
            groups[gram].append(place)
    varied = (size + 1) // 2 + 1
    for places in groups.values():
        if len(set(shapes[places[0] : places[0] + size])) >= min(varied, size):
            apart = _apart(places, size)
            if len(apart) > 1:
                yield apart


def _apart(places: Sequence[int], size: int) -> tuple[int, ...]:
    """Without places that overlap the one before."""
    kept = [places[0]]
    for place in places:
        if place >= kept[-1] + size:
            kept.append(place)
    return tuple(kept)


def _grown(shapes: Sequence[int], places: tuple[int, ...], size: int) -> tuple[int, int]:
    """(statements added on the left, length of the whole)."""
    widest = min(b - a for a, b in pairwise(places))
    widest = min(widest, _LONGEST)
    length = size
    while length < widest and _agree(shapes, places, length):
        length += 1
    left = 0
    while length < widest and places[0] > left and _agree(shapes, places, -left - 1):
        left += 1
        length += 1
    return left, length


def _agree(shapes: Sequence[int], places: tuple[int, ...], offset: int) -> bool:
    end = len(shapes)
    if places[-1] + offset >= end:
        return False
    wanted = shapes[places[0] + offset]
    return all(shapes[place + offset] == wanted for place in places[1:])
