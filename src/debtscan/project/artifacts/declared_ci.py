"""What jobs of a GitHub workflow hand to each other by the name of an artifact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from debtscan.facts import ConfigKey, FileFacts
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.artifacts.written_names import without_variables
from debtscan.project.libraries.io_rows import READ, WRITE

_STEP = re.compile(r"(jobs\.([\w-]+)\.steps\[\d+\])\.(uses|with\.name)")
_ACTION = re.compile(r"actions/(upload|download)-artifact@.*")


def workflow_uses(file: FileFacts) -> Iterator[ArtifactUse]:
    """Uploads and downloads of the artifacts that one workflow both uploads and downloads."""
    if ".github/workflows/" not in file.path:
        return
    found = list(_uses(file))
    both = {one.artifact for one in found if one.mode == WRITE}
    both &= {one.artifact for one in found if one.mode == READ}
    yield from (one for one in found if one.artifact in both)


def _uses(file: FileFacts) -> Iterator[ArtifactUse]:
    for (_, job), parts in _steps(file).items():
        action = _ACTION.fullmatch(str(parts["uses"].value)) if "uses" in parts else None
        name = without_variables(str(parts["with.name"].value)) if "with.name" in parts else ""
        if action and name.strip("*-"):
            mode = WRITE if action[1] == "upload" else READ
            at = file.locate(parts["with.name"].at)
            artifact = f"ci:{name}"
            yield ArtifactUse(
                file.path, at, artifact, mode, "ci", 0, job, kind="object", declared=True
            )


def _steps(file: FileFacts) -> Mapping[tuple[str, str], Mapping[str, ConfigKey]]:
    steps: dict[tuple[str, str], dict[str, ConfigKey]] = defaultdict(dict)
    for key in file.config:
        if match := _STEP.fullmatch(key.path):
            steps[match[1], match[2]][match[3]] = key
    return steps
