"""Who sets one key, in order, who reads it, and which value wins for each start of a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from debtscan.facts import ConfigKey, FileFacts, Literal, Value
from debtscan.model import Location
from debtscan.project.configuration.holding import Holding, KeyUse
from debtscan.project.configuration.hydra_defaults import changes
from debtscan.project.configuration.key_stores import key_stores
from debtscan.project.configuration.key_tree import Keys, parts
from debtscan.project.configuration.layers import Layer, Whole
from debtscan.project.flow.carried import Place
from debtscan.project.flow.flows import Flows
from debtscan.project.starts.commands import StartedScript


class KeySetter(Struct, frozen=True, order=True):
    """`how`: "default" (what code takes when the key is missing), "document", "command",
    "assignment"; `value` is None where it is not known, else as text."""

    how: str
    value: str | None
    at: Location
    document: str = ""


class KeyWin(Struct, frozen=True):
    """For one start of `entry` (None: no command is known) the setter that wins, or why nobody
    can tell."""

    entry: str
    started: StartedScript | None
    setter: KeySetter | None
    unknown: str = ""


class KeyChain(Struct, frozen=True):
    """The setters of a key, the weakest first where an order is known, its readers, and who
    wins."""

    path: str
    key: str
    setters: tuple[KeySetter, ...]
    readers: tuple[KeyUse, ...]
    wins: tuple[KeyWin, ...]


class KeyChains:
    """Chains over all wholes of a repository."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        holding: Holding,
        flows: Flows,
        wholes: tuple[Whole, ...],
        uses: Callable[[str, str], tuple[KeyUse, ...]],
    ) -> None:
        self._files = files
        self._holding = holding
        self._flows = flows
        self._uses = uses
        self._wholes: dict[str, list[Whole]] = defaultdict(list)
        for whole in wholes:
            documents = (p for layer in whole.layers for t, _ in layer.held for p in t.documents)
            for path in dict.fromkeys(documents):
                self._wholes[path].append(whole)

    def of(self, path: str, key: str) -> KeyChain:
        """The chain of one key of one document."""
        readers = self._uses(path, key)
        assigned = tuple(self._assigned.get((path, key), ()))
        setters: dict[KeySetter, None] = dict.fromkeys(self._defaults(readers))
        wins: list[KeyWin] = []
        for whole in self._wholes.get(path, ()):
            full = _full(whole, path, parts(key))
            if full is None:
                continue
            found, unknown = self._in_order(whole, full)
            setters.update(dict.fromkeys(found))
            wins.append(_win(whole, found, unknown, assigned))
        own = next((row for row in self._files[path].config if row.path == key), None)
        if own is not None and not any(one.document == path for one in setters):
            setters[self._written(path, own)] = None
        setters.update(dict.fromkeys(assigned))
        return KeyChain(path, key, tuple(setters), readers, tuple(wins))

    def _in_order(self, whole: Whole, full: Keys) -> tuple[list[KeySetter], str]:
        """The weakest first, and why what follows the last may differ."""
        found: list[KeySetter] = []
        unknown = whole.unknown
        for layer in whole.layers:
            if layer.kind == "command":
                found += _typed(whole, layer, ".".join(full))
            elif layer.kind == "unknown":
                unknown = unknown or f"what is merged at {layer.at} is not known"
            else:
                rows = [row for tree, keys in layer.held for row in tree.rows((*keys, *full))]
                documents = [path for tree, _ in layer.held for path in tree.documents]
                if rows:
                    found += (self._written(path, row) for path, row in rows)
                    unknown = "" if len(documents) == 1 else "one of several documents"
        return found, unknown

    def _written(self, path: str, row: ConfigKey) -> KeySetter:
        value = _text(row.value) if row.kind == "scalar" else None
        return KeySetter("document", value, self._files[path].locate(row.at), path)

    def _defaults(self, readers: tuple[KeyUse, ...]) -> Iterator[KeySetter]:
        """`.get("key", default)` where the key is read."""
        for use in readers:
            file = self._files[use.path]
            for call in file.calls if use.kind in ("read", "any") else ():
                getter = call.callee.rpartition(".")[2] in ("get", "pop", "getattr")
                if call.at == use.at and getter and len(call.arguments) > 1:
                    yield KeySetter("default", _known(call.arguments[-1]), file.locate(call.at))

    @cached_property
    def _assigned(self) -> Mapping[tuple[str, str], list[KeySetter]]:
        """Keys that code sets on an object that holds them."""
        found: dict[tuple[str, str], list[KeySetter]] = defaultdict(list)
        places: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for carrier in self._holding.holders:
            if isinstance(carrier, Place):
                places[carrier.path, carrier.name].append(carrier)
        for path in {path for path, _ in places}:
            file = self._files[path]
            for one in key_stores(file):
                setter = KeySetter("assignment", _known(one.value), file.locate(one.at))
                for place in places.get((path, one.name), ()):
                    if self._flows.is_visible(place, file, one.scope):
                        for tree, keys in self._holding.holders[place]:
                            for document, row in tree.rows((*keys, *one.keys)):
                                if self._files[document].locate(row.at) != setter.at:
                                    found[document, row.path].append(setter)
        return found


def _full(whole: Whole, path: str, own: Keys) -> Keys | None:
    """The key in the whole, where the document lies below keys or only a part of it is taken."""
    for layer in whole.layers:
        for tree, keys in layer.held:
            full = (*tree.package(path), *own)
            if path in tree.documents and full[: len(keys)] == keys:
                return full[len(keys) :]
    return None


def _typed(whole: Whole, layer: Layer, full: str) -> Iterator[KeySetter]:
    words = whole.started.arguments if whole.started is not None else ()
    for change in changes(words)[0]:
        if change.key == full:
            for value in change.values:
                yield KeySetter("command", None if "$" in value else value, _place(whole, layer))
    for place, word in enumerate(words[:-1]):
        if word == full and "=" not in words[place + 1]:
            yield KeySetter("command", words[place + 1], _place(whole, layer))


def _place(whole: Whole, layer: Layer) -> Location:
    """Where a command types what a layer takes."""
    return whole.started.at if whole.started is not None else layer.at


def _win(
    whole: Whole, found: list[KeySetter], unknown: str, assigned: tuple[KeySetter, ...]
) -> KeyWin:
    if assigned:
        unknown = unknown or f"code sets it at {assigned[0].at}"
    typed = [one for one in found if one.how == "command"]
    if not unknown and len(typed) > 1:
        unknown = "several values are tried"
    if not unknown and not found:
        unknown = "no document of this start has it"
    return KeyWin(whole.path, whole.started, None if unknown else found[-1], unknown)


def _known(value: Value) -> str | None:
    return _text(value.value) if isinstance(value, Literal) else None


def _text(value: object) -> str:
    return "null" if value is None else str(value)
