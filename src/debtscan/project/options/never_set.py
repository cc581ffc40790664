"""Parameters that switch a branch and that no call ever sets."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

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
from debtscan.project.names.arguments import ParameterValues
from debtscan.project.names.calls import Calls, CallSite
from debtscan.project.names.mentions import Mentions
from debtscan.project.names.symbols import Symbol

#: switches that people set for an afternoon
_FOR_PEOPLE = re.compile(
    r"verbose|debug|quiet|silent|show|plot|print|log|display|visuali|save|dry|progress|profil|"
    r"^(callback|generator|rng|seed|device|dtype|name|out|hook|closure|cache_dir|strict|copy)s?$"
)
#: so many calls give one value before it counts as the only one
_OFTEN = 3
#: one way among several, and a check
_NO_SWITCH = frozenset({"elif", "assert"})
_PACKAGING = ("setup.py", "setup.cfg", "pyproject.toml")


class UnsetGate(Struct, frozen=True):
    """A parameter that is the same in every call, so that one side of a branch never runs."""

    symbol: Symbol
    parameter: Parameter
    value: bool | None  #: what it always is
    branch: Branch
    at: Location  #: of the condition
    dead: int  #: statements on the side that never runs
    otherwise: bool  #: that side is the `else`
    calls: tuple[CallSite, ...]

    @property
    def by_default(self) -> bool:
        """Whether the value is the default, which calls leave or repeat."""
        return self.parameter.default == Literal(self.value)


def unset_gates(
    files: Mapping[str, FileFacts], calls: Calls, mentions: Mentions, min_dead: int
) -> Iterator[UnsetGate]:
    """Every gate of judged code, by path and line."""
    installed = is_installed(files)
    for path, file in files.items():
        if file.role is Role.SOURCE and file.is_code and file.branches:
            for scope, gates in _gates(file, min_dead).items():
                symbol = calls.symbols.of_scope(path, scope)
                offered = installed and is_public(files, file, symbol.name)
                if not (offered or _is_layer(file, symbol.definition)):
                    yield from _unset(files, symbol, gates, calls, mentions, min_dead)


def is_installed(files: Mapping[str, FileFacts]) -> bool:
    """Whether the repository is made to be installed, so that others call its code."""
    return any(path in files for path in _PACKAGING)


def is_public(files: Mapping[str, FileFacts], file: FileFacts, name: str) -> bool:
    """Whether users of an installed package may call it: nobody inside needs to. A folder of
    scripts beside the package is not installed."""
    in_package = posixpath.join(posixpath.dirname(file.path), "__init__.py") in files
    packaged = in_package and "/" in file.path and not file.main_guard
    names = [part for part in name.split(".") if not part.endswith("__")]
    return packaged and not any(part.startswith("_") for part in names)


def _is_layer(file: FileFacts, definition: Definition) -> bool:
    """A constructor of a layer or network: such classes are carried from one repository to the
    next, with all that the first one chose."""
    if not definition.scope:
        return False
    owner = file.definitions[definition.scope - 1]
    return any(base.endswith(("Module", "Layer")) for base in owner.bases)


def _gates(file: FileFacts, min_dead: int) -> Mapping[int, list[tuple[Parameter, Branch]]]:
    """Scope -> its parameters that decide a branch on their own."""
    found: dict[int, list[tuple[Parameter, Branch]]] = defaultdict(list)
    for branch in file.branches:
        if branch.scope and max(branch.body_statements, branch.orelse_statements) >= min_dead:
            parameter = _gate(file.definitions[branch.scope - 1], branch)
            if parameter is not None and _is_untouched(file, branch.scope, parameter.name):
                found[branch.scope].append((parameter, branch))
    return found


def _gate(definition: Definition, branch: Branch) -> Parameter | None:
    if definition.kind != "function" or len(branch.names) != 1 or branch.kind in _NO_SWITCH:
        return None
    name = branch.names[0]
    if _FOR_PEOPLE.search(name) or _outcome(branch.test, name, None) is None:
        return None
    return next((one for one in definition.parameters if one.name == name), None)


def _is_untouched(file: FileFacts, scope: int, name: str) -> bool:
    return not any(one.scope == scope and one.target == name for one in file.assignments)


def _outcome(test: Value, name: str, value: bool | None) -> bool | None:
    """What a condition on a parameter alone comes to when the parameter is this."""
    match test:
        case Reference(name=asked) if asked == name:
            return bool(value)
        case Operation(operator="not", operands=(inner,)):
            outcome = _outcome(inner, name, value)
            return None if outcome is None else not outcome
        case Operation(operator="is" | "==", operands=(Reference(), Literal(value=other))):
            return value is other
        case Operation(operator="is-not" | "!=", operands=(Reference(), Literal(value=other))):
            return value is not other
    return None


def _unset(
    files: Mapping[str, FileFacts],
    symbol: Symbol,
    gates: Sequence[tuple[Parameter, Branch]],
    calls: Calls,
    mentions: Mentions,
    min_dead: int,
) -> Iterator[UnsetGate]:
    done: set[str] = set()
    file = files[symbol.path]
    for parameter, branch in gates:
        if parameter.name in done or _is_named(parameter.name, file, files, mentions):
            continue
        given = calls.arguments(symbol, parameter.name)
        sites = (*given.defaulted, *(site for site, _ in given.values))
        if given.open or _is_meant_for_more(file, symbol.definition, sites):
            continue
        for value in _always(given, parameter):
            outcome = bool(_outcome(branch.test, parameter.name, value))
            dead = branch.orelse_statements if outcome else branch.body_statements
            if dead >= min_dead:
                done.add(parameter.name)
                at = file.locate(branch.at)
                yield UnsetGate(symbol, parameter, value, branch, at, dead, outcome, sites)


def _always(given: ParameterValues, parameter: Parameter) -> tuple[bool | None, ...]:
    """The switch value that all calls come to, if there is one."""
    values = [value for _, value in given.values]
    values += [parameter.default for _ in given.defaulted if parameter.default is not None]
    first = values[0] if values else None
    if not isinstance(first, Literal) or any(value != first for value in values):
        return ()
    bare = parameter.default is None and len(values) >= _OFTEN
    often = first == parameter.default or bare
    switch = first.value is None or isinstance(first.value, bool)
    return (first.value,) if often and switch else ()  # type: ignore[return-value]


def _is_meant_for_more(file: FileFacts, definition: Definition, calls: Sequence[CallSite]) -> bool:
    """Whether a function is described for callers that are not there yet: not in a script that
    calls it itself."""
    own = file.main_guard and all(site.path == file.path for site in calls)
    return definition.documented and len(calls) < _OFTEN and not own


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
