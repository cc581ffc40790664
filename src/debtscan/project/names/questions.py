"""What objects are, by question; safe for questions that lead back to themselves."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from debtscan.project.names.objects import NOTHING, Objects, mystery

_DEEPEST = 40  #: questions inside one another
_NEVER = 1 << 30


class Questions:
    """An answer that hangs on an unfinished question is given, but not kept."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Objects] = {}
        self._busy: dict[Hashable, int] = {}
        self._lowest = _NEVER  #: the outermost unfinished question the current answer hangs on
        self._asked = 0

    def kept(self, key: Hashable) -> Objects | None:
        """The answer, if one was kept."""
        return self._known.get(key)

    def once(self, key: Hashable, answer: Callable[[], Objects]) -> Objects:
        """The kept answer, or a fresh one; nothing where it would go in a circle, a mystery
        where it would go too deep or take too long."""
        known = self._known.get(key)
        if known is not None:
            return known
        depth = len(self._busy)
        self._asked = self._asked + 1 if depth else 0
        since = self._busy.get(key)
        if since is not None:
            self._lowest = min(self._lowest, since)
            return NOTHING
        if depth >= _DEEPEST or self._asked > 3000:
            self._lowest = 0
            return mystery("too long a way")
        outer, self._lowest = self._lowest, _NEVER
        self._busy[key] = depth
        try:
            found = answer()
        finally:
            del self._busy[key]
        if self._lowest >= depth:
            self._known[key] = found
            self._lowest = outer
        else:
            self._lowest = min(outer, self._lowest)
        return found
