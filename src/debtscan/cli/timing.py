"""Where the time went, for `--timing`: on stderr, never in a report."""

from __future__ import annotations

import time
from collections.abc import Mapping

from debtscan.cli.streams import notice


class Stopwatch:
    """Wall-clock seconds of the parts of a run."""

    def __init__(self) -> None:
        self._laps: list[tuple[str, float]] = []
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """End a part and give it its name."""
        now = time.perf_counter()
        self._laps.append((name, now - self._last))
        self._last = now

    def tell(self, rules: Mapping[str, float]) -> None:
        """One line for each part, then one for each rule, slowest first."""
        slowest = sorted(rules.items(), key=lambda pair: (-pair[1], pair[0]))
        for name, seconds in [*self._laps, *((f"  {rule}", each) for rule, each in slowest)]:
            notice(f"{seconds:9.3f} s  {name}")
