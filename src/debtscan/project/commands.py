"""Which code of this repository a command starts, and with which arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from debtscan.facts import Command, FileFacts, Unread
from debtscan.model import Location
from debtscan.project.modules import Modules


@dataclass(frozen=True, slots=True)
class StartedScript:
    """One command that starts a script or module of this repository, or means to."""

    file: FileFacts
    command: Command
    target: str | None  #: path of the file it starts; None when there is no such file
    arguments: tuple[str, ...]  #: the words after the script, as written
    meant: str  #: the script or module as the command names it
    similar: tuple[str, ...] = ()  #: without a target: files of the same name elsewhere
    unread: str = ""  #: the target exists but could not be read: the reason

    @property
    def at(self) -> Location:
        """Where the command is."""
        return self.file.locate(self.command.at)


def started_scripts(
    files: Mapping[str, FileFacts], unread: Sequence[Unread], modules: Modules
) -> tuple[StartedScript, ...]:
    """Every command that names code of this repository, by path and line."""
    return ()
