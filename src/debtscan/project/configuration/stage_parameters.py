"""`params:` of DVC stages: which stage depends on which key of which document."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from debtscan.facts import FileFacts
from debtscan.project.configuration.holding import KeyUse

_USUAL = "params.yaml"
_ROW = re.compile(
    r"stages\.(?P<stage>[^.\[]+)\.(?:foreach\.|do\.|matrix\.)?params\[\d+\]"
    r"(?:\.(?P<document>.+?))?(?:\[\d+\])?"
)


class StageParameters:
    """What the stages of every `dvc.yaml` name."""

    def __init__(self, files: Mapping[str, FileFacts], documents: Collection[str]) -> None:
        self._files = files
        self._documents = frozenset(documents)

    def reasons(self) -> Iterator[tuple[str, str]]:
        """(document, why it counts)."""
        for path, named in self._named.items():
            use = next(iter(named.values()))[0]
            place = self._files[use.path].locate(use.at)
            yield path, f"parameters of the stage `{use.to}` at {place}"

    def uses(self, path: str, key: str) -> tuple[KeyUse, ...]:
        """Stages that name the key, or a section it lies in."""
        named = self._named.get(path, {})
        ends = [len(key), *(one.start() for one in re.finditer(r"[.\[]", key))]
        return tuple(use for end in ends for use in named.get(key[:end], ()))

    @cached_property
    def _named(self) -> Mapping[str, Mapping[str, list[KeyUse]]]:
        found: dict[str, dict[str, list[KeyUse]]] = defaultdict(lambda: defaultdict(list))
        for file in self._files.values():
            if posixpath.basename(file.path) == "dvc.yaml":
                for document, key, use in _stages(file):
                    if document in self._documents:
                        found[document][key].append(use)
        return found


def _stages(file: FileFacts) -> Iterator[tuple[str, str, KeyUse]]:
    folder = posixpath.dirname(file.path)
    folders = {
        row.path.split(".")[1]: str(row.value)
        for row in file.config
        if row.path.endswith(".wdir") and row.path.count(".") == 2
    }
    for row in file.config:
        match = _ROW.fullmatch(row.path)
        if match is not None and isinstance(row.value, str):
            stage = match["stage"]
            written = posixpath.join(folder, folders.get(stage, ""), match["document"] or _USUAL)
            use = KeyUse(file.path, row.at, "stage", stage)
            yield posixpath.normpath(written), row.value, use
