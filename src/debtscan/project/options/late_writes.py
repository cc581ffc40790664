"""Options that several modules set anew in one start of a program."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import Assignment, FileFacts, Result, Role
from debtscan.model import Location
from debtscan.project.names.imports import Imports
from debtscan.project.options.options import OptionUse
from debtscan.project.starts.reach import Reach

_STARTS = 6  #: starts that are followed call by call, those that import most writers first
#: what a process learns of itself when it has been started
_PLUMBING = re.compile(
    r"(\w+_)?rank|world_size|(n_|num_)?(gpus?|nodes?)(_ids?)?|dist(ributed)?(_\w+)?|job_(dir|id)"
    r"|master_(addr|port)|multi_(gpu|node)|is_(master|slurm_job)|device(_ids?)?",
    re.I,
)
#: functions that complete a command line right after it was parsed
_COMPLETES = re.compile(
    r"valid|verif|check(?!point)|pars(e|ing)|sanit|init(ialize)?_"
    r"|(prepare|process|update|adjust|fix|set|setup|complete|default)\w*_(args|opts?|options|params)"
    r"|set_defaults?",
    re.I,
)
_LAUNCHERS = frozenset({"submitit"})  #: these give a job its folders and addresses
_COMPOSED = re.compile(r"OmegaConf|DictConfig|hydra\b.*\bcompose$")


class LateWrites(Struct, frozen=True, dict=True):
    """The options of one file that others set, in the start that runs most of them."""

    path: str  #: declares the options
    start: str
    writes: Mapping[str, Mapping[str, Location]]  #: module -> option -> where it is set


def late_writes(
    files: Mapping[str, FileFacts],
    options: Sequence[OptionUse],
    imports: Imports,
    reach: Reach,
    starts: Collection[str],
    least: int,
) -> Sequence[LateWrites]:
    """One entry per declaring file; a file whose writers all write options of another one, too,
    tells of the same debt and is left out."""
    search = _Search(files, imports, reach, starts)
    found = [
        one
        for path, writes in _written(files, options).items()
        if len(writes) >= least and (one := search.together(path, writes)) is not None
        if len(one.writes) >= least
    ]
    found.sort(key=lambda one: -len(one.writes))
    return [
        one
        for index, one in enumerate(found)
        if not any(one.writes.keys() - {more.path} <= more.writes.keys() for more in found[:index])
    ]


def _written(
    files: Mapping[str, FileFacts], options: Sequence[OptionUse]
) -> Mapping[str, dict[str, dict[str, Location]]]:
    """Declaring file -> the modules elsewhere that set its options."""
    found: dict[str, dict[str, dict[str, Location]]] = defaultdict(dict)
    for use in options:
        name = use.option.name
        argparse = use.option.framework == "argparse" and use.file.role is Role.SOURCE
        if argparse and not _PLUMBING.fullmatch(name):
            for at in use.writes:
                file = files[at.path]
                late = at.path != use.file.path and _is_late(file, at.line)
                if late and not _is_of_another(file, at, name):
                    found[use.file.path].setdefault(at.path, {}).setdefault(name, at)
    return found


def _is_of_another(file: FileFacts, at: Location, name: str) -> bool:
    """A member of what the option holds (`cfg.task.size = 1` for `task`), or of a configuration
    that was composed from documents."""
    written = [one for one in file.assignments if file.locate(one.at) == at]
    return any(f".{name}." in one.target or _is_composed(file, one) for one in written)


def _is_composed(file: FileFacts, write: Assignment) -> bool:
    """Whether the namespace is made by OmegaConf or Hydra in this scope, or annotated as theirs."""
    root = write.target.partition(".")[0]
    values = [one.value for one in file.assignments if _binds(one, root, write.scope)]
    made = [file.calls[one.call].callee for one in values if isinstance(one, Result)]
    parameters = file.definitions[write.scope - 1].parameters if write.scope else ()
    typed = [one.annotation for one in parameters if one.name == root]
    return any(map(_COMPOSED.search, (*made, *typed)))


def _binds(one: Assignment, name: str, scope: int) -> bool:
    return one.target == name and one.scope == scope


def _is_late(file: FileFacts, line: int) -> bool:
    launches = any(one.module.partition(".")[0] in _LAUNCHERS for one in file.imports)
    around = (file.definitions[scope - 1].name for scope in _scopes(file, line))
    return file.role is Role.SOURCE and not launches and not any(map(_COMPLETES.search, around))


def _scopes(file: FileFacts, line: int) -> Iterator[int]:
    """The functions and classes around a line, outermost first."""
    for scope, one in enumerate(file.definitions, 1):
        if one.at.line <= line <= one.at.end_line:
            yield scope


class _Search:
    def __init__(
        self,
        files: Mapping[str, FileFacts],
        imports: Imports,
        reach: Reach,
        starts: Collection[str],
    ) -> None:
        self._files = files
        self._imports = imports
        self._reach = reach
        self._starts = starts

    def together(
        self, path: str, writes: Mapping[str, Mapping[str, Location]]
    ) -> LateWrites | None:
        """The start that runs most of the writing modules, with what it runs of them."""
        best: LateWrites | None = None
        for start in self._likely(path, writes.keys()):
            units = self._reach.of(start)
            run = {
                module: kept
                for module, places in writes.items()
                if (kept := {n: at for n, at in places.items() if self._unit(at) in units})
            }
            if run and (best is None or len(run) > len(best.writes)):
                best = LateWrites(path, start, run)
        return best

    def _likely(self, path: str, writers: Collection[str]) -> Sequence[str]:
        """Starts that import the options and most of those who write them."""
        near = {
            start: self._imports.reachable_from([start]) | {start}
            for start in dict.fromkeys((path, *self._starts))
        }
        found = [start for start, files in near.items() if path in files]
        found.sort(key=lambda start: -len(near[start] & set(writers)))
        return found[:_STARTS]

    def _unit(self, at: Location) -> tuple[str, int]:
        file = self._files[at.path]
        scope = max(_scopes(file, at.line), default=0)
        return self._reach.unit(at.path, scope, at.line)
