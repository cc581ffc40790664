"""Calls of names that nothing binds, and tables that hold such a name: a NameError as soon as the
line is reached.

Errs on the side of silence: a name that is bound in any scope of the file counts as bound in all;
files that fill their names by `exec`, `globals()`, notebooks or star imports from outside are let
pass.
"""

from __future__ import annotations

import builtins
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Branch, Call, FileFacts, Kind, Reference, Role, Table
from debtscan.model import Location
from debtscan.project.names.filling import Filling
from debtscan.project.names.symbols import Symbols

#: put there by interpreters, shells and runners
_GIVEN = frozenset(
    {"exit", "quit", "copyright", "credits", "license", "get_ipython", "display", "get_config"}
    | {"snakemake", "dbutils", "spark", "sc", "sqlContext", "profile", "upstream", "product", "_"}
    | {"ngettext", "displayHTML", "Import", "Export", "Return", "reveal_type", "__class__", "?"}
    | {"super", "self", "cls", "WindowsError", "QuantBook", "__file__", "__import__", "print"}
    | {"__path__", "__annotations__", "__builtins__", "__dict__", "__module__", "__qualname__"}
)
#: of Python 2: another matter
_OLD = frozenset(
    {"unicode", "xrange", "raw_input", "long", "basestring", "reduce", "reload", "file", "cmp"}
    | {"execfile", "unichr", "buffer", "apply", "coerce", "intern", "input"}
)
_BUILT_IN = frozenset(dir(builtins)) | _GIVEN | _OLD
_VERSIONS = re.compile(r"version|PY[23]|six\.|TYPE_CHECKING")
_CAUGHT = frozenset({"NameError", "Exception", "BaseException"})


class UnboundCall(Struct, frozen=True):
    """`name`: what nothing binds; `branch`: the condition under which the line is reached;
    `held`: a table of the module holds the name, and nothing calls it there."""

    name: str
    at: Location
    scope: int
    branch: Branch | None
    held: bool = False


def unbound_calls(symbols: Symbols) -> Iterator[UnboundCall]:
    """By path and place."""
    names = _Names(symbols)
    for path, file in symbols.files.items():
        bound = names.bound(path, {path}) if file.kind is Kind.PYTHON else None
        if bound is not None and file.role is not Role.TEST:
            for call in file.calls:
                name = _called(call)
                if name and name not in bound and not _is_expected(file, call.at.line):
                    yield UnboundCall(name, file.locate(call.at), call.scope, _branch(file, call))
            for name, line in held_names(file):
                if name.isidentifier() and name not in bound and not _is_expected(file, line):
                    yield UnboundCall(name, file.line(line), 0, None, held=True)


def held_names(file: FileFacts) -> Iterator[tuple[str, int]]:
    """Names among others in tables of the module: `NETS = {"wide": WideNet, "deep": DeepNet}`."""
    for one in file.assignments:
        if not one.scope and isinstance(one.value, Table):
            names = [value.name for value in one.value.values if isinstance(value, Reference)]
            for name in names if len(names) > 1 else ():
                lines = [line for line in file.reads[0].get(name, ()) if line >= one.at.line]
                if lines:
                    yield name, lines[0]


def _called(call: Call) -> str:
    """The name that a call needs; "" for what a comprehension binds, and for a relative import."""
    head = call.callee.partition(".")[0]
    return "" if "~" in head else head


class _Names:
    """What files bind."""

    def __init__(self, symbols: Symbols) -> None:
        self._files = symbols.files
        self._modules = symbols.modules
        self._filling = Filling(symbols.modules)

    def bound(self, path: str, seen: set[str]) -> frozenset[str] | None:
        """Every name of the file and of what it takes by star imports; None when nobody knows."""
        if self._filling.is_filled(path):
            return None
        file = self._files[path]
        names = {*_BUILT_IN, *_here(file), *self._below.get(path, ())}
        for one in file.imports:
            if one.name == "*":
                source = self._modules.path_of(one.module, path)
                if source is None or source not in self._files:
                    return None
                if source not in seen:
                    seen.add(source)
                    taken = self.bound(source, seen)
                    if taken is None:
                        return None
                    names |= taken
        return frozenset(names)

    @cached_property
    def _below(self) -> Mapping[str, set[str]]:
        """`__init__.py` -> modules and packages beside it: to load one binds its name there."""
        found: dict[str, set[str]] = defaultdict(set)
        for path in self._files:
            folder, name = posixpath.split(path.removesuffix("/__init__.py").removesuffix(".py"))
            found[posixpath.join(folder, "__init__.py")].add(name)
        return found


def _here(file: FileFacts) -> Iterator[str]:
    for one in file.imports:
        yield from (one.bound.partition(".")[0], one.module.lstrip(".").partition(".")[0])
    for assigned in file.assignments:
        yield assigned.target.removesuffix("[]").partition(".")[0]
    for definition in file.definitions:
        yield definition.name.rpartition(".")[2]
        yield from (parameter.name for parameter in definition.parameters)
    yield from file.captured


def _is_expected(file: FileFacts, line: int) -> bool:
    return any(
        (not one.types or not _CAUGHT.isdisjoint(one.types))
        and one.tried.line <= line <= one.tried.end_line
        for one in file.excepts
    ) or any(
        _VERSIONS.search(one.text)
        for one in file.branches
        if one.body.line <= line <= (one.orelse or one.body).end_line
    )


def _branch(file: FileFacts, call: Call) -> Branch | None:
    """The innermost branch of its function that the call is the body of."""
    around = [
        one
        for one in file.branches
        if one.kind in ("if", "elif") and one.scope == call.scope
        if one.body.line <= call.at.line <= one.body.end_line
    ]
    return max(around, key=_start, default=None)


def _start(branch: Branch) -> tuple[int, int]:
    return branch.at.line, branch.at.column
