"""Python that is configuration: settings objects (yacs, EasyDict), modules of values."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from debtscan.facts import (
    Assignment,
    Collection,
    ConfigKey,
    FileFacts,
    Literal,
    Result,
    Role,
    Table,
    Value,
)

_NODES = frozenset(
    {"CfgNode", "CN", "EasyDict", "edict", "ConfigDict", "AttrDict", "Munch", "Box", "DotMap"}
    | {"ConfigNode", "CfgNode.CfgNode", "DotDict"}
)
_TABLES = _NODES | {"dict", "OrderedDict", "Config"}
_NAMED = re.compile(
    r"(\w+_)?(config|configs|configuration|settings|constants|hparams|hyper_?param(eter)?s|params|"
    r"cfg|conf|const|consts)(_\w+)?"
)
_LEAST = 3  #: values that make a module a document
_DEEPEST = 6
COMPUTED = "computed"  #: kind of a key whose value the code computes


class PythonDocument(Struct, frozen=True):
    """`kind`: "object" (`holder` has the keys), "constants" (imported), "values" (a file that
    only somebody who loads it by path reads)."""

    path: str
    kind: str
    keys: tuple[ConfigKey, ...]
    holder: str = ""


def python_documents(files: Mapping[str, FileFacts]) -> dict[str, PythonDocument]:
    """Modules whose assignments are keys, by path."""
    found: dict[str, PythonDocument] = {}
    for path, file in files.items():
        if path.endswith(".py") and file.role is not Role.TEST and file.assignments:
            document = _object(file) or _module(file)
            if document is not None:
                found[path] = document
    return found


def is_settings_module(path: str) -> bool:
    """Whether a module is called after settings: `config.py`, `params_data.py`."""
    return _NAMED.fullmatch(posixpath.basename(path)[:-3]) is not None


def with_keys(
    files: Mapping[str, FileFacts], documents: Mapping[str, PythonDocument]
) -> dict[str, FileFacts]:
    """The files, with the keys of such modules as rows."""
    extended = dict(files)
    for path, document in documents.items():
        extended[path] = msgspec.structs.replace(files[path], config=document.keys)
    return extended


def _object(file: FileFacts) -> PythonDocument | None:
    """`_C = CN()`, `_C.MODEL = CN()`, `_C.MODEL.LR = 0.1`."""
    top = [one for one in file.assignments if one.scope == 0 and one.how in ("=", ":")]
    roots = {one.target for one in top if "." not in one.target and _is_node(file, one.value)}
    if not roots:
        return None
    below = Counter(one.target.partition(".")[0] for one in top if "." in one.target)
    holder = max(sorted(roots), key=lambda name: below[name])
    if below[holder] < _LEAST:
        return None
    rows: dict[str, ConfigKey] = {}
    for one in top:
        head, _, rest = one.target.partition(".")
        if head == holder:
            rows.update((row.path, row) for row in _rows(file, rest, one, one.value))
    return PythonDocument(file.path, "object", tuple(rows.values()), holder)


def _module(file: FileFacts) -> PythonDocument | None:
    """A module of nothing but values, or one that is called so."""
    named = is_settings_module(file.path)
    if not named and (file.definitions or _acts(file)):
        return None
    rows: dict[str, ConfigKey] = {}
    once = Counter(one.target for one in file.assignments if one.scope == 0)
    for one in file.assignments:
        plain = one.scope == 0 and one.target.isidentifier() and one.how in ("=", ":")
        if plain and once[one.target] == 1 and not one.target.startswith("__"):
            rows.update((row.path, row) for row in _rows(file, one.target, one, one.value))
    known = [row for row in rows.values() if row.kind not in (COMPUTED, "mapping")]
    if len(known) < _LEAST or (not named and len(known) < 0.7 * len(once)):
        return None
    return PythonDocument(file.path, "constants" if named else "values", tuple(rows.values()))


def _acts(file: FileFacts) -> bool:
    """Whether it is rather a script: it decides, loops, or mostly calls things."""
    doing = sum(call.callee.rpartition(".")[2] not in _TABLES for call in file.calls)
    loops = any(one.how in ("for", "with") for one in file.assignments)
    return bool(file.branches) or loops or doing > 0.3 * len(file.assignments)


def _is_node(file: FileFacts, value: Value) -> bool:
    if not isinstance(value, Result):
        return False
    return file.calls[value.call].callee.rpartition(".")[2] in _NODES


def _rows(
    file: FileFacts, path: str, one: Assignment, value: Value, depth: int = _DEEPEST
) -> Iterator[ConfigKey]:
    if not path:
        return
    inner = list(_members(file, value)) if depth else []
    if isinstance(value, Literal):
        yield ConfigKey(path, one.at, "scalar", value.value)
    elif isinstance(value, Table) or inner or _is_node(file, value):
        yield ConfigKey(path, one.at, "mapping")
        for name, below in inner:
            yield from _rows(file, f"{path}.{name}", one, below, depth - 1)
    elif isinstance(value, Collection):
        yield ConfigKey(path, one.at, "sequence")
        for place, item in enumerate(value.items):
            if isinstance(item, Literal):
                yield ConfigKey(f"{path}[{place}]", one.at, "scalar", item.value)
    else:
        yield ConfigKey(path, one.at, COMPUTED)


def _members(file: FileFacts, value: Value) -> Iterator[tuple[str, Value]]:
    """Keys and values of `{...}`, `dict(a=1)` and `CN({...})`."""
    if isinstance(value, Table):
        for key, inner in zip(value.keys, value.values, strict=True):
            if isinstance(key, Literal) and isinstance(key.value, str) and key.value.isidentifier():
                yield key.value, inner
    elif isinstance(value, Result):
        call = file.calls[value.call]
        if call.callee.rpartition(".")[2] in _TABLES:
            yield from ((word.name, word.value) for word in call.keywords)
            for argument in call.arguments[:1]:
                yield from _members(file, argument)
