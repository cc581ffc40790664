"""Settings written as constants of modules that no code reads."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from debtscan.facts import (
    Assignment,
    Collection,
    FileFacts,
    Kind,
    Literal,
    Operation,
    Reference,
    Role,
    Table,
    Text,
    Value,
)
from debtscan.project.configuration.python_documents import is_settings_module
from debtscan.project.names.imports import Imports
from debtscan.project.names.mentions import Mentions
from debtscan.project.starts.published import Published

#: calls that may read any name of the file they stand in
_READS_OWN = frozenset({"globals", "exec", "eval"})
#: modules whose names a tool or framework reads
_OF_TOOLS = re.compile(
    r"(setup|conf|conftest|noxfile|hubconf|wsgi|gunicorn.*|webserver_config|superset_config|"
    r"celery_?config|jupyter_\w*config|ipython_config|fabfile|tasks)\.py"
)
#: what a file says of itself
_ABOUT = frozenset({"VERSION", "AUTHOR", "LICENSE", "COPYRIGHT", "REVISION"})
_CASES = 4  #: numbers in a row that make an enumeration


class UnreadConstants(Struct, frozen=True):
    """The constants of one module that nothing reads; `read`: how many others of it are."""

    file: FileFacts
    constants: tuple[Assignment, ...]
    read: int


def unread_constants(
    files: Mapping[str, FileFacts], imports: Imports, mentions: Mentions, published: Published
) -> Iterator[UnreadConstants]:
    """Modules with such constants, by path. A name counts as read when any code anywhere reads
    something called so, or when it stands in any text."""
    candidates = {path: found for path, file in files.items() if (found := _constants(file))}
    names = {one.target for found in candidates.values() for one in found}
    read = _read(files.values(), names)
    for path, found in candidates.items():
        file = files[path]
        public = published.holds(path)
        dead = [
            one
            for one in found
            if one.target not in read
            and (one.target.startswith("_") or not public)
            and not _named(mentions, one)
        ]
        if dead and not _is_taken_whole(file, files, imports):
            yield UnreadConstants(file, tuple(dead), len(found) - len(dead))


def _constants(file: FileFacts) -> list[Assignment]:
    """Names bound once, at the top, to values; in a module of settings any name, else capitals."""
    if file.kind is not Kind.PYTHON or file.role is not Role.SOURCE or _is_of_a_tool(file):
        return []
    settings = is_settings_module(file.path)
    times = Counter(one.target for one in file.assignments)
    found = [
        one
        for one in file.assignments
        if one.scope == 0
        and (one.how == "=" or one.how[0] == ":")
        and times[one.target] == 1
        and _is_name(one.target, settings)
        and one.target not in file.exports
        and _is_constant(one.value)
    ]
    counted = _enumerated(found)
    return [one for one in found if one.at.line not in counted]


def _enumerated(found: Sequence[Assignment]) -> set[int]:
    """Lines of numbers that are counted up (`DEBUG = 10`, `INFO = 20`, ...): names of cases,
    complete whether all are asked for or not."""
    lines: set[int] = set()
    for start in range(len(found) - _CASES + 1):
        run = found[start : start + _CASES]
        values = [one.value.value for one in run if isinstance(one.value, Literal)]
        if len(values) == _CASES and all(type(value) is int for value in values):
            steps = {b - a for a, b in pairwise(values)}  # type: ignore[operator]
            if len(steps) == 1 and steps != {0}:
                lines.update(one.at.line for one in run)
    return lines


def _is_name(name: str, settings: bool) -> bool:
    capitals = name.isupper() and len(name) > 2
    plain = name.isidentifier() and not name.startswith("__") and name not in _ABOUT
    return plain and (capitals or settings)


def _is_of_a_tool(file: FileFacts) -> bool:
    name = posixpath.basename(file.path)
    packages = {one.module.partition(".")[0] for one in file.imports}
    framework = "INSTALLED_APPS" in {one.target for one in file.assignments}
    named = name == "__init__.py" or _OF_TOOLS.fullmatch(name) is not None
    return named or framework or "django" in packages


def _is_constant(value: Value) -> bool:
    match value:
        case Literal(value=constant):
            return constant is not None
        case Text(parts=parts) | Operation(operands=parts) | Collection(items=parts):
            return all(_is_constant(one) or isinstance(one, Reference) for one in parts)
        case Table(keys=keys, values=values):
            return all(_is_constant(one) or isinstance(one, Reference) for one in (*keys, *values))
    return False


def _read(files: Iterable[FileFacts], names: set[str]) -> set[str]:
    """Those of the names that any expression holds, whatever stands before or behind them."""
    found: set[str] = set()
    for file in files:
        for scope in file.reads:
            for dotted in scope:
                found.update(names.intersection(dotted.split(".")))
        found.update(one.name for one in file.imports if one.name in names)
    return found


def _named(mentions: Mentions, constant: Assignment) -> bool:
    return any(True for _ in mentions.each(constant.target))


def _is_taken_whole(file: FileFacts, files: Mapping[str, FileFacts], imports: Imports) -> bool:
    """Whether code that has the module may read names that are not written out: it hands the
    module on, or evaluates text where all its names are known."""
    if _evaluates(file):
        return True
    stem = posixpath.splitext(posixpath.basename(file.path))[0]
    importers = [files[path] for path in imports.importers(file.path)]
    return any(_hands_on(one, stem) or (_stars(one, stem) and _evaluates(one)) for one in importers)


def _evaluates(file: FileFacts) -> bool:
    return any(call.callee in _READS_OWN for call in file.calls)


def _stars(file: FileFacts, stem: str) -> bool:
    return any(one.name == "*" and one.module.endswith(stem) for one in file.imports)


def _hands_on(file: FileFacts, stem: str) -> bool:
    bound = {
        f"{one.module}.{one.name}" if one.name else one.module
        for one in file.imports
        if stem == (one.name or one.module.rpartition(".")[2])
    }
    for call in file.calls:
        values = (*call.arguments, *(one.value for one in call.keywords), *call.double_star)
        if any(isinstance(value, Reference) and value.name in bound for value in values):
            return True
    return any(f"{name}.__dict__" in scope for scope in file.reads for name in bound)
