"""`.env` files: which code takes their variables out of the environment, or as settings."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts, Kind, Span
from debtscan.project.configuration.holding import KeyUse

_LOADERS = ("load_dotenv", "dotenv_values", "read_env", "read_dotenv", "find_dotenv")
_SETTINGS = "pydantic"


class EnvironmentFiles:
    """Variables of `.env` files beside or above the code that loads them."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = files

    def reasons(self) -> Iterator[tuple[str, str]]:
        """(document, why it counts)."""
        yield from self._loaded.items()

    def uses(self, path: str, key: str) -> tuple[KeyUse, ...]:
        """Places below the folder of the file that ask for the variable."""
        if path not in self._loaded:
            return ()
        return tuple(use for use in self._readers.get(key, ()) if _lies_below(use.path, path))

    @cached_property
    def _loaded(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for path, file in self._files.items():
            if file.kind is Kind.ENV:
                loader = next((why for code, why in self._loaders if _lies_below(code, path)), "")
                if loader:
                    found[path] = loader
        return found

    @cached_property
    def _loaders(self) -> list[tuple[str, str]]:
        code = (file for file in self._files.values() if file.is_code)
        return [(file.path, why) for file in code for why in _loading(file)]

    @cached_property
    def _readers(self) -> Mapping[str, list[KeyUse]]:
        found: dict[str, list[KeyUse]] = defaultdict(list)
        for file in self._files.values():
            for one in file.environment if file.is_code else ():
                found[one.name].append(KeyUse(file.path, _line(one.at), "read"))
            if ".env" in file.strings:
                for one in file.options:
                    if one.framework == _SETTINGS:
                        use = KeyUse(file.path, _line(one.at), "parameter", one.holder)
                        found[one.name.upper()].append(use)
        return found


def _loading(file: FileFacts) -> Iterator[str]:
    for call in file.calls:
        if call.callee.endswith(_LOADERS):
            yield f"read by `{call.callee}` at {file.locate(call.at)}"
    named = file.strings.get(".env")
    if named and any(one.framework == _SETTINGS for one in file.options):
        yield f"settings read it at {file.line(named[0])}"


def _line(at: Span) -> Span:
    return Span(at.line, at.column, at.line)


def _lies_below(code: str, path: str) -> bool:
    folder = posixpath.dirname(path)
    return not folder or code.startswith(f"{folder}/")
