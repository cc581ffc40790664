"""Keys that code asks for of a known section, and that nothing in the repository defines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from debtscan.facts import FileFacts, Role, Unread
from debtscan.model import Location
from debtscan.project.configuration.configuration import Configuration, segments
from debtscan.project.configuration.holding import KeyUse

#: keys by which a document takes others in
_COMPOSED = frozenset({"_base_", "base", "extends", "include", "includes", "imports", "inherit"})
_COMPOSED_BY_HYDRA = frozenset({"defaults", "<<", "__base__", "base_config", "parent"})
#: calls whose keywords become keys or attributes
_FILLING = frozenset({"dict", "update", "set_defaults", "replace", "_replace", "merge", "create"})
#: sections whose keys depend on what another key chooses
_FREE = frozenset({"params", "args", "kwargs", "options", "opts", "config", "arguments"})
#: of paths and arrays: what holds the document may hold such an object on another way
_ATTRIBUTES = frozenset({"parent", "name", "stem", "suffix", "parts", "shape", "dtype", "device"})
_FOREIGN = frozenset({"detectron2", "fvcore", "mmcv", "mmengine"})
_ABSENT = frozenset({"KeyError", "AttributeError", "LookupError", "Exception", "BaseException", ""})


class UndefinedKey(Struct, frozen=True):
    """`section` is dotted, "" for the root; `documents` are all that may be held there."""

    section: str
    name: str
    documents: tuple[str, ...]
    reads: tuple[Location, ...]
    there: tuple[str, ...]  #: keys that the section does have


def undefined_keys(
    files: Mapping[str, FileFacts], unread: Sequence[Unread], configuration: Configuration
) -> tuple[UndefinedKey, ...]:
    """Keys read without a default whose name no document, assignment, keyword, option,
    definition, table or other string has, by section and name."""
    asked = {
        (documents, section, name): [use for use in uses if _is_asked(files, use, name)]
        for (documents, section, name), uses in configuration.holding.missing.items()
        if not name.startswith("_")
        and not _FREE & {*section}
        and _are_plain(files, configuration, documents, ".".join(section))
    }
    names = {name for (_, _, name), uses in asked.items() if uses}
    defined = _defined(files, unread, names)
    found: dict[tuple[str, str], UndefinedKey] = {}
    for (documents, section, name), uses in sorted(asked.items()):
        if uses and name not in defined:
            dotted = ".".join(section)
            reads = sorted({files[use.path].locate(use.at) for use in uses})
            known = found.get((dotted, name))
            both = tuple(dict.fromkeys((*(known.documents if known else ()), *documents)))
            places = sorted({*(known.reads if known else ()), *reads})
            there = _there(configuration, both, dotted)
            found[dotted, name] = UndefinedKey(dotted, name, both, tuple(places), there)
    return tuple(found.values())


def _are_plain(
    files: Mapping[str, FileFacts],
    configuration: Configuration,
    documents: Sequence[str],
    section: str,
) -> bool:
    """Whether these are documents of the application that say everything themselves, and no
    object is made of the section."""
    for path in documents:
        tops = {segments(key.path)[0] for key in configuration.rows(path)}
        judged = files[path].role is Role.SOURCE and path in configuration.loaded
        if not judged or tops & (_COMPOSED | _COMPOSED_BY_HYDRA):
            return False
        if any(f"{section}.".startswith(f"{one}.") for one in configuration.made(path) if one):
            return False
    return True


def _is_asked(files: Mapping[str, FileFacts], use: KeyUse, name: str) -> bool:
    """Whether a key is taken by subscript or attribute there, and its lack is not caught."""
    file = files[use.path]
    foreign = any(one.module.partition(".")[0] in _FOREIGN for one in file.imports)
    if foreign or file.role is not Role.SOURCE or _is_caught(file, use.at.line):
        return False
    if any(one.key == name and one.at.line == use.at.line for one in file.key_accesses):
        return True
    return name not in _ATTRIBUTES and any(
        name in dotted.split(".")[1:] and use.at.line in lines
        for scope in file.reads
        for dotted, lines in scope.items()
    )


def _is_caught(file: FileFacts, line: int) -> bool:
    return any(
        one.tried.line <= line <= one.tried.end_line
        for one in file.excepts
        if not one.types or _ABSENT & {name.rpartition(".")[2] for name in one.types}
    )


def _defined(
    files: Mapping[str, FileFacts], unread: Sequence[Unread], names: Set[str]
) -> frozenset[str]:
    found = {word for one in unread for word in one.words if word in names}
    for file in files.values() if names else ():
        found.update(name for name in _made(file) if name in names)
        found.update(name for name in names & file.strings.keys() if _is_said(file, name))
    return frozenset(found)


def _is_said(file: FileFacts, name: str) -> bool:
    """Whether a string is anything but the key of a subscript: `"x" in cfg`, `set(cfg, "x")`."""
    asked = sum(1 for one in file.key_accesses if one.key == name and not one.store)
    return len(file.strings[name]) > asked


def _made(file: FileFacts) -> Iterator[str]:
    """Last names of what a file may give to an object: keys of tables are strings already."""
    for key in file.config:
        yield from segments(key.path)
    classes = {n for n, one in enumerate(file.definitions, 1) if one.kind == "class"}
    for one in file.assignments:
        head, _, last = one.target.rpartition(".")
        if head or one.scope in classes or one.scope == 0:
            yield last
    for call in file.calls:
        head, _, last = call.callee.rpartition(".")
        if head or call.receiver is not None:
            yield last
        if last in _FILLING or last[:1].isupper():
            yield from (word.name for word in call.keywords)
    yield from (one.name.rpartition(".")[2] for one in file.definitions)
    yield from (one.name for one in file.options)
    yield from (one.key for one in file.key_accesses if one.store)


def _there(configuration: Configuration, documents: Sequence[str], section: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    start = f"{section}." if section else ""
    for path in documents:
        for key in configuration.rows(path):
            if key.path.startswith(start):
                found[segments(key.path[len(start) :])[0]] = None
    return tuple(found)
