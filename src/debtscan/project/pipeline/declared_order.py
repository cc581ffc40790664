"""Order that documents declare: make prerequisites, `needs` of CI, `depends_on` of services,
tasks of Argo."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING

from debtscan.facts import FileFacts, Kind
from debtscan.model import Location
from debtscan.project.pipeline.started import holder_id
from debtscan.project.pipeline.steps import Link, Part

if TYPE_CHECKING:
    from debtscan.project.model import Project

_NEEDS = (
    re.compile(r"jobs\.(?P<then>[\w-]+)\.needs(?:\[\d+\])?"),
    re.compile(r"services\.(?P<then>[\w-]+)\.depends_on\[\d+\]"),
    re.compile(r"(?P<then>[\w-]+)\.needs(?:\[\d+\](?:\.job)?)?"),
)
_CONDITION = re.compile(r"services\.([\w-]+)\.depends_on\.([\w-]+)")
_TASK = re.compile(
    r"spec\.templates\[(\d+)\]\.dag\.tasks\[(\d+)\]\.(name|template|dependencies)(?:\[\d+\])?"
)
_MEMBER = re.compile(
    r"(.+\[\d+\])\.(?:(name|id|ID|task_key)|(?:dependencies|depends_on)(?:\[\d+\](?:\.task_key)?)?)"
)
_NAMES = ("name", "id", "ID", "task_key")  #: the first that is there names the step
_PLAIN = re.compile(r"[\w-]+")

_Pair = tuple[str, str, Location]  #: first, then: names within the file


def declared_order(
    project: Project, parts: Mapping[str, Part], alone: Mapping[str, str]
) -> Iterator[Link]:
    """Links between steps; a target or job that is no step hands its order on."""
    for file in project.files.values():
        if file.kind is Kind.MAKE:
            pairs = list(_targets(file))
        elif file.kind is Kind.YAML and file.config:
            pairs = [*_needs(file), *_tasks(file), *_members(file)]
        else:
            continue
        if pairs:
            yield from _Order(file, pairs, parts, alone).links()


class _Order:
    def __init__(
        self,
        file: FileFacts,
        pairs: list[_Pair],
        parts: Mapping[str, Part],
        alone: Mapping[str, str],
    ) -> None:
        self._file = file
        self._parts = parts
        self._alone = alone
        self._before: dict[str, list[tuple[str, Location]]] = defaultdict(list)
        for first, then, at in pairs:
            self._before[then].append((first, at))

    def links(self) -> Iterator[Link]:
        for then in list(self._before):
            step = self._step(then)
            for first, at in self._first(then, frozenset()) if step else ():
                if first != step:
                    yield Link("order", first, step, at)

    def _first(self, then: str, seen: frozenset[str]) -> Iterator[tuple[str, Location]]:
        for name, at in self._before.get(then, ()):
            if name in seen:
                continue
            if step := self._step(name):
                yield step, at
            else:
                yield from ((one, at) for one, _ in self._first(name, seen | {then, name}))

    def _step(self, name: str) -> str:
        own = holder_id(self._file, name)
        step = self._alone.get(own, own)
        return step if step in self._parts else ""


def _targets(file: FileFacts) -> Iterator[_Pair]:
    """Prerequisites that are targets by name; those that are files are read, and thus known."""
    names = {key.path for key in file.config}
    for key in file.config:
        for need in str(key.value or "").split():
            if need in names and _PLAIN.fullmatch(need) and _PLAIN.fullmatch(key.path):
                yield need, key.path, file.locate(key.at)


def _needs(file: FileFacts) -> Iterator[_Pair]:
    for key in file.config:
        match = next((found for one in _NEEDS if (found := one.fullmatch(key.path))), None)
        if match and isinstance(key.value, str):
            yield key.value, match["then"], file.locate(key.at)
        elif condition := _CONDITION.fullmatch(key.path):
            yield condition[2], condition[1], file.locate(key.at)


def _tasks(file: FileFacts) -> Iterator[_Pair]:
    """`dependencies` of Argo name tasks; what runs are their templates."""
    found: dict[tuple[str, str], dict[str, list[tuple[str, Location]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for key in file.config:
        match = _TASK.fullmatch(key.path) if "dag.tasks" in key.path else None
        if match and isinstance(key.value, str):
            found[match[1], match[2]][match[3]].append((key.value, file.locate(key.at)))
    template = {
        (outer, one["name"][0][0]): one["template"][0][0]
        for (outer, _), one in found.items()
        if one["name"] and one["template"]
    }
    for (outer, _), one in found.items():
        for (name, at), (own, _) in product(one["dependencies"], one["template"]):
            if (outer, name) in template:
                yield template[outer, name], own, at


def _members(file: FileFacts) -> Iterator[_Pair]:
    """Members of a list that name others as what they depend on (Taskcluster, Databricks)."""
    if not any(".depend" in key.path for key in file.config):
        return
    named: dict[str, dict[str, str]] = defaultdict(dict)
    needs: list[tuple[str, str, Location]] = []
    for key in file.config:
        match = _MEMBER.fullmatch(key.path)
        if match and isinstance(key.value, str):
            if match[2]:
                named[match[1]][match[2]] = key.value
            else:
                needs.append((match[1], key.value, file.locate(key.at)))
    step = {
        (_list(place), alias): next(one[name] for name in _NAMES if name in one)
        for place, one in named.items()
        for alias in one.values()
    }
    for place, need, at in needs:
        own = next((named[place][name] for name in _NAMES if name in named.get(place, ())), "")
        if own and (_list(place), need) in step:
            yield step[_list(place), need], own, at


def _list(place: str) -> str:
    return place.rpartition("[")[0]
