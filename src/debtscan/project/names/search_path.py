"""Folders a file adds to `sys.path` itself, and folders a setup.py gives to packages."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator, Mapping

from debtscan.facts import FileFacts, Literal, Table, Value
from debtscan.project.names.expressions import Expressions

_ADDING = frozenset({"sys.path.append", "sys.path.insert", "site.addsitedir"})


def added_folders(file: FileFacts) -> tuple[str, ...]:
    """Repository folders (POSIX, "" is the root) on `sys.path` by this file's own doing.

    A relative literal counts from the repository's root and from the file's folder, since
    the folder a script is started in is not known.
    """
    if not any(one.module == "sys" or one.module == "site" for one in file.imports):
        return ()
    found: list[str] = []
    evaluate = Expressions()
    for call in file.calls:
        if call.callee in _ADDING and call.arguments:
            written = evaluate.pattern(file, call.arguments[-1], call.scope)
            found += _candidates(file.path, written)
    return tuple(dict.fromkeys(found))


def adds_unknown_folders(file: FileFacts, folders: Container[str]) -> bool:
    """Whether it puts a folder on `sys.path` that is not known, or none of ``folders``."""
    evaluate = Expressions()
    return any(
        not any(not one or one in folders for one in _candidates(file.path, written))
        for call in file.calls
        if call.callee in _ADDING and call.arguments
        for written in [evaluate.pattern(file, call.arguments[-1], call.scope)]
    )


def package_folders(files: Mapping[str, FileFacts]) -> dict[str, str]:
    """Dotted package -> its folder, where `package_dir` of a setup.py says so.

    Tables kept in a variable count when they give dotted names.
    """
    found: dict[str, str] = {}
    for path, file in files.items():
        if posixpath.basename(path) == "setup.py":
            for table in _tables(file):
                found.update(_entries(posixpath.dirname(path), table))
    return found


def _tables(file: FileFacts) -> Iterator[Table]:
    for call in file.calls:
        for keyword in call.keywords:
            if keyword.name == "package_dir" and isinstance(keyword.value, Table):
                yield keyword.value
    for one in file.assignments:
        if isinstance(one.value, Table) and all(_is_dotted(key) for key in one.value.keys):
            yield one.value


def _is_dotted(key: Value) -> bool:
    return isinstance(key, Literal) and isinstance(key.value, str) and "." in key.value


def _entries(folder: str, table: Table) -> Iterator[tuple[str, str]]:
    for key, value in zip(table.keys, table.values, strict=False):
        match key, value:
            case Literal(value=str(package)), Literal(value=str(place)) if package:
                yield package, posixpath.normpath(posixpath.join(folder, place))


def _candidates(path: str, written: str | None) -> list[str]:
    if written is None or "*" in written or written.startswith("/"):
        return []
    here = posixpath.dirname(path)
    joined = [posixpath.normpath(posixpath.join(base, written)) for base in ("", here)]
    return [folder.removeprefix(".") for folder in joined if not folder.startswith("..")]
