"""Calls of names that nothing binds, and tables that hold such a name: a NameError as soon as the
line is reached.

Errs on the side of silence: a name that is bound in any scope of the file counts as bound in all;
files that fill their names by `exec`, `globals()`, notebooks or star imports from outside are let
pass. Parameters of lambdas are no facts, so of dotted callees only roots of libraries count.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator

from msgspec import Struct

from debtscan.facts import Branch, Call, FileFacts, Kind, Reference, Role, Table, Unknown
from debtscan.model import Location
from debtscan.project.names.symbols import Symbols

#: put there by interpreters, shells and runners
_GIVEN = frozenset(
    {"exit", "quit", "copyright", "credits", "license", "get_ipython", "display", "get_config"}
    | {"snakemake", "dbutils", "spark", "sc", "sqlContext", "profile", "upstream", "product", "_"}
    | {"ngettext", "displayHTML", "Import", "Export", "Return", "reveal_type", "__class__", "?"}
    | {"super", "self", "cls", "WindowsError", "QuantBook", "__file__", "__import__", "print"}
)
#: of Python 2: another matter
_OLD = frozenset(
    {"unicode", "xrange", "raw_input", "long", "basestring", "reduce", "reload", "file", "cmp"}
    | {"execfile", "unichr", "buffer", "apply", "coerce", "intern", "input"}
)
_BUILT_IN = frozenset(dir(builtins)) | _GIVEN | _OLD
#: roots that mean a library wherever they stand
_LIBRARIES = frozenset(
    {"np", "plt", "pd", "tf", "nn", "os", "sys", "json", "math", "random", "time", "torch", "cv2"}
    | {"logging", "copy", "pickle", "glob", "shutil", "datetime", "collections", "itertools", "re"}
    | {"functools", "subprocess", "warnings", "sns", "wandb", "argparse", "yaml", "numpy", "pandas"}
)
#: what a lambda may call its parameter
_PARAMETERS = frozenset(
    {"func", "function", "callback", "model", "factory", "getter", "loss", "conv", "layer", "block"}
    | {"module", "method", "step", "callable", "norm", "klass", "action", "handler", "predicate"}
    | {"transform", "activation", "metric", "score", "wrapped", "inner", "target", "proc", "task"}
)
_FILLS = frozenset({"exec", "globals", "locals", "vars", "execfile", "setattr", "eval"})
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
    for path, file in symbols.files.items():
        bound = _bound(symbols, path, {path}) if file.kind is Kind.PYTHON else None
        if bound is not None and file.role is not Role.TEST:
            for call in file.calls:
                name = _called(call)
                if name and name not in bound and not _is_guarded(file, call, name):
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
    """The name that a call needs; "" when it may be a parameter of a lambda."""
    head, _, rest = call.callee.partition(".")
    if rest:
        return head if head in _LIBRARIES else ""
    return "" if len(head) <= 3 or head in _PARAMETERS or "~" in head else head


def _bound(symbols: Symbols, path: str, seen: set[str]) -> frozenset[str] | None:
    """Every name of the file and of what it takes by star imports; None when nobody knows."""
    file = symbols.files[path]
    if any(call.callee in _FILLS for call in file.calls):
        return None
    names = set(_BUILT_IN)
    names.update(_here(file))
    for one in file.imports:
        if one.name == "*":
            source = symbols.modules.path_of(one.module, path)
            if source is None or source not in symbols.files:
                return None
            if source not in seen:
                seen.add(source)
                taken = _bound(symbols, source, seen)
                if taken is None:
                    return None
                names |= taken
    return frozenset(names)


def _here(file: FileFacts) -> Iterator[str]:
    for one in file.imports:
        yield from (one.bound.partition(".")[0], one.module.lstrip(".").partition(".")[0])
    for assigned in file.assignments:
        yield assigned.target.removesuffix("[]").partition(".")[0]
    for definition in file.definitions:
        yield definition.name.rpartition(".")[2]
        yield from (parameter.name for parameter in definition.parameters)


def _is_guarded(file: FileFacts, call: Call, name: str) -> bool:
    """Somebody expects that it fails, or asks for the version first, or a lambda may bind it."""
    if name == call.callee and name.islower() and _may_be_in_lambda(file, call):
        return True
    return _is_expected(file, call.at.line)


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


def _may_be_in_lambda(file: FileFacts, call: Call) -> bool:
    """It lies inside something of which nothing is known, as nothing is of a lambda."""
    around = (
        one.at.line <= call.at.line <= one.at.end_line and one.at != call.at and _has_unknown(one)
        for one in file.calls
    )
    rows = file.statements
    starts = {
        start
        for start, end in zip(rows.lines, rows.end_lines, strict=True)
        if start <= call.at.line <= end
    }
    bound = {one.at.line for one in file.assignments if one.value == Unknown()}
    given = {one.at.line for one in file.returns if one.value == Unknown()}
    return any(around) or not starts.isdisjoint(bound | given)


def _has_unknown(call: Call) -> bool:
    return Unknown() in (*call.arguments, *(one.value for one in call.keywords))


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
