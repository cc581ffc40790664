"""Options of Hydra's config groups that nothing selects and that show their age: code requires
keys that they lack, or their name says it."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import FileFacts, Role
from debtscan.model import Location
from debtscan.project.configuration.configuration import Configuration
from debtscan.project.configuration.holding import KeyUse
from debtscan.project.configuration.hydra import GroupOption
from debtscan.project.names.mentions import Mentions

_LEFT_OVER = re.compile(
    r"(^|[_-])(old|backup|bak|copy|tmp|temp|deprecated|legacy|unused|wip|broken|attempt|final)"
    r"(\d*)([_-]|$)"
)
_MAKER = "_target_"
_GETTERS = frozenset({"get", "pop", "getattr", "setdefault", "select"})


class UnselectedOption(Struct, frozen=True):
    """`lacks`: keys that every selected option of the group has and that code requires, with
    a place that does; `left_over`: its name says that something took its place."""

    path: str
    group: str
    selected: tuple[str, ...]
    lacks: tuple[tuple[str, Location], ...]
    left_over: bool

    @property
    def name(self) -> str:
        """As one would select it."""
        return posixpath.splitext(posixpath.basename(self.path))[0]


def unselected_options(
    files: Mapping[str, FileFacts], configuration: Configuration, mentions: Mentions
) -> Iterator[UnselectedOption]:
    """By path; only those that no start may select without our seeing it."""
    doubted = {one.path for one in configuration.hydra.options if one.unknown}
    groups: dict[str, list[GroupOption]] = defaultdict(list)
    for one in configuration.hydra.options:
        groups[one.group].append(one)
    taken = {one.path for one in configuration.hydra.options if one.selected}
    told = {one.path: one.group for one in configuration.hydra.unselected}
    for path, group in told.items():
        if path in doubted or files[path].role is not Role.SOURCE:
            continue
        selected = sorted({one.path for one in groups[group] if one.path in taken})
        lacks = tuple(_lacks(files, configuration, path, selected)) if selected else ()
        found = UnselectedOption(path, group, tuple(selected), lacks, _is_left_over(path))
        if selected and (lacks or found.left_over) and not _is_named(mentions, found):
            yield found


def _lacks(
    files: Mapping[str, FileFacts], configuration: Configuration, path: str, selected: Sequence[str]
) -> Iterator[tuple[str, Location]]:
    own = {key.path: key.value for key in configuration.keys(path)}
    others = [{key.path: key.value for key in configuration.keys(one)} for one in selected]
    makers = {keys.get(_MAKER) for keys in (own, *others)}
    if len(makers) > 1 or any(key.partition(".")[0] in ("defaults", "<<") for key in own):
        return
    for key in others[0]:
        if key not in own and all(key in keys for keys in others):
            at = _required(files, configuration.uses(selected[0], key))
            if at is not None:
                yield key, at


def _required(files: Mapping[str, FileFacts], uses: Sequence[KeyUse]) -> Location | None:
    for use in uses:
        file = files[use.path]
        read = use.kind in ("read", "any") and file.role is Role.SOURCE
        if read and _is_required(file, use.at.line):
            return file.locate(use.at)
    return None


def _is_required(file: FileFacts, line: int) -> bool:
    """The read has no fallback, and no branch decides on it."""
    guarded = any(
        one.body.line <= line <= one.body.end_line for one in file.branches if one.kind != "assert"
    )
    fallback = any(
        call.callee.rpartition(".")[2] in _GETTERS and call.at.line <= line <= call.at.end_line
        for call in file.calls
    )
    return not guarded and not fallback


def _is_left_over(path: str) -> bool:
    return _LEFT_OVER.search(posixpath.splitext(posixpath.basename(path))[0].lower()) is not None


def _is_named(mentions: Mentions, one: UnselectedOption) -> bool:
    """`model=vit` or `model/vit` in a text: somebody selects it by hand."""
    last = one.group.rpartition("/")[2]
    return any(
        mentions.of(text)
        for text in (f"{last}={one.name}", f"{one.group}={one.name}", f"{one.group}/{one.name}")
    ) or any(seen.path != one.path for seen in mentions.of(one.name))
