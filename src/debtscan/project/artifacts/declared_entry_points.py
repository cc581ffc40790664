"""Files that the entry points of an MLproject are given by default."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from debtscan.facts import FileFacts
from debtscan.project.artifacts.uses import ArtifactUse
from debtscan.project.libraries.io_rows import READ
from debtscan.project.values.patterns import normal

_PARAMETER = re.compile(r"(entry_points\.([^.]+)\.parameters\.[^.]+)\.(type|default)")


def entry_point_uses(file: FileFacts) -> Iterator[ArtifactUse]:
    """Parameters of type `path` or `uri` with a default; an address is an object or a page."""
    if posixpath.basename(file.path) != "MLproject":
        return
    types = {
        match[1]: key.value
        for key in file.config
        if (match := _PARAMETER.fullmatch(key.path)) and match[3] == "type"
    }
    for key in file.config:
        match = _PARAMETER.fullmatch(key.path)
        if match is None or match[3] != "default" or types.get(match[1]) not in ("path", "uri"):
            continue
        if isinstance(key.value, str) and key.value:
            kind = "url" if key.value.startswith("http") else "file"
            kind = "object" if "://" in key.value and kind == "file" else kind
            place = key.value if kind != "file" else normal(key.value)
            at = file.locate(key.at)
            yield ArtifactUse(
                file.path, at, place, READ, "mlproject", 0, match[2], kind=kind, declared=True
            )
