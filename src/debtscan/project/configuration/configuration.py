"""Where configuration keys are defined, and which code reads them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from debtscan.facts import ConfigKey, FileFacts, Span
from debtscan.model import Location
from debtscan.project.configuration import kedro, python_loads
from debtscan.project.configuration.attribution import coverage, exact_coverage
from debtscan.project.configuration.command_documents import CommandDocuments
from debtscan.project.configuration.configured_values import ConfiguredValues, Constant
from debtscan.project.configuration.documents import candidates
from debtscan.project.configuration.environment_files import EnvironmentFiles
from debtscan.project.configuration.gin import Gin
from debtscan.project.configuration.given_whole import given_values_of, keys_named
from debtscan.project.configuration.holding import Holding, KeyUse
from debtscan.project.configuration.hydra import Hydra
from debtscan.project.configuration.key_chains import KeyChain, KeyChains
from debtscan.project.configuration.layers import Layers
from debtscan.project.configuration.loaded import loaded_documents
from debtscan.project.configuration.loads import Loads
from debtscan.project.configuration.loose_loads import loose_holding
from debtscan.project.configuration.made import Made, made, maker_of, names_callable, place
from debtscan.project.configuration.python_documents import python_documents, with_keys
from debtscan.project.configuration.stage_parameters import StageParameters
from debtscan.project.configuration.zenml import RunConfigurations
from debtscan.project.coverage import Coverage
from debtscan.project.flow.flows import Flows
from debtscan.project.graphs import Edge, multiple_graph
from debtscan.project.names.attributes import AttributeReads
from debtscan.project.names.calls import Calls
from debtscan.project.names.expressions import merged
from debtscan.project.starts.commands import StartedScript
from debtscan.project.values.values import Values

if TYPE_CHECKING:
    import networkx as nx

Constants = tuple[Constant, ...]
Framework = StageParameters | EnvironmentFiles | RunConfigurations | Gin

_INDEX = re.compile(r"\[\d+\]")
_INTERPOLATED = re.compile(r"\$\{([\w.:]+)\}|<([\w.]+)(?:\[[^\]]*\])*>")  #: also hyperpyyaml's


class KeyRead(Struct, frozen=True, order=True):
    """One place that asks for a key by its last segment.

    `how`: "name" (attribute, subscript, `.get`), "interpolation" (`${a.b}` in a document),
    "spread" (its section goes into a call by `**`), "followed" (found only by following).
    `exact`: the object that the document gives was followed to there; else the name alone says so.
    """

    path: str
    at: Location
    key: str
    how: str
    exact: bool = False


class Configuration:
    """Documents, their keys, and the readers of keys."""

    def __init__(
        self,
        files: Mapping[str, FileFacts],
        values: Values,
        calls: Calls,
        commands: Sequence[StartedScript],
    ) -> None:
        self._python = python_documents(files)
        self._files = with_keys(files, self._python)
        self._values = values
        self._calls = calls
        self._commands = commands
        self._made: dict[str, Mapping[str, Made]] = {}

    @cached_property
    def loaded(self) -> Mapping[str, str]:
        """Document -> why it counts as the application's own, by path."""
        found = loaded_documents(self._files, self._documents, self.loads, self._passed, self.hydra)
        further = (one.reasons() for one in self._frameworks)
        for path, reason in chain(python_loads.reasons(self._flows, self._python), *further):
            found.setdefault(path, reason)
        return dict(sorted(found.items()))

    @cached_property
    def hydra(self) -> Hydra:
        """What Hydra composes, and options of groups that nobody selects."""
        return Hydra(self._files, self._values, self._commands, self._documents)

    @cached_property
    def loads(self) -> Loads:
        """The calls that load configuration, and what."""
        return Loads(self._documents, self._values, self._calls, self._passed)

    @cached_property
    def _flows(self) -> Flows:
        return Flows(self._calls)

    @cached_property
    def holding(self) -> Holding:
        """Every load followed to the places that hold what it gives."""
        held = Holding(self._files, self._flows, self._passed.of_script)
        for load in self.loads.all:
            held.add(replace(load, documents=python_loads.with_bases(self._files, load.documents)))
        python_loads.hold(held, self._flows, self._python)
        python_loads.executed(self._files, held, self._python, self._passed)
        for holder, load in self.hydra.loads():
            held.add_holder(holder, load)
        for path in self.loaded:
            for one in self.made(path).values():
                if one.function is not None:
                    held.add_arguments(path, one.section, one.function)
        return held

    @cached_property
    def possible_holding(self) -> Holding:
        """Every load of a document that nobody knows, followed as if it gave any of those that
        are followed."""
        return loose_holding(self._files, self._flows, self.loads, self.hydra, self._followed)

    def made(self, path: str) -> Mapping[str, Made]:
        """Section of a document -> the callable that its keys are arguments of."""
        known = self._made.get(path)
        if known is None:
            known = self._made[path] = made(self._files[path], self._calls)
        return known

    def uses(self, path: str, key: str) -> tuple[KeyUse, ...]:
        """What is done with a key where the object that holds it could be followed."""
        followed = tuple(sorted(self.holding.uses.get((path, key), ())))
        given = self._arguments(path, key) + self._sections(path, key)
        declared = (use for one in self._frameworks for use in one.uses(path, key))
        return followed + given + kedro.uses(self._files, path, key) + tuple(declared)

    @cached_property
    def gin(self) -> Gin:
        """Bindings of gin files, and those that no function takes."""
        return Gin(self._files, self._calls)

    @cached_property
    def _frameworks(self) -> tuple[Framework, ...]:
        documents = self._documents
        return (
            StageParameters(self._files, documents),
            EnvironmentFiles(self._files),
            RunConfigurations(self._files, documents, self._calls.symbols),
            self.gin,
        )

    def _arguments(self, path: str, key: str) -> tuple[KeyUse, ...]:
        """The callable that the section of the key is made into."""
        sections = self.made(path)
        found = maker_of(sections, key)
        if names_callable(sections, key):
            named = next(one.at for one in self._files[path].config if one.path == key)
            return (KeyUse(path, named, "names", names_callable(sections, key)),)
        if found is None:
            return ()
        one, name = found
        at = place(self._files[path], one)
        arrives = one.parameter(name) and key.endswith(name)
        return (KeyUse(at.path, _span(at), "parameter" if arrives else "whole", one.callable),)

    def _sections(self, path: str, key: str) -> tuple[KeyUse, ...]:
        """Sections above the key that are given whole to somebody."""
        ends = [one.start() for one in re.finditer(r"[.\[]", key)]
        above = ["", *(key[:end] for end in ends)]
        uses = self.holding.uses
        found = (use for one in above for use in uses.get((path, one), ()))
        return tuple(sorted(use for use in found if use.kind in ("whole", "handed")))

    def chain(self, path: str, key: str) -> KeyChain:
        """Who sets a key of a document, who reads it, and which value wins for each start."""
        return self._chains.of(path, key)

    @cached_property
    def _chains(self) -> KeyChains:
        layers = Layers(
            self.holding, self._flows, self.loads, self.hydra, self._passed, self._commands
        )
        return KeyChains(self._files, self.holding, self._flows, layers.all(), self.uses)

    def is_followed(self, path: str) -> bool:
        """Whether a call that loads the document is known."""
        return path in self._followed

    @cached_property
    def _followed(self) -> frozenset[str]:
        composed = (load for _, load in self.hydra.loads())
        own = {path for path, one in self._python.items() if one.kind != "values"}
        found = (path for load in (*self.loads.all, *composed) for path in load.documents)
        return frozenset(python_loads.with_bases(self._files, tuple(found))) | own

    def value_for(self, file: FileFacts, scope: int, chain: tuple[str, ...]) -> Constants:
        """The values that names in code can have (`("cfg", "data", "path")`), at most eight,
        with interpolation resolved (`*` for unknown parts); empty when not known."""
        return self._configured.of(file, scope, chain)

    def setting(self, file: FileFacts, scope: int, chain: tuple[str, ...]) -> str | None:
        """`value_for` as one pattern, for the evaluation of paths."""
        known = self.value_for(file, scope, chain)
        return merged(str(one) for one in known if one is not None and not isinstance(one, bool))

    @cached_property
    def _configured(self) -> ConfiguredValues:
        return ConfiguredValues(self._files, self.holding, self._flows)

    @cached_property
    def coverage(self) -> Coverage:
        """Share of the keys of loaded documents of which somebody is known to take them."""
        return coverage(self)

    @cached_property
    def exact_coverage(self) -> Coverage:
        """Share of them whose reader was followed from the call that loads the document."""
        return exact_coverage(self)

    @cached_property
    def _documents(self) -> tuple[str, ...]:
        return (
            *candidates(self._files),
            *python_loads.loadable(self._files, self._python, *python_loads.LOADERS),
        )

    @cached_property
    def _passed(self) -> CommandDocuments:
        run = python_loads.loadable(self._files, self._python, "exec")
        documents = dict.fromkeys((*self._documents, *run))
        return CommandDocuments(self._files, self._commands, tuple(documents))

    def keys(self, path: str) -> tuple[ConfigKey, ...]:
        """The leaf keys of a document, items of sequences left out."""
        return tuple(
            key
            for key in self._files[path].config
            if key.kind != "mapping" and not key.path.endswith("]")
        )

    def rows(self, path: str) -> tuple[ConfigKey, ...]:
        """Every key of a document or of a module that is one, mappings included."""
        return self._files[path].config

    def readers(self, path: str, key: str) -> tuple[KeyRead, ...]:
        """Places that may read this key of a loaded document: by its last segment, on any
        object, or surely, where what holds the document was followed to them."""
        named = self._named_reads(key)
        known = {(use.path, use.at.line): use for use in self._exact_uses(path, key)}
        found = [replace(one, exact=(one.path, one.at.line) in known) for one in named]
        seen = {(one.path, one.at.line) for one in named}
        for at, use in known.items():
            if at not in seen:
                place = self._files[use.path].locate(use.at)
                found.append(KeyRead(use.path, place, key, "followed", exact=True))
        return tuple(sorted(found))

    def _exact_uses(self, path: str, key: str) -> Iterator[KeyUse]:
        for use in self.uses(path, key):
            if use.kind in ("read", "parameter", "names", "stage"):
                yield use

    def _named_reads(self, key: str) -> list[KeyRead]:
        last = segments(key)[-1]
        found = [KeyRead(at.path, at, key, "name") for at in self._reads.of(last)]
        found += [KeyRead(at.path, at, key, "interpolation") for at in self._places.get(last, ())]
        for section in segments(key)[:-1]:
            found += [KeyRead(at.path, at, key, "spread") for at in self._spread.get(section, ())]
        return found

    def named_after(self, name: str) -> Iterator[tuple[str, str]]:
        """(what the key is taken of, "" when that is not known; file) of reads by this name."""
        return self._reads.holders(name)

    def interpolations(self, name: str) -> Sequence[Location]:
        """Keys whose value refers to a key of this last name."""
        return self._places.get(name, ())

    def is_read(self, key: str) -> bool:
        """Whether `readers` would name any place; cheap."""
        *sections, last = segments(key)
        return bool(
            self._reads.of(last)
            or self._places.get(last)
            or any(self._spread.get(section) for section in sections)
        )

    def section_use(self, key: str) -> str:
        """Why a key may be read without being named: its section is handed on as one object,
        at a place given in words; "" when no sign of it."""
        names = segments(key)
        for end in range(len(names) - 1, 0, -1):
            section = tuple(names[:end])
            for way, at in self._whole.get(section[-1], ()):
                if section[-len(way) :] == way:
                    return f"its section `{section[-1]}` is used as a whole at {at}"
        return ""

    def parameter_of(self, key: str) -> str:
        """The function of the repository that has a parameter of the key's name, so that the
        key may arrive by `**section`; "" for none."""
        return self._parameters.get(segments(key)[-1], "")

    @cached_property
    def _parameters(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for file in self._code:
            for definition in file.definitions:
                for one in definition.parameters:
                    found.setdefault(one.name, f"{definition.name} in {file.path}")
        return found

    @cached_property
    def graph(self) -> nx.MultiDiGraph[Any]:
        """document -> ("key", document, key) and that -> file that may read it; `at`."""
        return multiple_graph((), self._edges())

    def _edges(self) -> Iterator[Edge]:
        for path in self.loaded:
            for key in self.keys(path):
                node = ("key", path, key.path)
                yield path, node, {"at": self._files[path].locate(key.at)}
                for read in self.readers(path, key.path):
                    yield node, read.path, {"at": read.at, "how": read.how}

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(
            name
            for path in self.loaded
            for key in self._files[path].config
            for name in segments(key.path)
        )

    @cached_property
    def _code(self) -> list[FileFacts]:
        return [file for file in self._files.values() if file.is_code]

    @cached_property
    def _reads(self) -> AttributeReads:
        return AttributeReads(self._code, self._names)

    @cached_property
    def _places(self) -> Mapping[str, list[Location]]:
        """Last segment of `${a.b}` in any document -> where."""
        found: dict[str, list[Location]] = {}
        for file in self._files.values():
            for key in file.config:
                if isinstance(key.value, str) and ("${" in key.value or "<" in key.value):
                    for dollar, angle in _INTERPOLATED.findall(key.value):
                        last = (angle or dollar.rpartition(":")[2]).rpartition(".")[2]
                        found.setdefault(last, []).append(file.locate(key.at))
        return found

    @cached_property
    def _spread(self) -> Mapping[str, list[Location]]:
        """Name of a section -> calls it is spread into by `**`."""
        found: dict[str, list[Location]] = {}
        for file in self._code:
            for call in file.calls:
                for value in call.double_star:
                    name = next(reversed(keys_named(value)), "")
                    if name in self._names:
                        found.setdefault(name, []).append(file.locate(call.at))
        return found

    @cached_property
    def _whole(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], Location]]]:
        """Name of a section -> the places that take it as one object, with the keys named
        on the way to it."""
        found: dict[str, dict[tuple[str, ...], Location]] = defaultdict(dict)
        for file in self._code:
            for value, at in given_values_of(file):
                chain = tuple(name for name in keys_named(value) if name in self._names)
                if chain:
                    found[chain[-1]].setdefault(chain, file.locate(at))
        return {name: tuple(places.items()) for name, places in found.items()}


def segments(key: str) -> list[str]:
    """The names of a dotted key without the numbers of sequences."""
    return [part for part in _INDEX.sub("", key).split(".") if part] or [key]


def _span(at: Location) -> Span:
    return Span(at.line, at.column, at.end_line, at.end_column)
