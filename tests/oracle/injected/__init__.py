"""The kinds of debt that are injected, by name: each turns a seeded site into a draft.

Written as people write debt; knows no rule. Which rule should find it stands in `kinds.toml`.
"""

from __future__ import annotations

from importlib import import_module

from injected.registry import KINDS, Inject, kind

_MODULES = [
    "knobs",
    "option_lies",
    "commands",
    "copies",
    "leftovers",
    "unused",
    "calls",
    "handoffs",
    "configs",
    "glue",
    "constants",
    "families",
    "sprawl",
]


def all_kinds() -> dict[str, Inject]:
    """Every kind, in the order of the modules."""
    for module in _MODULES:
        import_module(f"injected.{module}")
    return dict(KINDS)


__all__ = ["Inject", "all_kinds", "kind"]
