"""Answers by question, safe for questions that lead back to themselves."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

AnswerT = TypeVar("AnswerT")

_DEEPEST = 60  #: questions inside one another
_MOST = 4000  #: questions answered for one outermost question
_NEVER = 1 << 30


class Memory:
    """An answer that hangs on an unfinished question is given, but not remembered."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self._busy: dict[Hashable, int] = {}
        self._lowest = _NEVER  #: the outermost unfinished question the current answer hangs on
        self._asked = 0

    def ask(self, key: Hashable, answer: Callable[[], AnswerT], otherwise: AnswerT) -> AnswerT:
        """The remembered answer, or a fresh one; `otherwise` when it would lead in a circle."""
        known = self._known.get(key)
        if known is not None:
            return known  # type: ignore[no-any-return]
        depth = len(self._busy)
        self._asked = self._asked + 1 if depth else 0
        open_since = self._busy.get(key)
        if open_since is not None or depth >= _DEEPEST or self._asked > _MOST:
            self._lowest = min(self._lowest, open_since or 0)
            return otherwise
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
