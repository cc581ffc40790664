"""What Hydra composes: the documents of one start in the order in which later ones win."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from msgspec import Struct, field

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.configuration.hydra_apps import HydraApp
from debtscan.project.configuration.hydra_defaults import (
    SELF,
    Change,
    Default,
    changes,
    defaults,
)
from debtscan.project.configuration.key_tree import Keys
from debtscan.project.starts.commands import StartedScript

_SUFFIXES = (".yaml", ".yml")
_DEEPEST = 12  #: defaults lists below defaults lists
_GLOBAL = "_global_"


class Chosen(Struct, frozen=True):
    """A document that takes part, and below which keys it is put."""

    path: str
    package: Keys
    at: Location  #: what chose it


class Composition(Struct):
    """One start of an app. `documents`: the later wins; `values`: what the command sets, above
    all of them; `open_groups`: groups whose option is not known, with the reason."""

    app: HydraApp
    started: StartedScript | None
    documents: tuple[Chosen, ...] = ()
    values: tuple[Change, ...] = ()
    groups: dict[str, Location] = field(default_factory=dict)  #: group asked for -> where
    open_groups: dict[str, str] = field(default_factory=dict)
    unknown: str = ""  #: why the whole is not known


def compose(
    files: Mapping[str, FileFacts], app: HydraApp, started: StartedScript | None
) -> Composition:
    """The composition of an app, started by a command or (None) alone."""
    words = (*app.words, *(started.arguments if started is not None else ()))
    return _Composer(files, app, started, words).composed()


class _Composer:
    def __init__(
        self,
        files: Mapping[str, FileFacts],
        app: HydraApp,
        started: StartedScript | None,
        words: tuple[str, ...],
    ) -> None:
        self._files = files
        self._changes, flags, unclear = changes(words)
        self._root = app.folder
        self._name = flags.get("name", app.name)
        self._told = started.at if started is not None else app.at
        self._made = Composition(app, started)
        if unclear:
            self._made.unknown = f"`{unclear}` may change anything"
        if "path" in flags:
            self._root = self._given_folder(flags["path"], started)
        elif "folder" in flags:
            self._made.unknown = "documents of a further folder come first"
            self._root = self._with_primary(self._given_folder(flags["folder"], started))

    def _given_folder(self, written: str, started: StartedScript | None) -> str | None:
        base = started.command.folder if started is not None else ""
        folder = posixpath.normpath(posixpath.join(base, written))
        return folder if any(path.startswith(f"{folder}/") for path in self._files) else None

    def _with_primary(self, folder: str | None) -> str | None:
        """The further folder where it has the primary document, else the app's own."""
        has = folder is not None and self._name and self._document(self._name, folder)
        return folder if has else self._root

    def composed(self) -> Composition:
        if self._root is None or not self._name or "$" in self._name:
            self._made.unknown = "the primary document is not known"
            return self._made
        primary = self._document(self._name.removesuffix(".yaml"), self._root)
        if primary is None:
            self._made.unknown = f"no document `{self._name}` in `{self._root or '.'}`"
            return self._made
        self._choices = {one.key: one for one in self._changes if self._is_group(one.key)}
        values = [one for one in self._changes if one.key not in self._choices]
        self._made.values = tuple(values)
        self._written: dict[str, tuple[str | None, Location]] = {}
        self._overrides(primary, _DEEPEST)
        self._made.groups.clear()
        self._made.open_groups.clear()
        found = self._visit(Chosen(primary, self._header(primary, (), ()), self._told), _DEEPEST)
        found += self._added()
        self._made.documents = tuple(dict.fromkeys(found))
        return self._made

    def _document(self, name: str, root: str | None = None) -> str | None:
        """A document of the folder by its name without suffix."""
        path = posixpath.normpath(posixpath.join(root or self._root or "", name))
        return next((path + s for s in _SUFFIXES if path + s in self._files), None)

    def _is_group(self, key: str) -> bool:
        folder = posixpath.join(self._root or "", key.partition("@")[0].lstrip("/"))
        return any(path.startswith(f"{folder}/") for path in self._files)

    def _overrides(self, path: str, depth: int) -> None:
        """`override` entries above win over those of the documents they lead to."""
        file = self._files[path]
        for one in defaults(file):
            if one.override:
                group = self._group(path, one)
                self._written.setdefault(group, (one.option, file.locate(one.at)))
        for one in defaults(file) if depth else ():
            for chosen in self._selected(path, one, ()):
                if chosen.path != path:
                    self._overrides(chosen.path, depth - 1)

    def _visit(self, chosen: Chosen, depth: int) -> list[Chosen]:
        found: list[Chosen] = []
        for one in defaults(self._files[chosen.path]):
            if one.option == SELF and not one.group:
                found.append(chosen)
            elif not one.override and depth:
                for further in self._selected(chosen.path, one, chosen.package):
                    found += self._visit(further, depth - 1)
        return found

    def _added(self) -> list[Chosen]:
        """Groups that only the command line names (`+experiment=x`)."""
        found: list[Chosen] = []
        for key, change in self._choices.items():
            group, _, package = key.partition("@")
            if group.lstrip("/") not in self._made.groups:
                one = Default(group, None, self._files[self._made.app.path].calls[0].at, package)
                for chosen in self._options(one, group.lstrip("/"), change.values, (), self._told):
                    found += self._visit(chosen, _DEEPEST)
        return found

    def _group(self, path: str, one: Default) -> str:
        """The group of an entry from the root of the configuration."""
        if one.group.startswith("/"):
            return one.group[1:]
        here = posixpath.relpath(posixpath.dirname(path) or ".", self._root or ".")
        return posixpath.normpath(posixpath.join(here, one.group)).removeprefix("./")

    def _selected(self, path: str, one: Default, package: Keys) -> list[Chosen]:
        if one.override or (one.option == SELF and not one.group):
            return []
        at = self._files[path].locate(one.at)
        if not one.group:
            return self._plain(path, one, package, at)
        group = self._group(path, one)
        options: tuple[str | None, ...] = (one.option,)
        if (change := self._choices.get(group)) is not None:
            options, at = (() if change.removes else change.values), self._told
        elif group in self._written:
            option, at = self._written[group]
            options = (option,)
        self._made.groups.setdefault(group, at)
        return self._options(one, group, options, package, at)

    def _plain(self, path: str, one: Default, package: Keys, at: Location) -> list[Chosen]:
        name = one.option or ""
        folder = "" if name.startswith("/") else posixpath.dirname(path)
        found = self._document(name.lstrip("/"), folder or self._root)
        if found is None:
            return []
        above = _below(package, one.package, ()) if one.package else package
        return [Chosen(found, self._header(found, above, package), at)]

    def _options(
        self,
        one: Default,
        group: str,
        options: tuple[str | None, ...],
        package: Keys,
        at: Location,
    ) -> list[Chosen]:
        found: list[Chosen] = []
        for option in options:
            for name in _members(option):
                path = None if "$" in name else self._document(posixpath.join(group, name))
                if name == "???" or "$" in name:
                    self._made.open_groups[group] = f"`{group}={name}` at {at}"
                elif path is not None:
                    written = tuple(part for part in one.group.strip("/").split("/") if part)
                    below = _below(package, one.package, written)
                    if not one.package:
                        below = self._header(path, below, package)
                    found.append(Chosen(path, below, at))
        return found

    def _header(self, path: str, usual: Keys, above: Keys) -> Keys:
        """Where `# @package` says to put a document."""
        file = self._files[path]
        written = next((c.text for c in file.comments if c.kind == "package"), None)
        if written in (None, "_group_"):
            return usual
        return _below(above, written, usual)


def _below(above: Keys, package: str | None, usual: Keys) -> Keys:
    """A written package below the package of the document that names it."""
    if not package or package == "_here_":
        return above if package == "_here_" else (*above, *usual)
    if package == _GLOBAL:
        return ()
    parts = tuple(package.split("."))
    return parts[1:] if parts[0] == _GLOBAL else (*above, *parts)


def _members(option: str | None) -> list[str]:
    """`[a, b]` chooses both; nothing and `null` choose none."""
    if option is None or option in ("null", ""):
        return []
    inner = option[1:-1].split(",") if option.startswith("[") else [option]
    return [one.strip() for one in inner if one.strip()]
