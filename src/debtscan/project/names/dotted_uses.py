"""Definitions that documents and commands name with their module: `_target_: shop.models.Net`,
`serve = "shop.api:main"`, `gunicorn shop.api:app`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.names.symbols import Symbol, Symbols

_DOTTED = re.compile(r"(?<![\w./:-])[A-Za-z_]\w*(?:\.\w+)*[.:]\w+(?![\w/:-])")
_MAKERS = {
    "_target_": "Hydra makes it",
    "class_path": "a command line made of classes makes it",
    "class_name": "a factory makes it",
    "entry_point": "it is an entry point",
    "handler": "a server calls it",
}
_PLUGINS = ("scripts", "entry-points", "entry_points", "plugins", "gui-scripts")


class DottedUses:
    """Names with a module before them, in whole values and words only."""

    def __init__(self, files: Sequence[FileFacts], symbols: Symbols) -> None:
        self._files = files
        self._symbols = symbols

    def of(self, symbol: Symbol) -> str:
        """Where a document or command names it, in words; "" when none does."""
        return self._found.get(symbol, "")

    @cached_property
    def folders(self) -> Mapping[str, str]:
        """Folders of classes that documents name, with the first such use: where one class is a
        matter of configuration, the ones beside it are too."""
        found: dict[str, str] = {}
        for symbol, why in self._found.items():
            if symbol.is_class:
                found.setdefault(symbol.path.rpartition("/")[0], why)
        return found

    @cached_property
    def _found(self) -> Mapping[Symbol, str]:
        found: dict[Symbol, str] = {}
        for file in self._files:
            for text, why, place in _texts(file):
                for symbol in self._meant(text, file.path):
                    found.setdefault(symbol, f"{why}: `{text}` at {place}")
        return found

    def _meant(self, text: str, path: str) -> Iterator[Symbol]:
        module, _, name = text.partition(":")
        dotted = f"{module}.{name}" if name else module
        if dotted.rpartition(".")[2] in self._symbols.last_names:
            symbol = self._symbols.find(dotted, path)
            while symbol is not None:
                yield symbol
                symbol = self._symbols.owner_of(symbol)


def _texts(file: FileFacts) -> Iterator[tuple[str, str, Location]]:
    for key in file.config:
        if isinstance(key.value, str) and ("." in key.value or ":" in key.value):
            why = _why(key.path)
            for text in _DOTTED.findall(key.value):
                yield text, why, file.locate(key.at)
    for command in file.commands:
        for word in command.words:
            if ":" in word and _DOTTED.fullmatch(word):
                yield word, "a command starts it", file.locate(command.at)


def _why(path: str) -> str:
    segments = path.split(".")
    if not {"project", "options", "poetry"}.isdisjoint(segments) and any(
        one.partition("[")[0] in _PLUGINS for one in segments
    ):
        return "it is an entry point"
    return _MAKERS.get(segments[-1], "a document names it")
