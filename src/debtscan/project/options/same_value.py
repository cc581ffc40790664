"""When two texts of a setting say the same."""

from __future__ import annotations

_NEARLY = 1e-9


def same_value(one: str, other: str) -> bool:
    """Numbers by value, switches and words without regard to case: `1e-3` is `0.001`."""
    try:
        first, second = float(one), float(other)
    except ValueError:
        return one.strip().lower() == other.strip().lower()
    return abs(first - second) <= _NEARLY * max(abs(first), abs(second))
