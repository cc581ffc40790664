"""Which files are started, and by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.commands import StartedScript
from debtscan.project.modules import Modules


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """One way a file is started."""

    path: str
    how: str  #: "main-guard", "command", "console-script", "notebook", "handler", "script", ...
    at: Location


class EntryPoints:
    """Files with the ways they are started."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        commands: Sequence[StartedScript],
        modules: Modules,
    ) -> None:
        self.all: tuple[EntryPoint, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        """Every file that is started."""
        return frozenset(point.path for point in self.all)

    def of(self, path: str) -> tuple[EntryPoint, ...]:
        """The ways this file is started; empty when none is known."""
        return tuple(point for point in self.all if point.path == path)
