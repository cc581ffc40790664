"""Names with a counter: `fold{k}.csv` is `fold3.csv`, which `fold_*.csv` does not find."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from debtscan.facts import Assignment, Call, FileFacts, Item, Literal, Reference, Result, Text
from debtscan.project.artifacts.uses import ArtifactUse

_COUNTING = frozenset({"range", "enumerate", "trange"})


def without_separator(pattern: str) -> str:
    """`folds/fold_*.csv` -> `folds/fold*.csv`; "" when nothing stands before the only `*`."""
    folder, name = posixpath.split(pattern)
    bare = re.sub(r"(?<=[A-Za-z])[-_.](?=\*)", "", name)
    return posixpath.join(folder, bare) if bare != name and pattern.count("*") == 1 else ""


def is_counted(files: Mapping[str, FileFacts], use: ArtifactUse) -> bool:
    """Whether the open part of the name that is written is the counter of a loop."""
    file = files.get(use.path)
    return file is not None and any(
        _is_counter(file, call.scope, part) for call in _at(file, use) for part in _open(call)
    )


def _at(file: FileFacts, use: ArtifactUse) -> Iterator[Call]:
    for call in file.calls:
        place = file.locate(call.at)
        if (place.line, place.cell) == (use.at.line, use.at.cell):
            yield call


def _open(call: Call) -> Iterator[str]:
    """The only name that is put into a string argument's file name."""
    for value in (*call.arguments, *(keyword.value for keyword in call.keywords)):
        match value:
            case Text((*_, Reference(name), Literal(str(end)))) if "/" not in end:
                yield name


def _is_counter(file: FileFacts, scope: int, name: str) -> bool:
    bound = [one for one in file.assignments if (one.target, one.scope) == (name, scope)]
    return bool(bound) and all(_counts(file, one) for one in bound)


def _counts(file: FileFacts, one: Assignment) -> bool:
    match one.value:
        case Item(Item(Result(call), _), Literal(0)) | Item(Result(call), _) if one.how == "for":
            return file.calls[call].callee.rpartition(".")[2] in _COUNTING
    return False
