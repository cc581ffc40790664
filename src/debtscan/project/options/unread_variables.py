"""Variables of `.env` files that nothing reads, though others of the same file are read."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from debtscan.facts import FileFacts, Kind, Role
from debtscan.model import Location
from debtscan.project.options.environment import Environment

#: settings of these take variables by the names of their fields
_TAKING = frozenset({"pydantic", "attrs"})


class UnreadVariables(Struct, frozen=True):
    """Those of one file: name -> where it is set; `read` of its other variables are read."""

    path: str
    found: tuple[tuple[str, Location], ...]
    read: tuple[str, ...]


def unread_variables(
    files: Mapping[str, FileFacts], environment: Environment
) -> Iterator[UnreadVariables]:
    """By path; not of files that containers of others are given, nor what classes of settings
    may take by name."""
    unread = {one.name for one in environment.set_and_never_read if not one.name.startswith("_")}
    fields = [one.name.lower() for f in files.values() for one in f.options if _is_field(one)]
    found: dict[str, list[tuple[str, Location]]] = defaultdict(list)
    read: dict[str, list[str]] = defaultdict(list)
    for name, one in environment.variables.items():
        for setting in one.settings:
            if setting.how == "file" and files[setting.at.path].role is Role.SOURCE:
                if name in unread and not any(_may_be(name, field) for field in fields):
                    found[setting.at.path].append((name, setting.at))
                elif one.reads:
                    read[setting.at.path].append(name)
    given = set(_given(files))
    for path, names in sorted(found.items()):
        if posixpath.basename(path) not in given:
            in_order = sorted(names, key=lambda pair: pair[1])
            yield UnreadVariables(path, tuple(in_order), tuple(sorted(read[path])))


def _is_field(option: object) -> bool:
    return getattr(option, "framework", "") in _TAKING


def _may_be(name: str, field: str) -> bool:
    """Settings take variables in any case, often with a prefix."""
    return name.lower() == field or name.lower().endswith(f"_{field}")


def _given(files: Mapping[str, FileFacts]) -> Iterator[str]:
    """Names of files that compose hands to containers as a whole."""
    for file in files.values():
        for key in file.config if file.kind is Kind.YAML else ():
            if "env_file" in key.path and key.kind == "scalar":
                yield posixpath.basename(str(key.value))
