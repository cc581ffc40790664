"""Parameters that every call fills with one and the same constant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from debtscan.facts import (
    Collection,
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
from debtscan.project.options.never_set import is_installed, is_public

#: what a call says for its reader, or hands to a service
_SAYS = re.compile(
    r"^(self|cls|name|title|label|msg|message|text|desc|description|prefix|suffix|tag|color|colour|"
    r"fmt|format|encoding|indent|sep|delimiter|key|path|file\w*|url|logger|verbose|debug|launcher|"
    r"backend|device|dtype|axis|\w*dim|\w*id|\w*name|style|css|return_\w+)$"
)


@dataclass(frozen=True, slots=True)
class ConstantParameter:
    """A parameter, what it always is, and where it is given."""

    symbol: Symbol
    parameter: Parameter
    value: str | int | float
    calls: tuple[CallSite, ...]
    branch: Location | None  #: the first condition that asks it

    @property
    def files(self) -> int:
        """How many files spell the constant."""
        return len({site.path for site in self.calls})


def constant_parameters(
    files: Mapping[str, FileFacts], calls: Calls, mentions: Mentions, min_calls: int
) -> Iterator[ConstantParameter]:
    """By path and line: functions all of whose calls are known, none of them in a test, where
    each says the constant and, where there is a default, a branch asks it. Switches are left to
    `unset_gates`."""
    installed = is_installed(files)
    for path, file in files.items():
        if file.role is Role.SOURCE and file.is_code:
            for number, definition in enumerate(file.definitions, start=1):
                offered = installed and is_public(files, file, definition.name)
                if _is_judged(definition) and not offered:
                    symbol = calls.symbols.of_scope(path, number)
                    if len(calls.callers(symbol)) >= min_calls:
                        yield from _of(file, symbol, calls, mentions, min_calls)


def _is_judged(definition: Definition) -> bool:
    plain = definition.kind == "function" and definition.parameters and not definition.body
    hook = definition.name.rpartition(".")[2].startswith("__")
    return bool(plain) and not hook


def _of(
    file: FileFacts, symbol: Symbol, calls: Calls, mentions: Mentions, min_calls: int
) -> Iterator[ConstantParameter]:
    for parameter in symbol.definition.parameters:
        if parameter.kind not in ("plain", "keyword") or _SAYS.match(parameter.name):
            continue
        given = calls.arguments(symbol, parameter.name)
        if given.open or given.defaulted or len(given.values) < min_calls:
            continue
        value = _same([value for _, value in given.values])
        read = parameter.name in file.reads[symbol.scope]
        if value is not None and read and not _is_set_apart(parameter.name, file, mentions):
            sites = tuple(site for site, _ in given.values)
            asked = _asked(file, symbol, parameter)
            if asked is not None or parameter.default is None:
                yield ConstantParameter(symbol, parameter, value, sites, asked)


def _same(values: Sequence[object]) -> str | int | float | None:
    first = values[0]
    if not isinstance(first, Literal) or any(value != first for value in values):
        return None
    return None if isinstance(first.value, bool) else first.value


def _is_set_apart(name: str, file: FileFacts, mentions: Mentions) -> bool:
    return any(one.path != file.path and one.where == "config" for one in mentions.each(name))


def _asked(file: FileFacts, symbol: Symbol, parameter: Parameter) -> Location | None:
    """The first condition that asks the parameter for a value that it might have."""
    for branch in file.branches:
        if branch.scope == symbol.scope and _compares(branch.test, parameter.name):
            return file.locate(branch.at)
    return None


def _compares(test: Value, name: str) -> bool:
    match test:
        case Operation("and" | "or" | "not", operands):
            return any(_compares(one, name) for one in operands)
        case Operation(_, (Reference(asked), Literal(value))):
            return asked == name and value is not None
        case Operation("in", (Reference(asked), Collection())):
            return asked == name
    return False
