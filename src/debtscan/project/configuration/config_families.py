"""Configuration files that were copied from one another and edited in a few places."""

from __future__ import annotations

import heapq
import posixpath
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from debtscan.facts import ConfigKey, FileFacts, Kind, Role
from debtscan.project.starts.teaching import is_course, teaches

_KINDS = frozenset({Kind.YAML, Kind.JSON, Kind.TOML, Kind.INI})
_SKETCH = 24  #: hashes of settings kept per file
_CROWD = 60  #: a hash in more files than this says nothing
#: keys of a run: what people copy a file to change
_OF_RUNS = re.compile(
    r"(^|[._])(lr|learning_?rate|batch_?size\w*|\w*epochs?|max_(steps|iters)|num_(steps|iters)|"
    r"optim\w*|warm_?up\w*|scheduler|seed|micro_batch\w*|n_estimators|max_depth|eta|"
    r"folds?|threshold|early_stop\w*|num_boost_round|weight_decay)([._\[]|$)",
    re.IGNORECASE,
)
#: keys by which a document names the one it builds on
_BASES = frozenset(
    {"defaults", "_base_", "base", "base_config", "extends", "inherits", "inherit", "include"}
    | {"includes", "parent", "__base__", "_base", "import", "imports", "base_configs"}
)
_OTHER_TOOLS = frozenset(
    {"apiVersion", "services", "jobs", "$schema", "openapi", "swagger", "compute_environment"}
    | {"architectures"}
)
_DEEPSPEED = frozenset({"zero_optimization", "train_micro_batch_size_per_gpu", "train_batch_size"})
_FIXTURES = re.compile(r"(^|/)(\.[^/]+|\w*fixtures?\w*|locales?|i18n|translations|node_modules)/")

Setting = tuple[str, str]


class ConfigFamily(Struct, frozen=True):
    """Configuration files each of which is much like another member; `others`: smaller families
    of the same folder tree, that have little in common with these."""

    members: tuple[str, ...]
    keys: int  #: of the first member
    share: float  #: the least part of the settings a member shares with its next of kin
    differing: tuple[ConfigKey, ...]  #: of the first member, whose values are not all the same
    others: tuple[ConfigFamily, ...] = ()

    @property
    def copied(self) -> int:
        """Keys that were copied, all copies of all families counted."""
        return (len(self.members) - 1) * self.keys + sum(one.copied for one in self.others)

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of it and of the others."""
        return (*self.members, *(path for one in self.others for path in one.files))


def config_families(
    files: Mapping[str, FileFacts], share: float, min_members: int, min_keys: int
) -> tuple[ConfigFamily, ...]:
    """Families by first member. Those of one folder tree are told with the largest of them."""
    if is_course([file.path for file in files.values() if file.is_code]):
        return ()
    settings = {path: _settings(files[path]) for path in _judged(files, min_keys)}
    alike: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other in _candidates(settings):
        common = 2 * len(settings[one] & settings[other])
        score = common / (len(settings[one]) + len(settings[other]))
        if score >= share:
            alike[one][other] = alike[other][one] = score
    found = [family for family in _connected(alike) if len(family) >= min_members]
    families = [
        [_family(files, settings, alike, sorted(one)) for one in tree] for tree in _trees(found)
    ]
    return tuple(sorted(map(_together, families), key=lambda one: one.members))


def _together(families: Sequence[ConfigFamily]) -> ConfigFamily:
    first, *others = sorted(families, key=lambda one: (-one.copied, one.members))
    return replace(first, others=tuple(others))


def _judged(files: Mapping[str, FileFacts], min_keys: int) -> Iterator[str]:
    """Documents of runs that stand alone: no base, no composition, no other tool's."""
    composed = {
        posixpath.dirname(path)
        for path, file in files.items()
        if any(_top(key.path) == "defaults" for key in file.config)
    }
    for path, file in files.items():
        document = file.kind in _KINDS and file.role is Role.SOURCE
        other = teaches(path) or _FIXTURES.search(path)
        group = any(_lies_in(path, folder) for folder in composed)
        large = len(file.config) >= min_keys
        if document and large and not (other or group) and _stands_alone(file):
            yield path


def _lies_in(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _stands_alone(file: FileFacts) -> bool:
    tops = {_top(key.path) for key in file.config}
    if not tops.isdisjoint(_BASES | _OTHER_TOOLS) or any(top.lower() in _BASES for top in tops):
        return False
    if file.kind is Kind.JSON and not tops.isdisjoint(_DEEPSPEED):
        return False
    return any(_OF_RUNS.search(key.path) for key in file.config)


def _top(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def _settings(file: FileFacts) -> frozenset[Setting]:
    return frozenset((key.path, repr(key.value)) for key in file.config if key.kind == "scalar")


def _candidates(settings: Mapping[str, Collection[Setting]]) -> Iterator[tuple[str, str]]:
    """Pairs that share one of the smallest hashes of their settings."""
    index: dict[int, list[str]] = defaultdict(list)
    for path, found in settings.items():
        hashes = (zlib.crc32(f"{key}={value}".encode()) for key, value in found)
        for one in heapq.nsmallest(_SKETCH, hashes):
            index[one].append(path)
    shared: Counter[tuple[str, str]] = Counter()
    for paths in index.values():
        if 1 < len(paths) <= _CROWD:
            shared.update(combinations(paths, 2))
    return (pair for pair, count in shared.items() if count > 2)


def _connected(alike: Mapping[str, Mapping[str, float]]) -> Iterator[set[str]]:
    seen: set[str] = set()
    for start in sorted(alike):
        family: set[str] = set()
        waiting = [start] if start not in seen else []
        while waiting:
            path = waiting.pop()
            if path not in family:
                family.add(path)
                waiting += alike[path]
        seen |= family
        if family:
            yield family


def _trees(families: Sequence[set[str]]) -> Iterator[Sequence[set[str]]]:
    """Families put together where the folder of one holds that of the other."""
    homes: dict[str, list[set[str]]] = {}
    for family in sorted(families, key=lambda one: (_home(one).count("/"), sorted(one))):
        home = _home(family)
        wider = next((known for known in homes if known and _lies_in(f"{home}/", known)), home)
        homes.setdefault(wider, []).append(family)
    return iter(homes.values())


def _home(family: Collection[str]) -> str:
    return posixpath.commonpath([posixpath.dirname(path) for path in family])


def _family(
    files: Mapping[str, FileFacts],
    settings: Mapping[str, frozenset[Setting]],
    alike: Mapping[str, Mapping[str, float]],
    members: Sequence[str],
) -> ConfigFamily:
    first = members[0]
    near = {other for other in members if other == first or other in alike[first]}
    common = frozenset.intersection(*(settings[path] for path in near))
    differing = [
        key
        for key in files[first].config
        if key.kind == "scalar" and (key.path, repr(key.value)) not in common
    ]
    share = min(max(alike[path].values()) for path in members)
    return ConfigFamily(tuple(members), len(settings[first]), share, tuple(differing))
