"""Outputs that a stage of dvc.yaml declares and its code does not write."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.pipeline.near_names import family_of

if TYPE_CHECKING:
    from debtscan.project.model import Project
    from debtscan.project.starts.commands import StartedScript


class Unwritten(Struct, frozen=True):
    """An output that no code writes, beside what the stage's code writes and nobody declares."""

    declared: ArtifactUse
    script: str
    instead: tuple[ArtifactUse, ...]


def unwritten_outputs(project: Project) -> Iterator[Unwritten]:
    """Of stages that start one script, whose own writes are all known.

    That it also writes a file of the same kind which no stage declares is the evidence that
    the name is wrong; libraries may write the rest.
    """
    stages = [use for use in project.artifacts.uses if use.via == "stage" and use.mode == "write"]
    scripts = _scripts(project) if stages else {}
    for use in stages:
        script = scripts.get((use.path, use.step), "")
        if script and "*" not in use.artifact and not _is_written(project, use.artifact):
            written = _writes(project, script)
            known = all(one.resolved for one in written if one.path == script)
            instead = tuple(one for one in written if _is_meant(one, use, stages))
            if instead and known:
                yield Unwritten(use, script, instead)


def _scripts(project: Project) -> dict[tuple[str, str], str]:
    """(dvc.yaml, stage) -> the Python file it starts, where that is one and takes no path."""
    found: dict[tuple[str, str], list[StartedScript]] = defaultdict(list)
    for started in project.commands:
        if posixpath.basename(started.file.path) == "dvc.yaml" and started.command.step:
            found[started.file.path, started.command.step].append(started)
    return {
        stage: all_[0].target
        for stage, all_ in found.items()
        if len(all_) == 1 and all_[0].target in project.files and not all_[0].unread
        if all_[0].target and project.files[all_[0].target].is_code
    }


def _is_written(project: Project, artifact: str) -> bool:
    """Whether code writes the file, or something into it as a folder."""
    return any(
        not use.declared and use.via != "stage"
        for pattern in (artifact, f"{artifact}/*")
        for use in project.artifacts.writers(pattern)
    )


def _writes(project: Project, script: str) -> list[ArtifactUse]:
    """What all code writes that may run when the script is started."""
    paths = {path for path, *_ in project.reach.of(script)}
    return [
        use
        for use in project.artifacts.uses
        if use.mode == "write" and use.kind == "file" and use.path in paths and not use.declared
    ]


def _is_meant(use: ArtifactUse, out: ArtifactUse, stages: list[ArtifactUse]) -> bool:
    ending = posixpath.splitext(out.artifact)[1]
    alike = family_of(use.artifact) == family_of(out.artifact)
    return bool(ending and use.resolved and alike) and not _is_declared(use, stages)


def _is_declared(use: ArtifactUse, stages: list[ArtifactUse]) -> bool:
    """Whether a stage has the file, or a folder above it, among its outputs."""
    above = f"/{use.artifact}/"
    return any(
        above.startswith(f"/{one.artifact}/") or f"/{one.artifact}/".endswith(above)
        for one in stages
    )
