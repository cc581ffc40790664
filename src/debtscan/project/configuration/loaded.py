"""Why a document counts as configuration of the application."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import FileFacts
from debtscan.project.configuration import kedro
from debtscan.project.configuration.command_documents import CommandDocuments
from debtscan.project.configuration.documents import named_in_code
from debtscan.project.configuration.hydra import Hydra
from debtscan.project.configuration.loads import Loads

_HYDRA = ("hydra.compose", "hydra.main")


def loaded_documents(
    files: Mapping[str, FileFacts],
    documents: Sequence[str],
    loads: Loads,
    commands: CommandDocuments,
    hydra: Hydra,
) -> dict[str, str]:
    """document -> why it counts as configuration of the application, by path.

    Read by code, passed to a script of the repository, named in code, or under the folder
    that `hydra.main` names. Documents of tools are left out whatever names them.
    """
    found: dict[str, str] = {}
    for path, reason in _reasons(files, documents, loads, commands, hydra) if documents else ():
        found.setdefault(path, reason)
    return dict(sorted(found.items()))


def _reasons(
    files: Mapping[str, FileFacts],
    documents: Sequence[str],
    loads: Loads,
    commands: CommandDocuments,
    hydra: Hydra,
) -> Iterator[tuple[str, str]]:
    for load in (*loads.all, *loads.opened):
        for path in load.documents if load.how == "path" else ():
            yield path, f"read by `{load.via}` at {load.at}"
    for started, _, path in commands.passed:
        yield path, f"passed on the command line at {started.at}"
    for app in hydra.apps:
        for path in documents if app.folder is not None else ():
            if path.startswith(f"{app.folder}/" if app.folder else ""):
                yield path, f"under the folder of `{_HYDRA[app.main]}` at {app.at}"
    yield from named_in_code(files, documents)
    yield from kedro.documents(files, documents)
