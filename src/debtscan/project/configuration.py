"""Where configuration keys are defined, and which code reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from debtscan.facts import ConfigKey, FileFacts
from debtscan.model import Location
from debtscan.project.commands import StartedScript
from debtscan.project.values import Values


@dataclass(frozen=True, slots=True)
class KeyRead:
    """One place where code asks for a key by name."""

    path: str
    key: str  #: one segment or a dotted chain (`train.lr`)
    at: Location
    how: str  #: "subscript", "get", "attribute", "interpolation", "spread"


class Configuration:
    """Documents, their keys, and the readers of keys."""

    def __init__(
        self, files: Mapping[str, FileFacts], values: Values, commands: Sequence[StartedScript]
    ) -> None:
        self._files = files
        self.loaded: Mapping[str, str] = {}  #: document -> why it counts as the application's

    def keys(self, path: str) -> tuple[ConfigKey, ...]:
        """The leaf keys of a document."""
        return tuple(key for key in self._files[path].config if key.kind == "scalar")

    def readers(self, path: str, key: str) -> tuple[KeyRead, ...]:
        """Code that may read this key of this document; by its last segment at least."""
        return ()
