"""Parameters that every call fills with one and the same constant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from debtscan.facts import (
    Call,
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
from debtscan.project.names.arguments import given_values
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


class ConstantParameter(Struct, frozen=True):
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
    told = _told(files, min_calls)
    for path, file in files.items():
        if file.role is Role.SOURCE and file.is_code:
            for number, definition in enumerate(file.definitions, start=1):
                if not _is_judged(definition) or definition.name.rpartition(".")[2] not in told:
                    continue
                symbol = calls.symbols.of_scope(path, number)
                offered = installed and is_public(files, file, definition.name)
                if not offered and _are_telling(calls.each_caller(symbol), min_calls):
                    yield from _of(file, symbol, calls, mentions, min_calls)


def _told(files: Mapping[str, FileFacts], min_calls: int) -> frozenset[str]:
    """Last names that so many calls give a constant: only these are worth a closer look."""
    defined = {
        one.name.rpartition(".")[2]
        for file in files.values()
        for one in file.definitions
        if _is_judged(one)
    }
    told = Counter(
        last
        for file in files.values()
        for call in file.calls
        if (last := call.callee.rpartition(".")[2]) in defined and _tells(call)
    )
    return frozenset(name for name, number in told.items() if number >= min_calls)


def _are_telling(sites: Iterable[CallSite], min_calls: int) -> bool:
    """Whether there are enough, and each may give the constant: the first that cannot ends it."""
    number = 0
    for site in sites:
        if not _tells(site.call):
            return False
        number += 1
    return number >= min_calls


def _tells(call: Call) -> bool:
    """Whether it spells out the value of anything."""
    for value in call.arguments:
        if isinstance(value, Literal):
            return True
    return any(isinstance(one.value, Literal) for one in call.keywords)


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
        values, defaulted, _ = given_values(calls, symbol, parameter.name)
        value = None if defaulted or len(values) < min_calls else _same([one for _, one in values])
        if value is None or calls.arguments(symbol, parameter.name).open:
            continue
        read = parameter.name in file.reads[symbol.scope]
        if read and not _is_set_apart(parameter.name, file, mentions):
            sites = tuple(site for site, _ in values)
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
