"""The walk itself: folders are entered one by one, links are left for later."""

from __future__ import annotations

import os
import stat

from msgspec import Struct, field

from debtscan.facts import Kind, Role, Unread
from debtscan.source.entries import SourcePath
from debtscan.source.ignore import FILE as IGNORE_FILE
from debtscan.source.ignore import Fate, IgnoreRules, Level, level_of
from debtscan.source.kinds import kind_of, kind_of_script
from debtscan.source.licenses import holders, is_foreign, license_among
from debtscan.source.names import listed
from debtscan.source.opening import RefusedError, file_type, read_head, refusal
from debtscan.source.pruned import is_environment, is_pruned
from debtscan.source.roles import file_role, folder_role, stronger

_SHEBANG_BYTES = 128
_HEAD_BYTES = 64 * 1024
_MOST_TEXT = 1024 * 1024  # longer text is data: a vocabulary, a log, a saved page


class _Folder(Struct):
    """A folder; what is below the line is known once it was entered."""

    disk: str  #: absolute, as the system wants it
    path: str  #: listed, relative to the root, "" or ending in `/`
    name: str
    fate: Fate
    around: _Folder | None = None

    inside: frozenset[str] = frozenset()
    role: Role = Role.SOURCE
    levels: tuple[Level, ...] = ()


class Walk(Struct):
    """Collects what lies below ``root``, a real folder's absolute name."""

    root: str
    rules: IgnoreRules
    files: list[SourcePath] = field(default_factory=list)
    links: list[SourcePath] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    ignored: int = 0
    excluded: int = 0
    _owners: frozenset[str] = frozenset()  #: words of the names in the root's licence
    _todo: list[_Folder] = field(default_factory=list)
    _latest: tuple[int, str] = (0, "")

    @property
    def latest(self) -> str:
        """Path of the file, not data, that was changed last; "" when there is none."""
        return self._latest[1]

    def run(self) -> None:
        """Walks the whole tree."""
        self._todo.append(_Folder(self.root, "", "", Fate.KEPT))
        while self._todo:
            self._enter(self._todo.pop())

    def _enter(self, folder: _Folder) -> None:
        try:
            with os.scandir(folder.disk) as scan:
                entries = self._wanted(list(scan), folder)
        except OSError as error:
            self._refuse(folder.path.rstrip("/"), Kind.DATA, folder, refusal(error))
            return
        folder.inside = frozenset(entry.name for entry in entries)
        if folder.around and is_environment(folder.inside):
            self.ignored += 1
            return
        folder.role = self._role(folder)
        folder.levels = self._levels(folder, entries)
        for entry in entries:
            name = listed(entry.name)
            try:
                self._visit(entry, name, folder)
            except OSError as error:
                kind = kind_of(name, folder.name) or Kind.DATA
                self._refuse(folder.path + name, kind, folder, refusal(error))

    def _wanted(self, entries: list[os.DirEntry[str]], folder: _Folder) -> list[os.DirEntry[str]]:
        """Before anything else: what is not wanted must not say whose code its folder is."""
        if (only := self.rules.only) is None:
            return entries
        wanted = [each for each in entries if f"{folder.path}{_listed(each)}" in only]
        self.ignored += len(entries) - len(wanted)
        return wanted

    def _role(self, folder: _Folder) -> Role:
        owners = self._holders(folder)
        if not (around := folder.around):
            self._owners = owners
            return Role.SOURCE
        if self.rules.in_repository and ".git" in folder.inside:
            return Role.VENDORED  # a repository in a repository has an owner of its own
        if is_foreign(owners, self._owners):
            return Role.VENDORED
        own = folder_role(folder.name, around.name, folder.inside, around.inside)
        return stronger(around.role, own)

    def _holders(self, folder: _Folder) -> frozenset[str]:
        if not (name := license_among(folder.inside)):
            return frozenset()
        return holders(read_head(f"{folder.disk}{os.sep}{name}", _HEAD_BYTES))

    def _levels(self, folder: _Folder, entries: list[os.DirEntry[str]]) -> tuple[Level, ...]:
        outer = folder.around.levels if folder.around else self.rules.levels_above()
        own = next((entry for entry in entries if entry.name == IGNORE_FILE), None)
        if own is None or own.is_symlink():
            return outer  # like git, which uses no ignore file that is a link
        levels, problem = level_of(own.path, folder.path)
        if problem and problem.reason != "not-regular":  # that is said of any file
            entries.remove(own)
            self._refuse(folder.path + own.name, Kind.DATA, folder, problem)
        return outer + levels

    def _visit(self, entry: os.DirEntry[str], name: str, folder: _Folder) -> None:
        end = _end(entry)
        path = f"{folder.path}{name}{end}"
        fate = self.rules.fate(path, name + end, folder.levels, folder.fate)
        if fate is Fate.IGNORED or is_pruned(name, folder=bool(end)):
            self.ignored += 1
        elif fate is Fate.EXCLUDED:
            self.excluded += 1
        elif end:
            self._todo.append(_Folder(entry.path, path, name, fate, folder))
        else:
            self._file(entry, name, folder)

    def _file(self, entry: os.DirEntry[str], name: str, folder: _Folder) -> None:
        path = folder.path + name
        kind = kind_of(name, folder.name)
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISLNK(status.st_mode):
            self.links.append(SourcePath(path, kind or Kind.DATA, folder.role, 0))
        elif not stat.S_ISREG(status.st_mode):
            problem = RefusedError("not-regular", file_type(status.st_mode))
            self._refuse(path, kind or Kind.DATA, folder, problem)
        else:
            kind = kind or kind_of_script(read_head(entry.path, _SHEBANG_BYTES))
            if kind is Kind.TEXT and status.st_size > _MOST_TEXT:
                kind = Kind.DATA
            role = file_role(name, folder.role, lambda: read_head(entry.path, _HEAD_BYTES))
            self.files.append(SourcePath(path, kind, role, status.st_size))
            if kind is not Kind.DATA:
                self._latest = max(self._latest, (status.st_mtime_ns, path))

    def _refuse(self, path: str, kind: Kind, folder: _Folder, why: RefusedError) -> None:
        unread = Unread(path, why.reason, why.detail, kind=kind, role=folder.role)
        self.unread.append(unread)


def _listed(entry: os.DirEntry[str]) -> str:
    return f"{listed(entry.name)}{_end(entry)}"


def _end(entry: os.DirEntry[str]) -> str:
    return "/" if entry.is_dir(follow_symlinks=False) else ""
