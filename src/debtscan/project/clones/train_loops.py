"""Training loops that are spelled out again in file after file."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Kind, Role
from debtscan.project.clones.alike import stars
from debtscan.project.clones.copied_functions import CopiedFunction
from debtscan.project.clones.copies import Rows, aligned
from debtscan.project.clones.places import Copy, Place, copy_of
from debtscan.project.clones.script_families import ScriptFamily
from debtscan.project.names.imports import Imports
from debtscan.project.names.symbols import Symbol
from debtscan.project.starts.teaching import (
    are_recipes,
    galleries,
    in_one_zoo,
    is_course,
    teaches,
    zoos,
)

_FEW = 8  #: statements of a loop worth sharing
_SHARE = 0.6  #: of the statements that a loop has in common with the one most are like
_MANY = 200  #: loops compared; repositories that hold more are compared up to here
_GRADIENTS = frozenset({"backward", "apply_gradients"})
_STEPS = frozenset({"step", "apply_gradients"})
#: what a loop does or forgets to do, by the last name of the call
_PARTS = frozenset(
    {"zero_grad", "clip_grad_norm_", "clip_grad_value_", "clip_by_global_norm", "autocast"}
    | {"unscale_", "accumulate", "step_ema", "set_description", "train", "no_grad"}
    | {"gather", "all_reduce", "barrier", "synchronize", "empty_cache", "set_epoch"}
)


class TrainLoop(Struct, frozen=True):
    """One loop, from its `for` on, and what of the usual parts it calls."""

    copy: Copy
    statements: int
    parts: frozenset[str]
    around: frozenset[str]  #: the same of the whole file


class TrainLoops(Struct, frozen=True):
    """Loops alike, the one all others resemble first; `share`: the least part of statements
    that one has in common with it."""

    members: tuple[TrainLoop, ...]
    share: float

    @property
    def left_out(self) -> Mapping[str, tuple[TrainLoop, ...]]:
        """What most loops call -> the few in whose files nothing does, the fewest first."""
        counts = Counter(part for one in self.members for part in one.parts)
        most = [part for part, count in counts.items() if _most(count, len(self.members))]
        lacking = {
            part: few
            for part in most
            if (few := tuple(one for one in self.members if part not in one.around))
        }
        return dict(sorted(lacking.items(), key=lambda item: (len(item[1]), item[0])))


def train_loops(
    files: Mapping[str, FileFacts],
    imports: Imports,
    copied: Sequence[CopiedFunction],
    families: Sequence[ScriptFamily],
) -> tuple[TrainLoops, ...]:
    """Loops in different files, by place; nothing in a repository of lessons. Of files or
    functions that are known to be copies of one another one stands for all. A loop outside of
    functions in a module that others import tries that module out, and does not count."""
    code = [file.path for file in files.values() if file.is_code]
    if is_course(code):
        return ()
    models = (*zoos(code), *galleries(code))
    loops = {
        key: one
        for key, one in _all(files)
        if not teaches(key[0]) and (one.copy.owner or not imports.importers(key[0]))
    }
    one_cause = _Causes(copied, families)
    found: list[TrainLoops] = []
    for keys, share in stars(_pairs(files, loops)):
        members = one_cause.apart([loops[key] for key in keys])
        paths = {one.copy.path for one in members}
        apart = are_recipes(paths) or _stand_alone(paths, files)
        if len(paths) > 2 and not apart and not in_one_zoo(paths, models):
            found.append(TrainLoops(tuple(members), share))
    return tuple(found)


class _Causes:
    """Which loops are copies for a reason that is told elsewhere."""

    def __init__(self, copied: Sequence[CopiedFunction], families: Sequence[ScriptFamily]) -> None:
        self._copied = copied
        self._families = families

    def apart(self, loops: Sequence[TrainLoop]) -> list[TrainLoop]:
        """The first loop of each cause and each file."""
        kept: dict[object, TrainLoop] = {}
        seen: set[str] = set()
        for one in loops:
            if one.copy.path not in seen:
                kept.setdefault(self._of(one.copy), one)
            seen.add(one.copy.path)
        return list(kept.values())

    def _of(self, copy: Copy) -> object:
        for number, family in enumerate(self._families):
            if copy.path in family.members:
                return ("family", number)
        for number, one in enumerate(self._copied):
            if any(_holds(member, copy) for member in one.members):
                return ("function", number)
        return copy.path


def _holds(symbol: Symbol, copy: Copy) -> bool:
    first, last = symbol.definition.first, symbol.definition.last
    return symbol.path == copy.path and first <= copy.first and copy.last <= last


def _all(files: Mapping[str, FileFacts]) -> Iterator[tuple[Place, TrainLoop]]:
    for path, file in files.items():
        if file.role is Role.SOURCE and file.is_code:
            for one in _loops(file):
                yield (path, one.copy.first), one


def _loops(file: FileFacts) -> Iterator[TrainLoop]:
    """Outermost loops that compute gradients and take a step."""
    calls = [call for call in file.calls if _last(call) in _PARTS | _GRADIENTS | _STEPS]
    lines = [call.at.line for call in calls if _last(call) in _GRADIENTS]
    around = frozenset(map(_last, calls)) & _PARTS
    table = file.statements
    end = 0
    starts = {one.at.line for one in file.assignments if one.how == "for"} if lines else ()
    for line in sorted(starts):
        first = bisect_left(table.lines, line)
        if first < end or first >= len(table.lines) or table.lines[first] != line:
            continue
        last = _end(file, first)
        until = max(table.end_lines[first:last])
        parts = frozenset(_last(call) for call in calls if line <= call.at.line <= until)
        if any(line <= one <= until for one in lines) and parts & _STEPS:
            end = last
            if last - first >= _FEW:
                yield TrainLoop(copy_of(file, first, last), last - first, parts & _PARTS, around)


def _end(file: FileFacts, first: int) -> int:
    """One past the last row of the loop that starts here."""
    depths = file.statements.depths
    last = first + 1
    while last < len(depths) and depths[last] > depths[first]:
        last += 1
    return last


def _pairs(
    files: Mapping[str, FileFacts], loops: Mapping[Place, TrainLoop]
) -> Iterator[tuple[Place, Place, float]]:
    rows = {
        key: Rows(files[key[0]], one.copy.first, one.copy.last)
        for key, one in list(loops.items())[:_MANY]
    }
    counts = {key: Counter(run.shapes) for key, run in rows.items()}
    for one, other in combinations(rows, 2):
        total = counts[one].total() + counts[other].total()
        shared = 2 * (counts[one] & counts[other]).total()
        if one[0] != other[0] and shared >= _SHARE * total:
            share = 2 * sum(1 for _ in aligned(rows[one], rows[other])) / total
            if share >= _SHARE:
                yield one, other, share


def _stand_alone(paths: Collection[str], files: Mapping[str, FileFacts]) -> bool:
    """Whether most lie in top folders of their own that have requirements of their own."""
    tops = {path.partition("/")[0] for path in paths if "/" in path}
    own = {
        path.partition("/")[0]
        for path, file in files.items()
        if file.kind is Kind.REQUIREMENTS and "/" in path
    }
    return len(tops) == len(paths) and 2 * len(tops & own) > len(tops)


def _last(call: Call) -> str:
    return call.callee.rpartition(".")[2]


def _most(count: int, size: int) -> bool:
    return size > count and 3 * count >= 2 * size


def paths(loops: Collection[TrainLoop]) -> tuple[str, ...]:
    """The files the loops lie in, in their order."""
    return tuple(dict.fromkeys(one.copy.path for one in loops))
