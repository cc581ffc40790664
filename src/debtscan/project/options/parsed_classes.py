"""Instances of settings classes that a library makes from the command line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from debtscan.facts import Call, Collection, FileFacts, Literal, Operation, Reference, Value
from debtscan.project.flow.carried import Carrier, Place, Produced
from debtscan.project.flow.flows import Flows
from debtscan.project.flow.sinks import PARSER
from debtscan.project.names.bindings import class_of
from debtscan.project.names.symbols import Symbol

#: parsers of data classes: a call of them takes the classes, their parse calls give instances
_PARSERS = frozenset({"HfArgumentParser", "H4ArgumentParser", "TrlParser", "DpoParser"})
_TUPLES = frozenset(
    {"parse_args_into_dataclasses", "parse_json_file", "parse_yaml_file", "parse_dict"}
    | {"parse_args_and_config", "parse_yaml_and_args"}
)
_ONE = frozenset({"parse"})  #: one instance for one class, else a tuple
#: called with a class, they give an instance
_MAKERS = frozenset(
    {"tyro.cli", "simple_parsing.parse", "draccus.parse", "pyrallis.parse", "datargs.parse"}
    | {"omegaconf.OmegaConf.structured", "dacite.from_dict", "draccus.argparsing.parse"}
    | {"chz.entrypoint", "chz.nested_entrypoint", "jsonargparse.CLI", "jsonargparse.auto_cli"}
)
#: methods that such classes get from outside, and that give an instance
_CONSTRUCTORS = frozenset(
    {"model_validate", "parse_obj", "parse_raw", "parse_file", "model_validate_json"}
    | {"model_construct", "from_dict", "from_json", "schema_load", "from_yaml"}
)


class ParsedClasses:
    """What holds an instance of a class that no code here calls."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows

    def of(self, owner: Symbol) -> Sequence[Carrier]:
        """The results of parse calls, and `args.x` of `parser.add_arguments(Owner, "x")`."""
        return self._found.get(owner, ())

    @cached_property
    def _found(self) -> Mapping[Symbol, list[Carrier]]:
        index: dict[Symbol, list[Carrier]] = defaultdict(list)
        for file in self._flows.files.values():
            for number, call in enumerate(file.calls):
                for owner, carrier in self._made(file, number, call):
                    index[owner].append(carrier)
        return index

    def _made(self, file: FileFacts, number: int, call: Call) -> Iterator[tuple[Symbol, Carrier]]:
        head, _, last = call.callee.rpartition(".")
        if last in _PARSERS:
            yield from self._parsed(file, number, call)
        elif call.callee in _MAKERS:
            given = (*call.arguments[:1], *(one.value for one in call.keywords))
            for owner in self._classes(file, given, call.scope):
                yield owner, Produced(file.path, number)
        elif last == "add_arguments" and call.arguments:
            yield from self._added(file, call)
        elif last in _CONSTRUCTORS and head:
            for owner in self._classes(file, [Reference(head)], call.scope):
                if self._flows.calls.symbols.method(owner, last) is None:
                    yield owner, Produced(file.path, number)
        elif call.callee == "cls" and call.scope:
            scope = class_of(file, call.scope)
            if scope:
                made = self._flows.calls.symbols.of_scope(file.path, scope)
                yield made, Produced(file.path, number)

    def _parsed(self, file: FileFacts, number: int, call: Call) -> Iterator[tuple[Symbol, Carrier]]:
        given = [*call.arguments[:1], *(k.value for k in call.keywords if "types" in k.name)]
        owners = list(self._classes(file, given, call.scope))
        carried = self._flows.follow([Produced(file.path, number)], PARSER) if owners else None
        for path, index, method in sorted(carried.methods) if carried else ():
            single = method in _ONE and len(owners) == 1
            for place, owner in enumerate(owners if method in _TUPLES | _ONE else ()):
                yield owner, Produced(path, index, None if single else place)

    def _added(self, file: FileFacts, call: Call) -> Iterator[tuple[Symbol, Carrier]]:
        """simple_parsing: the namespaces of this file have the instance under a name."""
        named = (one.value for one in call.keywords if one.name == "dest")
        name = next(iter((*call.arguments[1:2], *named)), None)
        if isinstance(name, Literal) and isinstance(name.value, str):
            for owner in self._classes(file, call.arguments[:1], call.scope):
                for place in self._namespaces(file):
                    held = f"{place.name}.{name.value}"
                    yield owner, Place(place.path, place.scope, held)

    def _namespaces(self, file: FileFacts) -> Iterator[Place]:
        for number, call in enumerate(file.calls):
            if call.callee.endswith(".parse_args"):
                carried = self._flows.follow([Produced(file.path, number)])
                yield from (one for one in carried.carriers if isinstance(one, Place))

    def _classes(self, file: FileFacts, values: Sequence[Value], scope: int) -> Iterator[Symbol]:
        for value in values:
            match value:
                case Collection(items=items):
                    yield from self._classes(file, items, scope)
                case Operation(operands=operands):
                    yield from self._classes(file, operands, scope)
                case Reference(name=name):
                    found = self._flows.calls.symbols.find(name, file.path)
                    bound = self._flows.calls.bindings.once(file, scope, name)
                    if found is not None and found.is_class:
                        yield found
                    elif bound is not None and isinstance(bound.value, Collection):
                        yield from self._classes(file, bound.value.items, scope)
