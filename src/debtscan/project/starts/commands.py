"""Which code of this repository a command starts, and with which arguments."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import Command, FileFacts, Unread
from debtscan.model import Location
from debtscan.project.names.modules import Modules
from debtscan.project.starts.code_commands import code_commands
from debtscan.project.starts.command_line import Start, started
from debtscan.project.starts.console_scripts import ConsoleScript, console_scripts
from debtscan.project.starts.script_paths import ScriptPaths
from debtscan.project.starts.working_folders import Folders, WorkingFolders

_PLACEHOLDER = re.compile(r"(^|[/_-])(your|my|some|foo|bar|xxx+|path|to)([/_.-]|$)", re.IGNORECASE)
#: tell of commands whose folder, and often whose script, is set up elsewhere
_RETOLD = frozenset({"docker", "readme"})
_COMPANY = 2  #: so many scripts that are there tell where a text stands
_BESIDE = 4  #: lines of one block of commands
_LOST = 2  #: so many moved scripts in one file, and it is the folder that is not known


class StartedScript(Struct, frozen=True):
    """One command that starts a script or module of this repository, or means to."""

    file: FileFacts
    command: Command
    target: str | None  #: path of the file it starts; None when there is no such file
    arguments: tuple[str, ...]  #: the words after the script, as written
    meant: str  #: the script or module as the command names it
    kind: str  #: "script", "module", "shell", "app", "program" (an installed name)
    similar: tuple[str, ...] = ()  #: without a target: files of that or nearly that name
    unread: str = ""  #: the target exists but could not be read: the reason

    @property
    def moved(self) -> bool:
        """It is not where the command looks, but a file of exactly its name is elsewhere."""
        name = posixpath.basename(self.meant)
        return self.target is None and any(posixpath.basename(p) == name for p in self.similar)

    @property
    def at(self) -> Location:
        """Where the command is."""
        return self.file.locate(self.command.at)


def started_scripts(
    files: Mapping[str, FileFacts], unread: Sequence[Unread], modules: Modules
) -> tuple[StartedScript, ...]:
    """Every command that names code of this repository, by path and line.

    Without a target only where the file was plainly meant to be here: a relative path
    without variables or placeholders into a folder that exists, or a module of a package
    that exists. Programs from outside are left out.
    """
    starts = _Starts(files, unread, modules)
    return tuple(one for file in files.values() for one in starts.of(file))


class _Starts:
    def __init__(
        self, files: Mapping[str, FileFacts], unread: Sequence[Unread], modules: Modules
    ) -> None:
        self._modules = modules
        self._unread = {item.path: item.reason for item in unread if item.path not in files}
        self._paths = ScriptPaths([*files, *self._unread])
        self._folders = WorkingFolders(self._paths)
        self._programs: dict[str, ConsoleScript] = {}
        for script in console_scripts(files):
            self._programs.setdefault(script.name, script)

    def of(self, file: FileFacts) -> Iterator[StartedScript]:
        found = [
            one
            for command, folders in self._folders.of(file)
            if (start := started(command.words))
            and (one := self._started(file, command, start, folders))
        ]
        lost = sum(one.target is None and one.moved for one in found)
        elsewhere = lost >= _LOST and 2 * lost >= len(found)
        known = [one for one in found if one.target or not (elsewhere and one.moved)]
        yield from (one for one in known if not _is_bare(one) or _has_company(one, known))
        yield from self._of_code(file)

    def _of_code(self, file: FileFacts) -> Iterator[StartedScript]:
        """What the code itself starts as a process, where that is a file of the repository."""
        for command in code_commands(file):
            start = started(command.words)
            folders = self._folders.beside(file, command)
            one = self._started(file, command, start, folders) if start else None
            if one is not None and one.target != file.path:
                yield one

    def _started(
        self, file: FileFacts, command: Command, start: Start, folders: Folders
    ) -> StartedScript | None:
        bases = folders.bases
        if start.kind in ("script", "shell"):
            target = self._script(start, bases)
            if target is None and command.source in _RETOLD:
                target = self._retold(command, start, bases)
            if target is None and folders.certain and command.source != "docker":
                return self._missing(file, command, start, bases)
        elif start.kind == "program":
            target = self._program(file, start.name)
        else:
            target = self._module(start.name, bases)
            if target is None and folders.certain:
                return self._missing_module(file, command, start, bases)
        if target is None:
            return None
        reason = self._unread.get(target, "")
        words = start.arguments
        return StartedScript(file, command, target, words, start.name, start.kind, (), reason)

    def _script(self, start: Start, bases: Sequence[str]) -> str | None:
        found = self._paths.find(start.name, bases)
        folder = re.fullmatch(r"[\w./-]+", start.name) and not start.name.endswith(".py")
        if found is None and start.kind == "script" and folder:
            return self._paths.find(posixpath.join(start.name, "__main__.py"), bases)
        return found

    def _retold(self, command: Command, start: Start, bases: Sequence[str]) -> str | None:
        """A script in a folder the command was moved to out of sight."""
        if command.source == "docker":
            return self._paths.by_tail(start.name)
        return self._paths.below(start.name, bases) or self._paths.squashed(start.name)

    def _program(self, file: FileFacts, name: str) -> str | None:
        script = self._programs.get(name)
        return self._modules.path_of(script.module, script.path) if script else None

    def _module(self, name: str, bases: Sequence[str]) -> str | None:
        for base in bases:
            seen_from = posixpath.join(base, "-")
            path = self._modules.path_of(f"{name}.__main__", seen_from)
            path = path or self._modules.path_of(name, seen_from)
            if path is not None:
                return path
            written = posixpath.join(base, name.replace(".", "/"))
            for unread in (f"{written}.py", f"{written}/__main__.py"):
                if unread in self._unread:
                    return unread
        return None

    def _missing(
        self, file: FileFacts, command: Command, start: Start, bases: Sequence[str]
    ) -> StartedScript | None:
        """A path that leads nowhere though it was plainly meant to lead somewhere here."""
        ending = ".py" if start.kind == "script" else ".sh"
        if not start.name.endswith((ending, ".ipynb")) or _PLACEHOLDER.search(start.name):
            return None
        if start.searched or _is_made(file, start.name):
            return None
        meant = self._paths.meant(start.name, bases[:1])
        if meant is None:
            return None
        similar = self._paths.similar(meant)
        return StartedScript(file, command, None, start.arguments, meant, start.kind, similar)

    def _missing_module(
        self, file: FileFacts, command: Command, start: Start, bases: Sequence[str]
    ) -> StartedScript | None:
        package = start.name.rpartition(".")[0]
        plain = package.replace(".", "").isidentifier() and "<" not in start.name
        for base in bases if plain else ():
            if self._modules.is_local(package, posixpath.join(base, "-")):
                path = posixpath.join(base, start.name.replace(".", "/") + ".py")
                return StartedScript(
                    file,
                    command,
                    None,
                    start.arguments,
                    start.name,
                    start.kind,
                    self._paths.similar(path),
                )
        return None


def _is_bare(one: StartedScript) -> bool:
    """A name without a folder, in prose, that no file is like: the prose may mean another
    repository, or a file that the reader is to write."""
    words = (word.removeprefix("./") for word in one.command.words)
    written = next((word for word in words if one.meant.endswith(word)), "/")
    retold = one.target is None and one.command.source in _RETOLD and one.kind != "module"
    return retold and not one.similar and "/" not in written


def _has_company(one: StartedScript, others: Sequence[StartedScript]) -> bool:
    """Whether the lines around it start several scripts that are where this one should be."""
    folder, line = posixpath.dirname(one.meant), one.at.line
    beside = {
        other.target
        for other in others
        if other.target and other.kind == one.kind and abs(other.at.line - line) <= _BESIDE
    }
    return sum(posixpath.dirname(path) == folder for path in beside) >= _COMPANY


def _is_made(file: FileFacts, name: str) -> bool:
    """Whether another command of the file names the script: it is fetched or written there."""
    base = posixpath.basename(name)
    for command in file.commands:
        start = started(command.words)
        makes = start is None or start.kind == "program" or command.writes
        words = (*command.words, *command.writes) if makes else ()
        if any(posixpath.basename(word) == base for word in words):
            return True
    return False
