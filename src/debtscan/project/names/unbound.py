"""Names that nothing binds where they are needed: a NameError as soon as the line is reached.

Which names are free is a fact of the file; here is asked what else may give them. Files that fill
their names by `exec`, `globals()`, notebooks or star imports from outside are let pass.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Branch, FileFacts, FreeName, Kind, Reference, Role, Table
from debtscan.model import Location
from debtscan.project.names.filling import Filling
from debtscan.project.names.symbols import Symbols

#: put there by interpreters, shells and runners
_RUNNERS = frozenset(
    {"exit", "quit", "copyright", "credits", "license", "get_ipython", "display", "get_config"}
    | {"snakemake", "dbutils", "spark", "sc", "sqlContext", "profile", "upstream", "product", "_"}
    | {"ngettext", "displayHTML", "Import", "Export", "Return", "reveal_type", "WindowsError"}
    | {"QuantBook", "Resolution", "__builtins__", "__dict__", "__module__", "__qualname__"}
)
#: of Python 2: another matter
_OLD = frozenset(
    {"unicode", "xrange", "raw_input", "long", "basestring", "reduce", "reload", "file", "cmp"}
    | {"execfile", "unichr", "buffer", "apply", "coerce", "intern"}
)
_GIVEN = _RUNNERS | _OLD
#: by the programs that run files of such a name: Jupyter, Sphinx
_FILLED = {"_config.py": frozenset({"c"}), "conf.py": frozenset({"tags"})}
_VERSIONS = re.compile(r"version|PY[23]|six\.|TYPE_CHECKING")
_CAUGHT = frozenset({"NameError", "Exception", "BaseException"})


class UnboundName(Struct, frozen=True):
    """`name`: what nothing binds where it is needed; `how`: "calls", "holds" (in a table of the
    module) or "reads"; `branch`: the condition under which the line is reached; `elsewhere`: the
    function that has a variable of this name, for itself."""

    name: str
    at: Location
    scope: int
    how: str
    branch: Branch | None
    elsewhere: str = ""


def unbound_names(symbols: Symbols) -> Iterator[UnboundName]:
    """By path and place."""
    names = _Names(symbols)
    for path, file in symbols.files.items():
        if file.free and file.kind is Kind.PYTHON and file.role is not Role.TEST:
            bound = names.given(path)
            if bound is not None:
                yield from _of(file, bound)


def _of(file: FileFacts, bound: Set[str]) -> Iterator[UnboundName]:
    called = {(one.at.line, one.at.column) for one in file.calls}
    held = set(held_names(file))
    known = {one.at.line for one in file.comments if one.kind == "linter" and "F82" in one.text}
    for one in file.free:
        line, column = one.at.line, one.at.column
        if one.name not in bound and line not in known and not _is_expected(file, line):
            is_held = not one.scope and (one.name, line) in held
            how = "calls" if (line, column) in called else "holds" if is_held else "reads"
            branch, elsewhere = _branch(file, one), _elsewhere(file, one)
            at = file.locate(one.at)
            yield UnboundName(one.name, at, one.scope, how, branch, elsewhere)


def _elsewhere(file: FileFacts, one: FreeName) -> str:
    """The first other function that binds it; `x += 1` binds nothing new."""
    binding = {each.scope for each in file.assignments if each.target == one.name} - {one.scope}
    for scope, each in enumerate(file.definitions, start=1):
        given = any(parameter.name == one.name for parameter in each.parameters)
        if each.kind == "function" and (given or scope in binding):
            return each.name
    return ""


def held_names(file: FileFacts) -> Iterator[tuple[str, int]]:
    """Names among others in tables of the module: `NETS = {"wide": WideNet, "deep": DeepNet}`."""
    for one in file.assignments:
        if not one.scope and isinstance(one.value, Table):
            names = [value.name for value in one.value.values if isinstance(value, Reference)]
            for name in names if len(names) > 1 else ():
                lines = [line for line in file.reads[0].get(name, ()) if line >= one.at.line]
                if lines:
                    yield name, lines[0]


class _Names:
    """What files bind."""

    def __init__(self, symbols: Symbols) -> None:
        self._files = symbols.files
        self._modules = symbols.modules
        self._filling = Filling(symbols.modules)

    def given(self, path: str) -> frozenset[str] | None:
        """What a module has besides what its text binds; None when nobody knows."""
        if self._filling.is_filled(path):
            return None
        taken = self._starred(path, {path})
        given = (names for end, names in _FILLED.items() if path.endswith(end))
        return None if taken is None else taken.union(_GIVEN, self._below.get(path, ()), *given)

    def _starred(self, path: str, seen: set[str]) -> frozenset[str] | None:
        """Every name that star imports bring."""
        names: set[str] = set()
        for one in self._files[path].imports:
            if one.name == "*":
                source = self._modules.path_of(one.module, path)
                if source is None or source not in self._files or self._filling.is_filled(source):
                    return None
                if source not in seen:
                    seen.add(source)
                    more = self._starred(source, seen)
                    if more is None:
                        return None
                    names |= more | self._below.get(source, set()) | set(_here(self._files[source]))
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


def _branch(file: FileFacts, name: FreeName) -> Branch | None:
    """The innermost branch of its function that the name is needed in."""
    around = [
        one
        for one in file.branches
        if one.kind in ("if", "elif") and one.scope == name.scope
        if one.body.line <= name.at.line <= one.body.end_line
    ]
    return max(around, key=_start, default=None)


def _start(branch: Branch) -> tuple[int, int]:
    return branch.at.line, branch.at.column
