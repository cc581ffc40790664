"""Keys of documents that were followed to all who hold them: there only exact readers count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property

from debtscan.facts import ConfigKey, FileFacts, Kind, Unread
from debtscan.project.configuration.configuration import Configuration, segments
from debtscan.project.configuration.holding import Holding, KeyUse
from debtscan.project.configuration.key_tree import MEMBER, Keys, parts
from debtscan.project.flow.carried import Place
from debtscan.project.names.imports import Imports

#: who takes a section without naming its keys
_UNSEEN = frozenset({"whole", "iterated"})
#: shows or records what it gets
_SHOWING = re.compile(
    r"(.*\.)?(open_dict|\w*Logger|OmegaConf\."
    r"(to_yaml|save|is_\w+|set_\w+|resolve|update|missing_keys|get_type))"
)
_READ = frozenset({"read", "parameter", "names", "stage", "any", "guess"})
#: what holds a document under no name of its own
_ANY_NAME = frozenset(
    {"config", "configs", "configuration", "cfg", "conf", "hparams", "hp", "hps", "args", "opt"}
    | {"opts", "options", "settings", "params", "kwargs", "flags", "", "?", "c", "self", "cls"}
)
_WORD = re.compile(r"\w+")
_QUERIES = frozenset({"yq", "jq", "awk", "sed", "grep", "shyaml", "dasel"})
_DOCUMENTS = frozenset({Kind.YAML, Kind.TOML, Kind.JSON, Kind.INI, Kind.ENV, Kind.MARKDOWN})
_SCRIPTS = frozenset({Kind.SHELL, Kind.MAKE, Kind.DOCKER})


class SettledKeys:
    """Which keys nobody reads, where every holder of their document is known."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        unread: Sequence[Unread],
        configuration: Configuration,
        imports: Imports,
    ) -> None:
        self._files = files
        self._unread = unread
        self._configuration = configuration
        self._imports = imports
        self._followed: dict[str, bool] = {}

    @cached_property
    def _holdings(self) -> tuple[Holding, Holding]:
        """Who surely and who possibly holds a document: costly, and asked for few."""
        return self._configuration.holding, self._configuration.possible_holding

    def is_settled(self, path: str, key: ConfigKey) -> bool:
        """Whether nobody takes the key without naming it, with its section or one above."""
        if "[" in key.path or not self._is_followed(path):
            return False
        own = (use for one in self._holdings for use in one.uses.get((path, key.path), ()))
        above = self._uses_above(path, key)
        return not any(map(_is_unseen, above)) and all(use.kind != "iterated" for use in own)

    def _is_followed(self, path: str) -> bool:
        """Whether what the calls give that load the document is followed."""
        known = self._followed.get(path)
        if known is None:
            known = self._configuration.is_followed(path)
            known = known and not any(path in one.lost for one in self._holdings)
            self._followed[path] = known
        return known

    def _uses_above(self, path: str, key: ConfigKey) -> Iterator[KeyUse]:
        """What is done with the sections that a key lies in."""
        names = key.path.split(".")
        for end in range(len(names)):
            for one in self._holdings:
                yield from one.uses.get((path, ".".join(names[:end])), ())

    def is_read(self, path: str, key: ConfigKey) -> bool:
        """Whether somebody who holds the document takes the key."""
        possible = self._configuration.possible_holding.uses.get((path, key.path), ())
        uses = (*self._configuration.uses(path, key.path), *possible)
        return any(use.kind in _READ for use in uses)

    def is_possible(self, path: str, key: ConfigKey) -> bool:
        """Whether the key is taken by name of something that may be its section out of sight,
        or in a language that is not followed."""
        name = segments(key.path)[-1]
        if name in self._foreign_words or name in self._fields:
            return True
        near = self._near(path)
        reads = [after for after, at in self._configuration.named_after(name) if at in near]
        if any(use.kind == "stored" for use in self._uses_above(path, key)):
            return bool(reads) or any(name in self._files[at].strings for at in near)
        return not self._names(path, key).isdisjoint(reads)

    def is_beside(self, path: str, other: str) -> bool:
        """Whether somebody holds both documents as one."""
        return path == other or other in self._composed[path]

    @cached_property
    def _composed(self) -> Mapping[str, Set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        held = self._configuration.holding.holders.values()
        for documents in {tree.documents for some in held for tree, _ in some}:
            for path in documents:
                found[path].update(documents)
        return found

    def _names(self, path: str, key: ConfigKey) -> Set[str]:
        section = key.path.rpartition(".")[0]
        return _ANY_NAME | self._holders[path, parts(section)] | set(segments(section)[-1:])

    @cached_property
    def _holders(self) -> Mapping[tuple[str, Keys], Set[str]]:
        """Last names of what holds a section of a document."""
        found: dict[tuple[str, Keys], set[str]] = defaultdict(set)
        for carrier, held in self._configuration.holding.holders.items():
            name = carrier.name.rpartition(".")[2] if isinstance(carrier, Place) else ""
            for tree, keys in held if name else ():
                for path in tree.documents:
                    package = tree.package(path)
                    if keys[: len(package)] == package and MEMBER not in keys:
                        section = keys[len(package) :]
                        found[path, section].add(name)
        return found

    def _near(self, path: str) -> Set[str]:
        """Files that run together with a load of the document, or of a document nobody knows."""
        known = self._together.get(path)
        return self._adrift if known is None else known | self._adrift

    @cached_property
    def _together(self) -> Mapping[str, Set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for load, documents in self._loads:
            beside = self._beside(load)
            for path in documents:
                found[path] |= beside
        return found

    @property
    def _loads(self) -> Iterator[tuple[str, Sequence[str]]]:
        composed = (load for _, load in self._configuration.hydra.loads())
        for load in (*self._configuration.loads.all, *composed):
            yield load.path, load.documents
        for carrier, held in self._configuration.holding.holders.items():
            for tree, _ in held:
                yield carrier.path, tree.documents

    @cached_property
    def _adrift(self) -> Set[str]:
        loads = (one for one in self._configuration.loads.all if not one.documents)
        return frozenset().union(*(self._beside(path) for path in {one.path for one in loads}))

    def _beside(self, path: str) -> Set[str]:
        known = self._memory.get(path)
        if known is None:
            above = {path}
            waiting = [path]
            while waiting:
                further = set(self._imports.importers(waiting.pop())) - above
                above |= further
                waiting += further
            known = self._memory[path] = self._imports.reachable_from(above)
        return known

    @cached_property
    def _memory(self) -> dict[str, Set[str]]:
        return {}

    @cached_property
    def _fields(self) -> frozenset[str]:
        """Names bound in classes: a settings object may take a whole mapping."""
        return frozenset(
            one.target
            for file in self._files.values()
            for one in file.assignments
            if one.scope and file.definitions[one.scope - 1].kind == "class"
        )

    @cached_property
    def _foreign_words(self) -> frozenset[str]:
        """Of files that nobody parses, and of scripts that look into documents."""
        found = {word for one in self._unread for word in one.words}
        for file in self._files.values():
            if not (file.is_code or file.kind in _DOCUMENTS | _SCRIPTS):
                found.update(file.words)
            for command in file.commands:
                if command.words and command.words[0] in _QUERIES:
                    found.update(_WORD.findall(" ".join(command.words)))
        return frozenset(found)


def _is_unseen(use: KeyUse) -> bool:
    return use.kind in _UNSEEN and not _SHOWING.fullmatch(use.to)


def unnamed(
    settled: SettledKeys,
    path: str,
    keys: Sequence[ConfigKey],
    *,
    min_read: int,
    share: float,
) -> tuple[list[ConfigKey], int]:
    """Keys of one document that nobody reads, and how many are read, when enough of them are."""
    judged = [key for key in keys if settled.is_settled(path, key)]
    read = [key for key in judged if settled.is_read(path, key)]
    if len(read) < min_read or len(read) < share * len(judged):
        return [], 0
    taken = {id(key) for key in read}
    left = [k for k in judged if id(k) not in taken and not settled.is_possible(path, k)]
    return left, len(read)
