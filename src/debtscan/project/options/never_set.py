"""Parameters that switch a branch and that no call ever sets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from debtscan.facts import (
    Branch,
    Definition,
    FileFacts,
    Literal,
    Operation,
    Parameter,
    Reference,
    Role,
    Value,
)
from debtscan.model import Location
from debtscan.project.names.calls import Calls, CallSite
from debtscan.project.names.mentions import Mentions
from debtscan.project.names.symbols import Symbol

#: switches that people set for an afternoon
_FOR_PEOPLE = re.compile(
    r"verbose|debug|quiet|silent|show|plot|print|log|display|visuali|save|dry|progress|profil|"
    r"^(callback|generator|rng|seed|device|dtype|name|out|hook|closure|cache_dir|strict|copy)s?$"
)
_PACKAGING = ("setup.py", "setup.cfg", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class UnsetGate:
    """A parameter with a constant default whose other side no call reaches."""

    symbol: Symbol
    parameter: Parameter
    branch: Branch
    at: Location  #: of the condition
    dead: int  #: statements on the side that never runs
    otherwise: bool  #: that side is the `else`
    calls: tuple[CallSite, ...]  #: that leave the parameter to its default, or repeat it


def unset_gates(
    files: Mapping[str, FileFacts], calls: Calls, mentions: Mentions, min_dead: int
) -> Iterator[UnsetGate]:
    """Every gate of judged code, by path and line."""
    installed = is_installed(files)
    for path, file in files.items():
        if file.role is Role.SOURCE and file.is_code and file.branches:
            for scope, gates in _gates(file, min_dead).items():
                symbol = calls.symbols.of_scope(path, scope)
                if not (installed and is_public(file, symbol.name)):
                    yield from _unset(files, symbol, gates, calls, mentions)


def is_installed(files: Mapping[str, FileFacts]) -> bool:
    """Whether the repository is made to be installed, so that others call its code."""
    return any(path in files for path in _PACKAGING)


def is_public(file: FileFacts, name: str) -> bool:
    """Whether users of an installed package may call it: nobody inside needs to."""
    packaged = "/" in file.path and not file.main_guard
    names = [part for part in name.split(".") if not part.endswith("__")]
    return packaged and not any(part.startswith("_") for part in names)


def _gates(file: FileFacts, min_dead: int) -> Mapping[int, list[tuple[Parameter, Branch, int]]]:
    """Scope -> its parameters that decide a branch by their defaults alone."""
    found: dict[int, list[tuple[Parameter, Branch, int]]] = defaultdict(list)
    for branch in file.branches:
        definition = file.definitions[branch.scope - 1] if branch.scope else None
        parameter = _gate(definition, branch) if definition else None
        if parameter is not None and _is_untouched(file, branch.scope, parameter.name):
            dead = _dead(branch, parameter)
            if dead >= min_dead:
                found[branch.scope].append((parameter, branch, dead))
    return found


def _gate(definition: Definition, branch: Branch) -> Parameter | None:
    if definition.kind != "function" or len(branch.names) != 1 or branch.kind == "assert":
        return None
    for one in definition.parameters:
        if one.name == branch.names[0] and isinstance(one.default, Literal):
            gate = one.default.value is None or isinstance(one.default.value, bool)
            return one if gate and not _FOR_PEOPLE.search(one.name) else None
    return None


def _is_untouched(file: FileFacts, scope: int, name: str) -> bool:
    return not any(one.scope == scope and one.target == name for one in file.assignments)


def _dead(branch: Branch, parameter: Parameter) -> int:
    """Statements of the side that the default never takes; 0 when that cannot be told."""
    outcome = _outcome(branch.test, parameter)
    if outcome is None:
        return 0
    return branch.orelse_statements if outcome else branch.body_statements


def _outcome(test: Value, parameter: Parameter) -> bool | None:
    assert isinstance(parameter.default, Literal)
    default = parameter.default.value
    match test:
        case Reference(name=name) if name == parameter.name:
            return bool(default)
        case Operation(operator="not", operands=(inner,)):
            outcome = _outcome(inner, parameter)
            return None if outcome is None else not outcome
        case Operation(operator="is" | "==", operands=(Reference(), Literal(value=other))):
            return default is other
        case Operation(operator="is-not" | "!=", operands=(Reference(), Literal(value=other))):
            return default is not other
    return None


def _unset(
    files: Mapping[str, FileFacts],
    symbol: Symbol,
    gates: Sequence[tuple[Parameter, Branch, int]],
    calls: Calls,
    mentions: Mentions,
) -> Iterator[UnsetGate]:
    done: set[str] = set()
    file = files[symbol.path]
    for parameter, branch, dead in gates:
        if parameter.name in done or _is_named(parameter.name, file, files, mentions):
            continue
        given = calls.arguments(symbol, parameter.name)
        same = all(value == parameter.default for _, value in given.values)
        sites = (*given.defaulted, *(site for site, _ in given.values))
        if same and sites and not given.open:
            done.add(parameter.name)
            at = file.locate(branch.at)
            otherwise = bool(_outcome(branch.test, parameter))
            yield UnsetGate(symbol, parameter, branch, at, dead, otherwise, sites)


def _is_named(
    name: str, file: FileFacts, files: Mapping[str, FileFacts], mentions: Mentions
) -> bool:
    """Whether something else than code names the parameter, so that it may set it."""
    return any(
        one.path != file.path and (one.where != "config" or _is_key(name, one.path, files))
        for one in mentions.each(name)
    )


def _is_key(name: str, path: str, files: Mapping[str, FileFacts]) -> bool:
    """In configuration only a key sets, or a list of names; a sentence does not."""
    file = files.get(path)
    return file is None or any(
        key.path.rpartition(".")[2] == name or key.value == name for key in file.config
    )
