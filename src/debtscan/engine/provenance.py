"""What facts depend on beside the bytes they describe: the code that makes them."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import debtscan
from debtscan.facts import SCHEMA

_LIBRARIES = ("libcst", "PyYAML", "msgspec")
_LAYERS = ("debtscan.facts", "debtscan.syntax", "debtscan.source")


@cache
def provenance() -> str:
    """24 hexadecimal digits that change with the schema, this version, Python's grammar, the
    parsers, and the text of the layers that make facts (so a changed checkout never meets
    facts of the old one)."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    names = [f"schema {SCHEMA}", debtscan.__version__, python]
    names += [f"{name} {_version(name)}" for name in _LIBRARIES]
    state = hashlib.blake2b("\n".join(names).encode(), digest_size=12)
    for layer in _LAYERS:
        for path in _modules(layer):
            state.update(path.read_bytes())
    return state.hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _modules(layer: str) -> list[Path]:
    spec = find_spec(layer)
    folders = spec.submodule_search_locations if spec else None
    return sorted(path for folder in folders or () for path in Path(folder).rglob("*.py"))
