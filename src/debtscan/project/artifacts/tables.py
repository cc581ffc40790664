"""Tables that SQL reads and writes, in files and in strings of code."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from debtscan.facts import FileFacts, Kind
from debtscan.project.artifacts.uses import ArtifactUse


def uses(file: FileFacts, files: Mapping[str, FileFacts]) -> Iterator[ArtifactUse]:
    """Every table that the SQL of a file reads or writes; a dbt model writes the table of
    its name."""
    for one in file.tables:
        name = "" if one.name == "*" else f"table:{one.name}"
        at = file.locate(one.at)
        yield ArtifactUse(
            file.path, at, name, one.mode, "sql", one.scope, kind="table", columns=one.columns
        )
    if file.kind is Kind.SQL and _is_model(file.path, files):
        stem = posixpath.basename(file.path).rpartition(".")[0].lower()
        yield ArtifactUse(file.path, file.line(1), f"table:{stem}", "write", "sql", kind="table")


def _is_model(path: str, files: Mapping[str, FileFacts]) -> bool:
    """Below the `models` folder beside a `dbt_project.yml`."""
    parts = path.split("/")[:-1]
    return any(
        part in ("models", "snapshots") and "/".join((*parts[:at], "dbt_project.yml")) in files
        for at, part in enumerate(parts)
    )
