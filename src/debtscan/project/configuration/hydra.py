"""The Hydra apps of a repository: what each start composes, and which options nobody selects."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.configuration.composing import Composition, compose
from debtscan.project.configuration.hydra_apps import HydraApp, hydra_apps
from debtscan.project.configuration.loads import Load
from debtscan.project.flow.carried import Place, Produced
from debtscan.project.starts.commands import StartedScript
from debtscan.project.values.values import Values


class GroupOption(Struct, frozen=True):
    """A document that a config group offers. `selected`: what selects it; `unknown`: why some
    start may select it without our seeing it."""

    path: str
    group: str
    app: HydraApp
    selected: tuple[Location, ...]
    unknown: str = ""


class Hydra:
    """Compositions of every app, alone and by each command that starts it."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        values: Values,
        commands: Sequence[StartedScript],
        documents: Sequence[str],
    ) -> None:
        self._files = files
        self._values = values
        self._commands = commands
        self._documents = documents

    @cached_property
    def apps(self) -> tuple[HydraApp, ...]:
        """Where something is composed."""
        code = [file for file in self._files.values() if file.is_code]
        return hydra_apps(code, self._values, self._documents)

    @cached_property
    def compositions(self) -> Mapping[HydraApp, tuple[Composition, ...]]:
        """By app: started alone, then by each command."""
        return {
            app: tuple(compose(self._files, app, one) for one in (None, *self._starts(app)))
            for app in self.apps
        }

    def _starts(self, app: HydraApp) -> list[StartedScript]:
        return [one for one in self._commands if app.main and one.target == app.path]

    def loads(self) -> Iterator[tuple[Place | Produced, Load]]:
        """Who holds what is composed; the options that are not selected as one of many."""
        for app, compositions in self.compositions.items():
            chosen = {one.path: one.package for c in compositions for one in c.documents}
            if app.holder is None or not chosen:
                continue
            yield app.holder, self._load(app, chosen)
            others = {
                one.path: tuple(one.group.split("/"))
                for one in self.options
                if one.app == app and one.path not in chosen
            }
            if others:
                yield app.holder, self._load(app, others, wide=True)

    def _load(
        self, app: HydraApp, chosen: Mapping[str, tuple[str, ...]], *, wide: bool = False
    ) -> Load:
        via = self._files[app.path].calls[app.call].callee
        below = tuple((path, package) for path, package in chosen.items() if package)
        return Load(app.path, app.call, app.at, via, tuple(chosen), wide=wide, below=below)

    @cached_property
    def options(self) -> tuple[GroupOption, ...]:
        """Every document in a folder that some defaults list or command treats as a group."""
        found: list[GroupOption] = []
        for app, compositions in self.compositions.items():
            groups = sorted({name for c in compositions for name in c.groups})
            for path in self._documents:
                inside = [g for g in groups if path.startswith(f"{_folder(app, g)}/")]
                if inside:
                    found.append(_option(app, max(inside, key=len), path, compositions))
        return tuple(found)

    @cached_property
    def unselected(self) -> tuple[GroupOption, ...]:
        """Options of groups that no defaults list, command or call selects."""
        taken = {one.path for one in self.options if one.selected}
        return tuple(one for one in self.options if one.path not in taken)


def _option(
    app: HydraApp, group: str, path: str, compositions: Sequence[Composition]
) -> GroupOption:
    reasons = (c.open_groups.get(group, "") or c.unknown for c in compositions)
    unknown = next((reason for reason in reasons if reason), "")
    places = {o.at for c in compositions for o in c.documents if o.path == path}
    return GroupOption(path, group, app, tuple(sorted(places)), unknown)


def _folder(app: HydraApp, group: str) -> str:
    return posixpath.join(app.folder or "", group)
