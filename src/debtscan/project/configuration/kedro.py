"""Kedro's `conf/<environment>/`: parameters and catalogs, which nodes name in their inputs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from debtscan.facts import FileFacts, Span
from debtscan.project.configuration.holding import KeyUse

_DOCUMENT = re.compile(r"(?P<root>(?:.*/)?)conf/[^/]+/(?:.*/)?(?P<what>parameters|catalog)\w*/?")


def documents(
    files: Mapping[str, FileFacts], candidates: Collection[str]
) -> Iterator[tuple[str, str]]:
    """(document, why) where code beside `conf/` imports Kedro."""
    for path in candidates:
        project = _project(path)
        if project and _imports_kedro(files, project[0]):
            yield path, f"a {project[1]} of the Kedro project `{project[0] or '.'}`"


def uses(files: Mapping[str, FileFacts], path: str, key: str) -> tuple[KeyUse, ...]:
    """Strings in code of the same project that name the parameter or the data set."""
    project = _project(path)
    if project is None or not _imports_kedro(files, project[0]):
        return ()
    return tuple(sorted(_named(files, *project, key)))


def _named(files: Mapping[str, FileFacts], root: str, what: str, key: str) -> Iterator[KeyUse]:
    ends = [len(key), *(one.start() for one in re.finditer(r"[.\[]", key))]
    for end in ends:
        name = f"params:{key[:end]}" if what == "parameters" else key[:end]
        exact = end == len(key) or what == "catalog"
        for file in files.values():
            for line in file.strings.get(name, ()) if _inside(file, root) else ():
                yield KeyUse(file.path, Span(line, 1, line), "read" if exact else "whole", name)


def _project(path: str) -> tuple[str, str] | None:
    stem = posixpath.splitext(path)[0]
    found = _DOCUMENT.match(stem) if path.endswith((".yml", ".yaml")) else None
    return (found["root"], found["what"]) if found else None


def _imports_kedro(files: Mapping[str, FileFacts], root: str) -> bool:
    return any(
        one.module.partition(".")[0] == "kedro"
        for file in files.values()
        if _inside(file, root)
        for one in file.imports
    )


def _inside(file: FileFacts, root: str) -> bool:
    return file.is_code and file.path.startswith(root)
