"""Options of rules: frozen dataclasses whose fields carry a `#:` description each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NoOptions:
    """For rules that leave nothing to choose."""
