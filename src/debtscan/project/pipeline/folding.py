"""One call, one artifact: the many patterns of a path that hangs on much, put into few."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from debtscan.project.values.patterns import stands_for

_FEW = 3  #: patterns of one call that are looked at one by one


def folded(patterns: Iterable[str]) -> frozenset[str]:
    """The patterns of one call of one step that say it all.

    Of a counter's first value and its `*` the `*`; of a folder known and unknown the known one;
    where a call has many patterns, those that stand for others.
    """
    every = frozenset(patterns)
    kept = set(every)
    for general in sorted(every, key=lambda one: (len(one.replace("*", "")), one)):
        special = {one for one in kept if one != general and stands_for(general, one)}
        if general not in kept or not special or not any(map(str.isalpha, _known(general))):
            continue
        names = {posixpath.basename(one) for one in (general, *special)}
        if len(names) == 1 and len(special) < _FEW and len(every) <= _FEW:
            kept.discard(general)
        else:
            kept -= special
    return frozenset(kept)


def _known(pattern: str) -> str:
    """All of a pattern but its ending."""
    return posixpath.splitext(pattern)[0]
