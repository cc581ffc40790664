"""What a commit deleted: definitions, options, configuration keys, imports and whole files, told
from the facts of its parent and of the files it left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from debtscan.facts import FileFacts, Kind, Role, Span

_CODE = frozenset({Kind.PYTHON, Kind.NOTEBOOK})
_DOCUMENTS = frozenset({Kind.YAML, Kind.TOML, Kind.JSON, Kind.INI})
#: Documents of tools, not of the application.
_TOOLS = re.compile(
    r"(^|.*/)(package(-lock)?\.json|pyproject\.toml|setup\.cfg|tox\.ini|\.[^/]+|.*\.lock|"
    r"docker-compose.*|.*taskcluster.*|tsconfig.*|renovate.*)$|^\.|.*/\.|^infra/"
)


@dataclass(frozen=True)
class Removed:
    """One thing that is in the parent and gone in the child, and the lines it stood on."""

    kind: str  #: definition, option, key, import, file
    path: str
    name: str
    first: int
    last: int


def removed_items(
    before: Mapping[str, FileFacts], after: Mapping[str, FileFacts], deleted: set[str]
) -> list[Removed]:
    """``before`` holds all files of the parent, ``after`` the changed ones as the commit left
    them, ``deleted`` the paths that are gone. What moved to another file is not removed."""
    new = {one.name.rpartition(".")[2] for file in after.values() for one in file.definitions}
    found: list[Removed] = []
    for path, file in before.items():
        if file.role is not Role.SOURCE or path not in after.keys() | deleted:
            continue
        if path in deleted:
            if _moved(path, after.keys() - before.keys()):
                continue
            if (file.kind in _CODE and file.size > 3) or file.kind is Kind.SHELL:
                found.append(Removed("file", path, path.rpartition("/")[2], 1, file.lines))
        else:
            found += _from(file, after[path], new)
    return found


def _moved(path: str, added: Set[str]) -> bool:
    name = path.rpartition("/")[2]
    return name != "__init__.py" and any(one.rpartition("/")[2] == name for one in added)


def _from(old: FileFacts, left: FileFacts, new: set[str]) -> Iterator[Removed]:
    yield from _definitions(old, left, new)
    flags = {one.name for one in left.options}
    for option in old.options:
        if option.name not in flags and not _within(option.at, old, left):
            yield _item("option", old, option.name, option.at)
    bound = Counter((one.module, one.name) for one in left.imports)
    for one in old.imports:
        if not bound[one.module, one.name] and one.scope == 0 and one.name != "*":
            yield _item("import", old, one.bound, one.at)
    if old.kind in _DOCUMENTS and not _TOOLS.match(old.path):
        keys = {key.path for key in left.config}
        for key in old.config:
            if key.path not in keys and key.kind == "scalar" and "[" not in key.path:
                yield _item("key", old, key.path, key.at)


def _definitions(old: FileFacts, left: FileFacts, new: set[str]) -> Iterator[Removed]:
    kept = {one.name for one in left.definitions}
    gone: set[str] = set()
    for one in old.definitions:
        last = one.name.rpartition(".")[2]
        inside = any(one.name.startswith(f"{outer}.") for outer in gone)
        if one.name not in kept and last not in new and not inside and not _nested(one.name, old):
            gone.add(one.name)
            yield _item("definition", old, one.name, one.at)


def _nested(name: str, file: FileFacts) -> bool:
    """A function inside a function comes and goes with it."""
    outer = name.rpartition(".")[0]
    return any(one.name == outer and one.kind == "function" for one in file.definitions)


def _within(at: Span, old: FileFacts, left: FileFacts) -> bool:
    """Whether the place lies in a definition that went as a whole, which is counted already."""
    kept = {one.name for one in left.definitions}
    return any(
        one.at.line <= at.line <= one.at.end_line and one.name not in kept
        for one in old.definitions
    )


def _item(kind: str, file: FileFacts, name: str, at: Span) -> Removed:
    return Removed(kind, file.path, name, at.line, at.end_line or at.line)
