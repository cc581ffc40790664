"""Runs the stages: packs, settings, workers, cache, selection, and the pipeline itself.

Names no rule and knows no syntax; must not know how a result is scored or shown.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from debtscan.engine.cache import cache_folder
    from debtscan.engine.pipeline import Scan, check, findings_since, read_project, scan
    from debtscan.engine.registry import load_packs
    from debtscan.engine.settings import Settings, load_settings
    from debtscan.engine.upkeep import CacheInfo, clear, info

# Imported on demand: workers import this package too, and need none of it.
_HOMES = {
    "CacheInfo": "upkeep",
    "Scan": "pipeline",
    "Settings": "settings",
    "cache_folder": "cache",
    "check": "pipeline",
    "clear": "upkeep",
    "findings_since": "pipeline",
    "info": "upkeep",
    "load_packs": "registry",
    "load_settings": "settings",
    "read_project": "pipeline",
    "scan": "pipeline",
}

__all__ = [
    "CacheInfo",
    "Scan",
    "Settings",
    "cache_folder",
    "check",
    "clear",
    "findings_since",
    "info",
    "load_packs",
    "load_settings",
    "read_project",
    "scan",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
