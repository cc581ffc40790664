"""Wholes that are put together from several documents: which layer lies above which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from debtscan.facts import Call, FileFacts, Reference, Result, Value
from debtscan.model import Location
from debtscan.project.configuration.command_documents import CommandDocuments
from debtscan.project.configuration.holding import Holding
from debtscan.project.configuration.hydra import Hydra
from debtscan.project.configuration.key_tree import Keys, KeyTree
from debtscan.project.configuration.loads import Loads
from debtscan.project.flow.carried import Place, Produced
from debtscan.project.flow.flows import Flows
from debtscan.project.starts.commands import StartedScript

_MERGES = ("OmegaConf.merge", "OmegaConf.unsafe_merge")
_ADDS = frozenset({"merge_from_file", "merge_from_list", "merge_from_other_cfg", "merge_with"})
_ADDS_ANY = _ADDS | {"update", "merge_with_dotlist", "merge_with_cli", "merge_from_dict"}
_TYPED = frozenset({"from_cli", "merge_from_list", "merge_with_cli"})

Held = tuple[tuple[KeyTree, Keys], ...]


class Layer(Struct, frozen=True):
    """`kind`: "documents" (one of those held), "command" (what is typed), "unknown"."""

    kind: str
    at: Location
    held: Held = ()


class Whole(Struct, frozen=True):
    """What one start of a script puts together; the later layer wins."""

    path: str
    at: Location
    layers: tuple[Layer, ...]
    started: StartedScript | None = None
    unknown: str = ""  #: why more may take part


class Layers:
    """Every whole of a repository."""

    def __init__(
        self,
        holding: Holding,
        flows: Flows,
        loads: Loads,
        hydra: Hydra,
        passed: CommandDocuments,
        commands: Sequence[StartedScript],
    ) -> None:
        self._holding = holding
        self._flows = flows
        self._loads = {(load.path, load.call): load for load in loads.all}
        self._hydra = hydra
        self._passed = passed
        self._commands = commands
        self._names: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for carrier in holding.holders:
            if isinstance(carrier, Place):
                self._names[carrier.path, carrier.name].append(carrier)

    def all(self) -> tuple[Whole, ...]:
        """Composed, merged, and loaded alone."""
        merged = [one for file in self._flows.files.values() for one in self._merged(file)]
        alone = {(one.path, layer.held) for one in merged for layer in one.layers}
        found = [*self._composed(), *merged]
        for load in self._loads.values():
            held = ((self._holding.tree(load.documents, load.below), ()),) if load.documents else ()
            if held and (load.path, held) not in alone:
                found.append(Whole(load.path, load.at, (Layer("documents", load.at, held),)))
        return tuple(one for whole in found for one in self._started(whole))

    def _composed(self) -> Iterator[Whole]:
        for app, compositions in self._hydra.compositions.items():
            for one in compositions:
                layers = [
                    Layer("documents", c.at, ((self._of_document(c.path, c.package), ()),))
                    for c in one.documents
                ]
                typed = Layer("command", one.started.at if one.started else app.at)
                yield Whole(app.path, app.at, (*layers, typed), one.started, one.unknown)

    def _of_document(self, path: str, package: Keys) -> KeyTree:
        return self._holding.tree((path,), ((path, package),) if package else ())

    def _started(self, whole: Whole) -> Iterator[Whole]:
        """By each command that starts the script; a layer of several documents then is the one
        that the command names."""
        if whole.started is not None or any(one.path == whole.path for one in self._hydra.apps):
            yield whole
            return
        started = [one for one in self._commands if one.target == whole.path]
        for one in started:
            named = {path for command, _, path in self._passed.passed if command is one}
            layers = tuple(self._named(layer, named) for layer in whole.layers)
            yield replace(whole, started=one, layers=layers)
        if not started:
            yield whole

    def _named(self, layer: Layer, named: set[str]) -> Layer:
        held = tuple(
            (self._holding.tree(meant) if (meant := named & set(tree.documents)) else tree, keys)
            if len(tree.documents) > 1
            else (tree, keys)
            for tree, keys in layer.held
        )
        return replace(layer, held=held)

    def _merged(self, file: FileFacts) -> Iterator[Whole]:
        chains: dict[tuple[int, str], list[int]] = defaultdict(list)
        for index, call in enumerate(file.calls):
            head, _, last = call.callee.rpartition(".")
            if call.callee.endswith(_MERGES):
                layers = [self._layer(file, call, value) for value in call.arguments]
                if call.star:
                    layers.insert(0, self._starred(file, call))
                yield from self._whole(file, call, layers)
            elif last in _ADDS_ANY and head and call.receiver is None:
                chains[call.scope, head].append(index)
        for (_, name), indices in chains.items():
            calls = [file.calls[index] for index in indices]
            base = self._layer(file, calls[0], Reference(name))
            if base.held or any(call.callee.rpartition(".")[2] in _ADDS for call in calls):
                layers = [base, *(self._added(file, index) for index in indices)]
                yield from self._whole(file, calls[0], layers)

    def _starred(self, file: FileFacts, call: Call) -> Layer:
        """`merge(*configs, …)`: what the same function loads."""
        loads = [load for (path, _), load in self._loads.items() if path == file.path]
        near = [load for load in loads if file.calls[load.call].scope == call.scope]
        paths = sorted({path for load in near for path in load.documents})
        held = ((self._holding.tree(paths), ()),) if paths else ()
        return Layer("documents" if held else "unknown", file.locate(call.at), held)

    def _whole(self, file: FileFacts, call: Call, layers: list[Layer]) -> Iterator[Whole]:
        """A name that is bound anew holds what later layers add: that is theirs."""
        if not any(layer.held for layer in layers):
            return
        above: set[tuple[KeyTree, Keys]] = set()
        own: list[Layer] = []
        for layer in reversed(layers):
            held = tuple(one for one in layer.held if one not in above)
            own.append(replace(layer, held=held))
            above.update(held)
        yield Whole(file.path, file.locate(call.at), tuple(reversed(own)))

    def _added(self, file: FileFacts, index: int) -> Layer:
        call = file.calls[index]
        at = file.locate(call.at)
        if call.callee.rpartition(".")[2] in _TYPED:
            return Layer("command", at)
        load = self._loads.get((file.path, index))
        if load is not None:
            held = ((self._holding.tree(load.documents), ()),) if load.documents else ()
            return Layer("documents" if held else "unknown", at, held)
        return self._layer(file, call, call.arguments[0] if call.arguments else None)

    def _layer(self, file: FileFacts, call: Call, value: Value | None) -> Layer:
        at = file.locate(call.at)
        held: set[tuple[KeyTree, Keys]] = set()
        if isinstance(value, Result):
            if file.calls[value.call].callee.rpartition(".")[2] in _TYPED:
                return Layer("command", at)
            held = self._holding.holders.get(Produced(file.path, value.call), set())
        elif isinstance(value, Reference):
            if self._is_typed(file, call.scope, value.name):
                return Layer("command", at)
            for place in self._names.get((file.path, value.name), ()):
                if self._flows.is_visible(place, file, call.scope):
                    held = held | self._holding.holders[place]
        found = sorted(held, key=lambda one: (one[0].documents, one[1]))
        return Layer("documents" if found else "unknown", at, tuple(found))

    def _is_typed(self, file: FileFacts, scope: int, name: str) -> bool:
        bound = self._flows.calls.bindings.once(file, scope, name)
        value = bound.value if bound is not None else None
        return (
            isinstance(value, Result) and file.calls[value.call].callee.rpartition(".")[2] in _TYPED
        )
