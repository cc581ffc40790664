"""What results depend on beside the bytes they describe: the code that makes them."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import debtscan
from debtscan.facts import SCHEMA

_PARSERS = ("libcst", "PyYAML", "msgspec")
_MAKING_FACTS = ("debtscan.facts", "debtscan.syntax", "debtscan.source")


@cache
def provenance() -> str:
    """24 hexadecimal digits that change with the schema, this version, Python's grammar, the
    parsers, and the text of the layers that make facts (so a changed checkout never meets
    facts of the old one)."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    names = [f"schema {SCHEMA}", debtscan.__version__, python]
    names += [f"{name} {version(name)}" for name in _PARSERS]
    return hash_of(("\n".join(names), text_of(_MAKING_FACTS)))


def hash_of(parts: Iterable[str]) -> str:
    """24 hexadecimal digits of the parts, each kept apart from the next."""
    state = hashlib.blake2b(digest_size=12)
    for part in parts:
        state.update(f"{len(part)}:{part}".encode())
    return state.hexdigest()


def text_of(packages: Iterable[str]) -> str:
    """A hash of the modules of some packages, by name and content. Raises `LookupError` for
    one that has no source."""
    state = hashlib.blake2b(digest_size=12)
    for package in packages:
        for path in _modules(package):
            state.update(f"{path.name}\n".encode() + path.read_bytes())
    return state.hexdigest()


def version(distribution: str) -> str:
    """Its installed version, "" when there is none."""
    try:
        found = metadata.distribution(distribution)
    except metadata.PackageNotFoundError:
        return ""
    # its first lines will do: to parse the whole takes milliseconds, for a README stands there
    text = found.read_text("METADATA") or found.read_text("PKG-INFO") or ""
    said = re.search(r"^Version: *(.*)$", text, re.MULTILINE)
    return said[1] if said else ""


def _modules(package: str) -> list[Path]:
    if package == "__main__" or (spec := find_spec(package)) is None:
        raise LookupError(package)
    folders = spec.submodule_search_locations
    if folders is None:
        return [Path(spec.origin)] if spec.origin else []
    return sorted(path for folder in folders for path in Path(folder).rglob("*.py"))
