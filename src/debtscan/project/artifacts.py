"""Who writes and reads which file: code, commands, declared stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.commands import StartedScript
from debtscan.project.values import Values


@dataclass(frozen=True, slots=True)
class ArtifactUse:
    """One input or output of a file."""

    path: str  #: the file that does it
    artifact: str  #: pattern with `*` for unknown parts; "" when nothing is known
    mode: str  #: "read" or "write"
    via: str  #: the callee (`pandas.read_csv`), "shell", "stage"
    at: Location
    scope: int = 0


@dataclass(frozen=True, slots=True)
class Handoff:
    """An artifact that one file writes and another reads."""

    artifact: str
    write: ArtifactUse
    read: ArtifactUse


class Artifacts:
    """Inputs and outputs, and where they meet."""

    def __init__(
        self, files: Mapping[str, FileFacts], values: Values, commands: Sequence[StartedScript]
    ) -> None:
        self.uses: tuple[ArtifactUse, ...] = ()

    @property
    def coverage(self) -> float:
        """Share of I/O calls whose path is a pattern with a known suffix; 1.0 without any."""
        return 1.0

    @property
    def handoffs(self) -> tuple[Handoff, ...]:
        """Pairs of a write and a read in different files whose patterns unify."""
        return ()
