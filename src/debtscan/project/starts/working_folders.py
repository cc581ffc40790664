"""The folders a command may run in."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msgspec import Struct

from debtscan.facts import Command, FileFacts, Kind
from debtscan.project.starts.script_paths import ScriptPaths, normal

_UNKNOWN = ("/", "$", "~", "{", "%", "`", "<")
_MOVES = frozenset({"cd", "pushd", "%cd", "chdir"})


class Folders(Struct, frozen=True):
    """Folders, the likeliest first. `certain`: a script that is not there is not there."""

    bases: tuple[str, ...]
    certain: bool


class WorkingFolders:
    """Follows `cd` and `WORKDIR` as far as they name folders of the repository."""

    def __init__(self, paths: ScriptPaths) -> None:
        self._paths = paths

    def of(self, file: FileFacts) -> Iterator[tuple[Command, Folders]]:
        """Every command of a file with the folders it may run in."""
        here = posixpath.dirname(file.path)
        hidden = any(part.startswith(".") for part in here.split("/"))
        start = ("",) if hidden else tuple(dict.fromkeys((here, "")))
        moved = Folders(start, True)
        changes = [call.at.line for call in file.calls if call.callee == "os.chdir"]
        for command in file.commands:
            if changes and command.at.line > changes[0]:
                moved = Folders(start, False)
            if file.kind is Kind.NOTEBOOK and command.words[:1] and command.words[0] in _MOVES:
                moved = self._after(command.words[1] if len(command.words) > 1 else "", moved)
            yield command, self._moved(command, moved)

    def beside(self, file: FileFacts, command: Command) -> Folders:
        """Where a command of code may run: beside its file or above, nowhere for sure."""
        here = posixpath.dirname(file.path)
        return self._moved(command, Folders(tuple(dict.fromkeys((here, ""))), False))

    def _moved(self, command: Command, start: Folders) -> Folders:
        to = command.folder
        if not to:
            return self._with_parents(start)
        if not to.startswith(_UNKNOWN):
            return self._with_parents(self._after(to, start))
        known = self._tail(to)
        bases = (known,) if known else start.bases
        return self._with_parents(Folders(bases, False))

    def _after(self, to: str, start: Folders) -> Folders:
        """Where a `cd` leads; nowhere known when it leaves the repository."""
        if to.startswith(_UNKNOWN):
            known = self._tail(to)
            return Folders((known,) if known else (), False)
        bases = (normal(posixpath.join(base, to)) for base in start.bases)
        inside = tuple(base for base in bases if base in self._paths.folders)
        return Folders(inside, start.certain and bool(inside))

    def _with_parents(self, found: Folders) -> Folders:
        above = _parents(found.bases[0]) if found.bases else ()
        return Folders(tuple(dict.fromkeys((*found.bases, *above))), found.certain)

    def _tail(self, moved: str) -> str:
        """The folder of the repository an absolute or computed one ends like."""
        parts = [part for part in moved.split("/") if part and part[0] not in "$~{%.`<"]
        for start in range(len(parts)):
            ending = "/".join(parts[start:])
            if ending in self._paths.folders:
                return ending
        return ""


def _parents(folder: str) -> Iterator[str]:
    while folder:
        folder = posixpath.dirname(folder)
        yield folder
