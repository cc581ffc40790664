"""One input or output of a file, and two that meet."""

from __future__ import annotations

from msgspec import Struct

from debtscan.model import Location
from debtscan.project.values.patterns import is_resolved

#: (file, index of a call), (script, `STARTED`), or (file whose option it is, `IMPORTED`)
Site = tuple[str, int]
STARTED, IMPORTED = -1, -2


class ArtifactUse(Struct, frozen=True, order=True):
    """One input or output of a file.

    `kind` is "file", "table", "object" (in a store), "url", "model" (of a hub or registry),
    "dataset" (a named one) or "topic".
    """

    path: str  #: the file that does it
    at: Location
    artifact: str  #: normal pattern with `*` for unknown parts; "" when nothing is known
    mode: str  #: "read" or "write"
    via: str  #: the callee (`pandas.read_csv`), "shell", "sql", or who declares it: "stage", "make"
    scope: int = 0
    step: str = ""  #: make target, DVC stage, CI job
    kind: str = "file"
    declared: bool = False  #: an orchestrator says so, no code does it
    columns: tuple[str, ...] = ()  #: literal names of columns read from or written to it
    #: the ways the path came as arguments, where it hangs on them: a shared function reads this
    #: only for those who went through every call of one way
    given: tuple[tuple[Site, ...], ...] = ()

    @property
    def resolved(self) -> bool:
        """Whether the end of the path is known."""
        return is_resolved(self.artifact)


class Handoff(Struct, frozen=True):
    """An artifact that one file writes and another reads."""

    artifact: str  #: the longer of the two patterns
    write: ArtifactUse
    read: ArtifactUse

    @property
    def exact(self) -> bool:
        """Whether both ends spell the same path in full."""
        return self.write.artifact == self.read.artifact and "*" not in self.artifact
