"""TOML: keys with places, values by `tomllib`; dependencies and tasks of pyproject files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec

from debtscan.facts import FileFacts, Kind, Span, Unread
from debtscan.syntax.config_rows import MOST_MEMBERS, ConfigRows, Scalar
from debtscan.syntax.positions import Positions, plain_newlines
from debtscan.syntax.pyproject import toml_commands, toml_dependencies
from debtscan.syntax.toml_places import Path, Place, TooDeepError, places
from debtscan.syntax.words import unread

_MISSING = object()
_OURS = ("tool", "debtscan")  #: what is said of debt there is no use of what it names


def extract_toml(text: str) -> FileFacts | Unread:
    """Facts of a TOML file, or why it cannot be read (a repeated key is an error of TOML's)."""
    text = plain_newlines(text)
    try:
        found = places(text)
        data = tomllib.loads(text)
    except (TooDeepError, RecursionError) as error:
        return unread(Kind.TOML, "too-deep", str(error), text)
    except ValueError as error:
        return _broken(text, str(error))
    spans = _spans(found, text)
    facts = _rows(found, spans, data).facts(Kind.TOML, text)
    return msgspec.structs.replace(
        facts,
        dependencies=tuple(toml_dependencies(data, spans)),
        commands=tuple(toml_commands(data, spans)),
    )


def _broken(text: str, message: str) -> Unread:
    head, _, tail = message.partition(" (at line ")
    number = tail.partition(",")[0]
    reason = "template" if "{{" in text or "{%" in text else "syntax"
    line = int(number) if number.isdigit() else 0
    return unread(Kind.TOML, reason, head.replace("\n", " ")[:200], text, line)


def _spans(found: list[Place], text: str) -> Mapping[Path, Span]:
    positions = Positions(text)
    spans: dict[Path, Span] = {}
    for place in found:
        spans.setdefault(place.path, positions.span(place.start, place.end))
    return spans


def _rows(found: list[Place], spans: Mapping[Path, Span], data: Any) -> ConfigRows:
    rows = ConfigRows()
    listed: set[Path] = set()
    for place in found:
        path, last = place.path, place.path[-1]
        if path[:2] == _OURS:
            continue
        if place.header and isinstance(last, int):  # one of an array of tables
            path = path[:-1]
            if path in listed:
                continue
            listed.add(path)
        elif isinstance(last, int) and last >= MOST_MEMBERS:
            continue
        value = _lookup(data, path)
        if value is not _MISSING:
            rows.add(_dotted(path), spans[place.path], *_kind_and_value(value))
    return rows


def _lookup(data: Any, path: Path) -> Any:
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part, _MISSING)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return _MISSING
    return data


def _dotted(path: Path) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _kind_and_value(value: Any) -> tuple[str, Scalar]:
    if isinstance(value, dict):
        return "mapping", None
    if isinstance(value, list):
        return "sequence", None
    return "scalar", value if isinstance(value, str | int | float | bool) else value.isoformat()
