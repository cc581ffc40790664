"""Answers by question, safe for questions that lead back to themselves."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

AnswerT = TypeVar("AnswerT")

_NEVER = 1 << 30


class Memory:
    """An answer that hangs on an unfinished question is given, but not remembered."""

    def __init__(self, deepest: int = 60, most: int = 4000) -> None:
        """``deepest``: questions inside one another; ``most``: answered for one outermost."""
        self._deepest = deepest
        self._most = most
        self._known: dict[Hashable, Any] = {}
        self._busy: dict[Hashable, int] = {}
        self._lowest = _NEVER  #: the outermost unfinished question the current answer hangs on
        self._asked = 0

    def kept(self, key: Hashable) -> Any:
        """The remembered answer, None when there is none."""
        return self._known.get(key)

    def forget(self, unwanted: Callable[[Any], bool]) -> None:
        """Ask some answers anew; only between questions."""
        self._known = {key: one for key, one in self._known.items() if not unwanted(one)}

    def ask(
        self,
        key: Hashable,
        answer: Callable[[], AnswerT],
        circle: AnswerT,
        too_long: AnswerT | None = None,
    ) -> AnswerT:
        """The remembered answer, or a fresh one; `circle` when it would lead back to itself,
        `too_long` (the same unless given) when it would go too deep or take too long."""
        known = self._known.get(key)
        if known is not None:
            return known  # type: ignore[no-any-return]
        depth = len(self._busy)
        self._asked = self._asked + 1 if depth else 0
        open_since = self._busy.get(key)
        if open_since is not None:
            self._lowest = min(self._lowest, open_since)
            return circle
        if depth >= self._deepest or self._asked > self._most:
            self._lowest = 0
            return circle if too_long is None else too_long
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
