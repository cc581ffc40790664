"""Finds and reads a project's configuration file, which may be a stranger's."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from debtscan.facts import Kind, Role, Unread
from debtscan.model import DebtscanError
from debtscan.source import SourcePath, decode, read

OWN_FILES = ("debtscan.toml", ".debtscan.toml", "debtscan.yaml")
PYPROJECT = "pyproject.toml"
_MISSPELT = ("debtscan.yml", ".debtscan.yaml", ".debtscan.yml")
_YAML = (".yaml", ".yml")
_LARGEST = 1_000_000  #: bytes
_DEEPEST = 20
#: TOML takes a key as a list or as tables, never as both
_IGNORE_TWICE = "; with `[[ignore]]` entries, name whole rules in per-file-ignores (`**`)"
#: tomllib takes quadratic time over such a key: half a minute for 50,000 parts
_ENDLESS_KEY = re.compile(r"(?:[^\s.=\[\]{},\"'#]+[ \t]*\.[ \t]*){64}")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The table as written, and the name of the file for messages; empty when there is none."""

    file: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def find_configuration(folder: Path) -> Configuration:
    """What the folder's configuration file says. Raises `DebtscanError` when it cannot be
    read or understood, when there are two, or one of a name that nothing reads."""
    for name in _MISSPELT:
        if os.path.lexists(folder / name):
            raise DebtscanError(f"{name} is not read: call it debtscan.yaml")
    found = [_own(folder, name) for name in OWN_FILES if os.path.lexists(folder / name)]
    if (table := _pyproject(folder)) is not None:
        found.append(Configuration(PYPROJECT, table))
    if len(found) > 1:
        names = " and ".join(each.file for each in found)
        raise DebtscanError(f"two configurations in {folder}: {names}; keep one")
    return found[0] if found else Configuration()


def read_configuration(file: Path) -> Configuration:
    """What a file says that was named on the command line, whatever it is called. Raises
    `DebtscanError`, also for a `pyproject.toml` that does not speak of debtscan."""
    if not file.is_file():
        raise DebtscanError(f"no such configuration file: {file}")
    place = file.resolve()  # who names a link means it
    if place.name != PYPROJECT:
        return _own(place.parent, place.name)
    table = _pyproject(place.parent)
    if table is None:
        raise DebtscanError(f"{file}: no [tool.debtscan] table that can be read")
    return Configuration(PYPROJECT, table)


def _own(folder: Path, name: str) -> Configuration:
    text = _text(folder, name)
    if isinstance(text, Unread):
        raise DebtscanError(f"{name}: cannot be read ({text.reason}) {text.detail}".strip())
    return Configuration(name, _table(name, _parse(name, text)))


def _pyproject(folder: Path) -> Mapping[str, Any] | None:
    if not os.path.lexists(folder / PYPROJECT):
        return None
    text = _text(folder, PYPROJECT)
    if isinstance(text, Unread) or "debtscan" not in text:
        return None  # the scan itself will list a file that cannot be read
    tools = _parse(PYPROJECT, text).get("tool")
    if not isinstance(tools, dict) or "debtscan" not in tools:
        return None
    return _table("[tool.debtscan] of pyproject.toml", tools["debtscan"])


def _text(folder: Path, name: str) -> str | Unread:
    kind = Kind.YAML if name.endswith(_YAML) else Kind.TOML
    file = read(folder, SourcePath(name, kind, Role.SOURCE, 0))
    if isinstance(file, Unread):
        return file
    if len(file.content) > _LARGEST:
        return Unread(name, "too-large")
    return decode(file.content, kind)


def _parse(name: str, text: str) -> Any:
    try:
        if name.endswith(_YAML):
            return _parse_yaml(text)
        if _ENDLESS_KEY.search(text):
            raise ValueError("a key of too many parts")
        return tomllib.loads(text)
    except RecursionError as error:
        raise DebtscanError(f"{name}: nested too deeply") from error
    except ValueError as error:
        said = " ".join(str(error).split())
        hint = _IGNORE_TWICE if "'ignore'" in said else ""
        raise DebtscanError(f"{name}: {said}{hint}") from error


def _parse_yaml(text: str) -> Any:
    import yaml

    try:
        _refuse_bombs(text)
        _refuse_twins(yaml.compose(text, Loader=yaml.SafeLoader))
        return yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise ValueError(str(error).replace('"<unicode string>", ', "")) from error


def _refuse_bombs(text: str) -> None:
    """Aliases can make a page stand for gigabytes; a configuration needs none."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else 0
            raise ValueError(f"line {line}: aliases are not supported")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")


def _refuse_twins(node: Any) -> None:
    """YAML's loader keeps the later of two keys and says nothing. Raises `ValueError`."""
    import yaml

    first: dict[str, int] = {}
    children = node.value if isinstance(node, yaml.CollectionNode) else ()
    for child in children:
        if isinstance(node, yaml.MappingNode):
            key, child = child
            if isinstance(key, yaml.ScalarNode):
                _refuse_twin(key.value, key.start_mark.line + 1, first)
        _refuse_twins(child)


def _refuse_twin(key: str, line: int, first: dict[str, int]) -> None:
    if key in first:
        raise ValueError(f"line {line}: key `{key}` is given in line {first[key]} too")
    first[key] = line


def _table(name: str, value: Any) -> Mapping[str, Any]:
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return value
    raise DebtscanError(f"{name}: expected a table of settings")
