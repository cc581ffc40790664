"""Sections of documents from which an object is made: its keys are that callable's arguments.

Hydra's `_target_`, hyperpyyaml's `!new:`, `!name:` and `!apply:`, `target` with `params`,
jsonargparse's `class_path` with `init_args`, and `type` with `args`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from debtscan.facts import ConfigKey, FileFacts
from debtscan.model import Location
from debtscan.project.names.arguments import constructor
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol

_TAG = re.compile(r"!(?:new|name|apply):([A-Za-z_][\w.]*)")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?::\w+)?")
_NAME = re.compile(r"[A-Za-z_]\w*")
#: key that names the callable -> key of the mapping of its arguments, "" for its own siblings
_MAKERS = {"_target_": "", "target": "params", "class_path": "init_args", "type": "args"}


class Made(Struct, frozen=True):
    """The keys directly below `section` are arguments of `callable`."""

    section: str
    callable: str  #: as written
    function: Symbol | None  #: that takes them, when it stands in the repository

    def parameter(self, key: str) -> str:
        """The parameter that a key arrives in, if the callable has it."""
        if self.function is None:
            return ""
        names = {one.name for one in self.function.definition.parameters}
        return key if key in names else ""


def made(file: FileFacts, calls: Calls) -> dict[str, Made]:
    """Section -> what is made from it, for one document."""
    sections = {key.path: key for key in file.config if key.kind != "scalar"}
    found: dict[str, Made] = {}
    for section, name in _named(file, sections):
        if section not in found:
            found[section] = Made(section, name, _function(calls, name, file.path))
    return found


def maker_of(made: Mapping[str, Made], key: str) -> tuple[Made, str] | None:
    """The nearest section above a key that something is made from, and its key there."""
    end = len(key)
    while end > 0:
        end = max(key.rfind(".", 0, end), 0)
        one = made.get(key[:end])
        if one is not None:
            return one, re.split(r"[.\[]", key[end:].lstrip("."), maxsplit=1)[0]
    return None


def names_callable(made: Mapping[str, Made], key: str) -> str:
    """The callable that a key itself names, so that the loader makes it; "" for other keys."""
    above, _, last = key.rpartition(".")
    if last not in _MAKERS:
        return ""
    one = made.get(".".join(part for part in (above, _MAKERS[last]) if part))
    return one.callable if one is not None else ""


def place(document: FileFacts, one: Made) -> Location:
    """Where the callable is defined; for one from outside where the document names it."""
    if one.function is not None:
        return one.function.at
    at = next((key.at for key in document.config if key.path == one.section), None)
    return document.locate(at or document.config[0].at)


def _named(file: FileFacts, sections: Mapping[str, ConfigKey]) -> Iterator[tuple[str, str]]:
    """(section of the arguments, name of the callable)."""
    for key in file.config:
        if not isinstance(key.value, str):
            continue
        tag = _TAG.match(key.value)
        if tag and key.kind != "scalar":
            yield key.path, tag[1]
        above, _, last = key.path.rpartition(".")
        inner = _MAKERS.get(last)
        wanted = _NAME if last == "type" else _DOTTED
        if inner is None or not wanted.fullmatch(key.value):
            continue
        section = ".".join(part for part in (above, inner) if part)
        if not inner or section in sections:
            yield section, key.value


def _function(calls: Calls, name: str, importer: str) -> Symbol | None:
    found = calls.symbols.find(name.replace(":", "."), importer)
    if found is None and "." not in name:
        meant = [one for one in calls.symbols.named(name) if not one.definition.scope]
        found = meant[0] if len(meant) == 1 else None
    return constructor(calls, found) if found is not None else None
