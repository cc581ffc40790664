"""Why a document counts as configuration of the application."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import Call, FileFacts, Literal
from debtscan.project.configuration import kedro
from debtscan.project.configuration.command_documents import CommandDocuments
from debtscan.project.configuration.documents import named_in_code
from debtscan.project.configuration.loads import Loads


def loaded_documents(
    files: Mapping[str, FileFacts],
    documents: Sequence[str],
    loads: Loads,
    commands: CommandDocuments,
) -> dict[str, str]:
    """document -> why it counts as configuration of the application, by path.

    Read by code, passed to a script of the repository, named in code, or under the folder
    that `hydra.main` names. Documents of tools are left out whatever names them.
    """
    found: dict[str, str] = {}
    for path, reason in _reasons(files, documents, loads, commands) if documents else ():
        found.setdefault(path, reason)
    return dict(sorted(found.items()))


def _reasons(
    files: Mapping[str, FileFacts],
    documents: Sequence[str],
    loads: Loads,
    commands: CommandDocuments,
) -> Iterator[tuple[str, str]]:
    for load in (*loads.all, *loads.opened):
        for path in load.documents if load.how == "path" else ():
            yield path, f"read by `{load.via}` at {load.at}"
    for started, _, path in commands.passed:
        yield path, f"passed on the command line at {started.at}"
    for file in files.values():
        for call in file.calls:
            if call.callee == "hydra.main":
                yield from _hydra(file, call, documents)
    yield from named_in_code(files, documents)
    yield from kedro.documents(files, documents)


def _hydra(file: FileFacts, call: Call, documents: Sequence[str]) -> Iterator[tuple[str, str]]:
    folder = hydra_folder(file, call)
    for path in documents:
        if path.startswith(f"{folder}/" if folder else ""):
            yield path, f"under the folder of `hydra.main` at {file.locate(call.at)}"


def hydra_folder(file: FileFacts, call: Call) -> str:
    """The folder of the documents that `hydra.main` and `initialize` compose."""
    given = next((one.value for one in call.keywords if one.name == "config_path"), None)
    if given is None and call.arguments:
        given = call.arguments[0]
    written = given.value if isinstance(given, Literal) and isinstance(given.value, str) else ""
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), written))
    return "" if folder == "." else folder
