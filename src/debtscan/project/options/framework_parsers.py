"""Parsers that a framework makes: a method adds the options, others get the namespace."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from debtscan.facts import FileFacts
from debtscan.project.flow.carried import Place
from debtscan.project.flow.flows import Flows
from debtscan.project.names.bindings import methods
from debtscan.project.names.symbols import Symbol

#: base classes of commands -> the method that gets the parser
_ADDING = {
    "argcmdr.RootCommand": "__init__",
    "argcmdr.Command": "__init__",
    "argcmdr.Local": "__init__",
    "argcmdr.LocalRoot": "__init__",
    "django.core.management.base.BaseCommand": "add_arguments",
    "django.core.management.BaseCommand": "add_arguments",
}
#: methods of commands that get the namespace -> which parameter; -1: the `**` one
_TAKING = {"__call__": 1, "prepare": 1, "handle": -1}


class CommandClass(Struct, frozen=True):
    """A command of such a framework: where its parser arrives, and its namespace."""

    parser: Place
    namespaces: tuple[Place, ...]


def command_classes(flows: Flows, file: FileFacts) -> Iterator[CommandClass]:
    """The commands of one file. A namespace holds the options of the commands around too."""
    commands = {owner.name: owner for owner in _commands(flows, file)}
    for name, owner in commands.items():
        adding = flows.calls.symbols.at(file.path, f"{name}.{_adding(flows, owner)}")
        if adding is not None and len(adding.definition.parameters) > 1:
            parser = Place(file.path, adding.scope, adding.definition.parameters[1].name)
            around = [one for to, one in commands.items() if _are_one_line(name, to, owner, one)]
            places = (place for one in around for place in _namespaces(file, one))
            yield CommandClass(parser, tuple(places))


def _commands(flows: Flows, file: FileFacts) -> Iterator[Symbol]:
    frameworks = {module.partition(".")[0] for module in _ADDING}
    if any(one.module.partition(".")[0] in frameworks for one in file.imports):
        for scope, definition in enumerate(file.definitions, start=1):
            owner = flows.calls.symbols.of_scope(file.path, scope)
            if definition.kind == "class" and _adding(flows, owner):
                yield owner


def _adding(flows: Flows, owner: Symbol) -> str:
    return _ADDING.get(flows.calls.symbols.outside_base(owner), "")


def _are_one_line(name: str, other: str, owner: Symbol, one: Symbol) -> bool:
    """Whether one command lies in the other or is registered with it."""
    return (
        f"{name}.".startswith(f"{other}.")
        or f"{other}.".startswith(f"{name}.")
        or f"{name}.register" in one.definition.decorators
        or f"{other}.register" in owner.definition.decorators
    )


def _namespaces(file: FileFacts, owner: Symbol) -> Iterator[Place]:
    yield Place(file.path, owner.scope, "self.args")
    for scope in methods(file, owner.scope):
        definition = file.definitions[scope - 1]
        place = _TAKING.get(definition.name.rpartition(".")[2])
        if place is not None:
            kinds = ("double-star",) if place < 0 else ("plain",)
            taken = [one.name for one in definition.parameters if one.kind in kinds]
            for name in taken[max(place, 0) :][:1]:
                yield Place(file.path, scope, name)
