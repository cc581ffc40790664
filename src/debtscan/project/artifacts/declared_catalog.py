"""Kedro's catalogues: the names under which code asks for data, and the files they mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.values.patterns import normal

_CATALOG = re.compile(r"(?:.*/)?conf/(?:.*/)?catalog[^/]*(?:/.*)?\.ya?ml")
_ENTRY = re.compile(r"([^.]+)\.(type|filepath|path|table_name)")
_FILES = ("filepath", "path", "table_name")


class CatalogEntry(Struct, frozen=True):
    """A data set of a catalogue. `artifact` is a path, `table:…`, or "" without either."""

    name: str
    artifact: str
    type: str  #: as written: `pandas.CSVDataset`
    at: Location


def catalog(files: Iterable[FileFacts]) -> Mapping[str, CatalogEntry]:
    """Entries by name; where several environments define one, that of `base`, else the first."""
    found: dict[str, CatalogEntry] = {}
    documents = (file for file in files if _CATALOG.fullmatch(file.path))
    for file in sorted(documents, key=lambda file: ("/base/" not in file.path, file.path)):
        for entry in _entries(file):
            found.setdefault(entry.name, entry)
    return found


def _entries(file: FileFacts) -> Iterable[CatalogEntry]:
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    places: dict[str, Location] = {}
    for key in file.config:
        match = _ENTRY.fullmatch(key.path)
        if match and isinstance(key.value, str) and not match[1].startswith("_"):
            parts[match[1]][match[2]] = key.value
            places.setdefault(match[1], file.locate(key.at))
    for name, given in parts.items():
        if "type" in given:
            yield CatalogEntry(name, _artifact(given), given["type"], places[name])


def _artifact(given: Mapping[str, str]) -> str:
    part = next((part for part in _FILES if part in given), "")
    if part == "table_name":
        return f"table:{given[part].lower()}"
    written = re.sub(r"\$\{[^}]*\}|\{\{[^}]*\}\}|\{[^}]*\}", "*", given.get(part, ""))
    return normal(written) if written else ""
