"""Programs a repository installs: names that start one of its modules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from debtscan.facts import FileFacts, Span
from debtscan.model import Location
from debtscan.project.names.displays import texts_in

_ENTRY = re.compile(r"^\s*([\w.-]+)\s*=\s*([\w.]+)\s*(?::\s*([\w.]+))?", re.MULTILINE)
_TOML = re.compile(
    r"^(?:project\.(?:gui-)?scripts|tool\.poetry\.scripts|project\.entry-points\.[^.]+|"
    r"project\.entry-points\.\"[^\"]+\"|tool\.poetry\.plugins\..+?|tool\.flit\.scripts)\."
)


class ConsoleScript(Struct, frozen=True):
    """`name = module:function`, as an installed program or plug-in."""

    name: str
    module: str
    function: str
    path: str  #: the file that declares it
    at: Location


def console_scripts(files: Mapping[str, FileFacts]) -> tuple[ConsoleScript, ...]:
    """Entry points of pyproject.toml, setup.cfg and setup.py, by path."""
    return tuple(script for file in files.values() for script in _declared(file))


def _declared(file: FileFacts) -> Iterator[ConsoleScript]:
    name = file.path.rpartition("/")[2]
    if name == "pyproject.toml":
        for key in file.config:
            if _TOML.match(key.path) and isinstance(key.value, str):
                yield from _entries(file, f"{key.path.rpartition('.')[2]} = {key.value}", key.at)
    elif name == "setup.cfg":
        for key in file.config:
            if "entry_points" in key.path and isinstance(key.value, str):
                yield from _entries(file, key.value, key.at)
    elif name == "setup.py":
        for call in file.calls:
            for keyword in call.keywords:
                if keyword.name == "entry_points":
                    for text in texts_in(keyword.value):
                        yield from _entries(file, text, call.at)


def _entries(file: FileFacts, text: str, at: Span) -> Iterator[ConsoleScript]:
    for name, module, function in _ENTRY.findall(text):
        yield ConsoleScript(name, module, function, file.path, file.locate(at))
