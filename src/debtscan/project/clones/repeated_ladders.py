"""Ladders over the same names in several functions: each has to be extended for a new name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import FileFacts
from debtscan.project.clones.script_families import ScriptFamily
from debtscan.project.options.dispatches import Dispatch, dispatches

#: what experiments choose
_EXPERIMENT = re.compile(
    r"model|arch|net(work)?(_|$)|backbone|encoder|method|algo|optim|sched|loss|criterion|metric|"
    r"data_?set|corpus|task|sampler|solver|type|mode|impl|format|pool|aggregat|variant|exp(_|$)|"
    r"guider|tokenizer|strategy|agent|schedule|attention|language",
    re.IGNORECASE,
)
#: what protocols, files and containers have, whose names seldom change
_PROTOCOL = re.compile(
    r"event|file|mime|content|message|dtype|node|(^|_)(op|ext|key|cmd|init|norm|act)(_|$)|"
    r"operation|action|split|phase|stage|shard|value|view",
    re.IGNORECASE,
)
_SPLITS = frozenset({"train", "training", "val", "valid", "validation", "dev", "test", "none"})
#: functions that bear their names without being copies
_COMMON = frozenset({"__init__", "__call__", "forward", "main", "train", "test", "run", "build"})
_SHORTEST = 2  #: characters of a name worth counting


class RepeatedLadder(Struct, frozen=True):
    """Ladders of different functions that share most of their names; the longest first."""

    ladders: tuple[Dispatch, ...]
    shared: tuple[str, ...]  #: names that all of them know
    partly: tuple[str, ...]  #: some more, when they are fewer, that not all of them know


def repeated_ladders(
    files: Sequence[FileFacts], families: Sequence[ScriptFamily], min_names: int
) -> Iterator[RepeatedLadder]:
    """Every group, by place. Copies of a function or of a script count once: what is amiss with
    them is that they are copies."""
    groups: list[list[Dispatch]] = []
    for ladder in sorted(_ladders(files, min_names), key=lambda one: -len(one.names)):
        for group in groups:
            if len(_shared([*group, ladder])) >= min_names:
                group.append(ladder)
                break
        else:
            groups.append([ladder])
    copied = {
        path: i
        for i, one in enumerate(families)
        for family in one.families
        for path in family.members
    }
    for group in groups:
        apart = _apart(group, copied)
        if len(apart) > 1:
            shared = _shared(apart)
            known = dict.fromkeys(name for one in apart for name in one.names)
            partly = tuple(name for name in known if name not in shared)
            drifted = len(partly) < len(shared)
            yield RepeatedLadder(tuple(apart), shared, partly if drifted else ())


def _ladders(files: Sequence[FileFacts], min_names: int) -> Iterator[Dispatch]:
    for one in dispatches(files):
        chooses = _EXPERIMENT.search(one.asked) and not _PROTOCOL.search(one.asked)
        if chooses and min(len(one.arms), len(_worth(one))) >= min_names:
            yield one


def _worth(one: Dispatch) -> list[str]:
    names = (name for name in one.names if name.lower() not in _SPLITS)
    return [name for name in names if len(name) >= _SHORTEST]


def _shared(group: Sequence[Dispatch]) -> tuple[str, ...]:
    first, *others = group
    return tuple(name for name in _worth(first) if all(name in one.names for one in others))


def _apart(group: Sequence[Dispatch], copied: Mapping[str, int]) -> list[Dispatch]:
    """One ladder for each function, whatever it is called in copies of its script."""
    seen: set[tuple[object, ...]] = set()
    found = []
    for one in group:
        script = copied.get(one.file.path, one.file.path)
        marks: set[tuple[object, ...]] = {("place", script, one.function)}
        if one.scope:
            definition = one.file.definitions[one.scope - 1]
            last = one.function.rpartition(".")[2]
            name = one.function if last in _COMMON else last
            marks |= {("name", name), ("shape", definition.shape)}
        if not marks & seen:
            found.append(one)
        seen |= marks
    return found
