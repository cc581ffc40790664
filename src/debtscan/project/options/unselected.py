"""Arms of a choice by name whose names nothing in the repository ever says."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from debtscan.facts import Assignment, Branch, Collection, FileFacts, Literal, Option, Role, Span
from debtscan.model import Location
from debtscan.project.names.calls import Calls
from debtscan.project.names.mentions import Mentions
from debtscan.project.names.symbols import Symbol
from debtscan.project.options.chosen_names import ChosenNames
from debtscan.project.options.dispatches import Arm, Dispatch, dispatches
from debtscan.project.options.never_set import is_installed, is_public
from debtscan.project.options.said_names import SaidNames

#: what depends on the machine at hand, and not on any experiment
_MACHINE = re.compile(r"launcher|backend|platform|device|system|cluster_type|^os$")

_WORD = re.compile(r"[\w+.-]*\w")
#: chosen alone, these only say that something optional is left out
_LEFT_OUT = frozenset({"none", "no", "off", "null", "false", ""})


class Unselected(Struct, frozen=True):
    """A dispatch, its arms that nothing chooses, and what chooses others."""

    dispatch: Dispatch
    arms: tuple[Arm, ...]  #: the largest first
    own: int  #: statements that run for the first of them alone
    chosen: Mapping[str, Location]  #: names of other arms, with a place that chooses each

    @property
    def names(self) -> tuple[str, ...]:
        """The names nothing says."""
        return tuple(dict.fromkeys(name for arm in self.arms for name in arm.names))


def unselected(
    files: Mapping[str, FileFacts], calls: Calls, mentions: Mentions, min_own: int, max_names: int
) -> Iterator[Unselected]:
    """Every dispatch of judged code that chooses among few names and has arms that no word of
    the repository chooses, though some word chooses another arm."""
    candidates = [one for one in _judged(files) if len(one.names) <= max_names]
    said = SaidNames(files, mentions)
    chosen = ChosenNames(files, calls, candidates)
    menus = _menus(files)
    for one in candidates:
        others = chosen.among(one)
        if all(name.lower() in _LEFT_OUT for name in others):
            continue
        rest = [arm for arm in one.arms if others and not others.keys() & set(arm.names)]
        offered = menus.get(one.asked, frozenset())
        silent = [
            arm
            for arm in rest
            if offered.isdisjoint(arm.names) and not any(map(said.anywhere, arm.names))
        ]
        own = {arm: _own(calls, one.file, arm.branch) for arm in silent}
        if own and max(own.values()) >= min_own:
            worst_first = sorted(silent, key=lambda arm: -own[arm])
            yield Unselected(one, tuple(worst_first), own[worst_first[0]], others)


def _menus(files: Mapping[str, FileFacts]) -> Mapping[str, frozenset[str]]:
    """Option -> the names that its `choices` or its help offer to whoever types a command, unless
    the code binds another one anyway."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for file in files.values():
        for one in file.options:
            found[one.name] |= _offered(one)
    fixed = {one.target.rpartition(".")[2] for file in files.values() for one in _fixed(file)}
    return {name: offered for name, offered in found.items() if name not in fixed}


def _offered(option: Option) -> frozenset[str]:
    listed = option.choices.items if isinstance(option.choices, Collection) else ()
    names = (one.value for one in listed if isinstance(one, Literal))
    return frozenset((*map(str, names), *_WORD.findall(option.help)))


def _fixed(file: FileFacts) -> Iterator[Assignment]:
    """`args.kind = "plain"`"""
    for one in file.assignments:
        if "." in one.target and isinstance(one.value, Literal):
            yield one


def _judged(files: Mapping[str, FileFacts]) -> Iterator[Dispatch]:
    installed = is_installed(files)
    judged = [file for file in files.values() if file.is_code and file.role is Role.SOURCE]
    for one in dispatches(judged):
        if not (_MACHINE.search(one.asked) or (installed and _is_offered(files, one))):
            yield one


def _is_offered(files: Mapping[str, FileFacts], one: Dispatch) -> bool:
    """Whether users of an installed package may choose: by a call, or by their own script."""
    if is_public(files, one.file, one.function):
        return True
    packaged = posixpath.join(posixpath.dirname(one.file.path), "__init__.py") in files
    return packaged and bool(one.scope) and one.subject.removeprefix("self.") == one.asked


def _own(calls: Calls, file: FileFacts, branch: Branch) -> int:
    """Statements of a block, and of the definitions that only it calls."""
    body = branch.body
    inside = [i for i, one in enumerate(file.calls) if _is_in(one.at, body)]
    reached = {symbol for index in inside for symbol in calls.targets(file.path, index)}
    places = {(file.path, index) for index in inside}
    only = [one for one in reached if _only_from(calls, one, places)]
    return branch.body_statements + sum(one.definition.statements for one in only)


def _is_in(at: Span, block: Span) -> bool:
    return block.line <= at.line <= block.end_line


def _only_from(calls: Calls, symbol: Symbol, places: set[tuple[str, int]]) -> bool:
    sites = calls.callers(symbol)
    return all((one.path, one.index) in places for one in sites) and not calls.value_use(symbol)
