"""Loads of documents that nobody knows: each may give any document of the application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from debtscan.facts import FileFacts, Kind, Role
from debtscan.project.configuration.holding import Holding
from debtscan.project.configuration.hydra import Hydra
from debtscan.project.configuration.loads import Load, Loads
from debtscan.project.flow.flows import Flows

_FORMATS = (Kind.JSON, Kind.TOML)  #: of which a loader of anything but YAML says so in its name
#: folders of code that loads what lies beside them
_CODE = frozenset({"src", "scripts", "script", "tools", "tool", "bin", "lib", "code"})


def loose_holding(
    files: Mapping[str, FileFacts],
    flows: Flows,
    loads: Loads,
    hydra: Hydra,
    documents: Iterable[str],
) -> Holding:
    """Every such load followed as if it gave any of these documents, alone or composed."""
    held = Holding(files, flows)
    composed = [load.below for _, load in hydra.loads()]
    for load in loads.all:
        if not load.documents:
            known = tuple(path for path in sorted(documents) if _may_load(files, load, path))
            for below in ((), *composed):
                held.add(replace(load, documents=known, below=below, wide=True, guessed=True))
    return held


def _may_load(files: Mapping[str, FileFacts], load: Load, path: str) -> bool:
    """Whether a call that loads nobody knows what may load a document."""
    if files[load.path].role is Role.TEST:
        return False
    format_ = next((one for one in _FORMATS if one.value in load.via.lower()), Kind.YAML)
    one, other = load.path.split("/"), path.split("/")
    apart = len(one) > 1 and len(other) > 1 and one[0] != other[0] and one[0] not in _CODE
    return format_ is files[path].kind and not apart
