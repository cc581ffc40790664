"""What objects are, by question; safe for questions that lead back to themselves."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from debtscan.project.names.memory import Memory
from debtscan.project.names.objects import NOTHING, Objects, is_open, mystery

_TOO_LONG = mystery("too long a way")


class Questions:
    """A memory of objects: a circle adds nothing, too long a way leaves a mystery."""

    def __init__(self) -> None:
        self._memory = Memory(deepest=40, most=3000)

    def kept(self, key: Hashable) -> Objects | None:
        """The answer, if one was kept."""
        known: Objects | None = self._memory.kept(key)
        return known

    def once(self, key: Hashable, answer: Callable[[], Objects]) -> Objects:
        """The kept answer, or a fresh one."""
        return self._memory.ask(key, answer, NOTHING, _TOO_LONG)

    def forget_mysteries(self) -> None:
        """Ask again what could not be told: something more is known now."""
        self._memory.forget(is_open)
