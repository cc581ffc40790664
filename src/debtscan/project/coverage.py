"""How much of something is known, and why the rest is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct


class Coverage(Struct, frozen=True):
    """A share with its causes. `causes` are short, stable words ("parameter without callers")."""

    known: int
    total: int
    causes: tuple[tuple[str, int], ...] = ()  #: of what is not known, commonest first

    @property
    def share(self) -> float:
        """0 to 1; 1 when there is nothing to know."""
        return self.known / self.total if self.total else 1.0


def covered(known: int, causes: Iterable[str]) -> Coverage:
    """From the number of known cases and the cause of every other one."""
    counted = Counter(causes)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return Coverage(known, known + counted.total(), tuple(ranked))
