"""Which classes are settings, and which only carry records."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from debtscan.facts import Call, FileFacts, Reference, Result, Value
from debtscan.facts import Collection as Listed
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol

#: how classes of settings are called
_ENDINGS = (
    *("config", "configs", "configuration", "conf", "cfg", "args", "arguments", "argument"),
    *("options", "option", "opts", "params", "parameters", "hparams", "hyperparameters"),
    *("settings", "flags"),
)
#: give an instance from the command line or a document; or keep the class for that
_MAKERS = frozenset(
    {"HfArgumentParser", "TrlParser", "H4ArgumentParser", "add_arguments", "cli", "CLI", "wrap"}
    | {"store", "structured", "add_class_arguments", "add_dataclass_arguments", "Fire"}
    | {"from_dict", "parse", "parse_into_dataclasses", "argument_class", "extra_args"}
)
_READERS = frozenset(
    {"load", "safe_load", "full_load", "parse_args", "vars", "load_config", "load_yaml"}
)


class SettingsClasses:
    """Told by their name, by their bases, by being parsed or loaded, by lying in another."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._symbols = calls.symbols
        self._known: dict[Symbol, bool] = {}

    def has(self, owner: Symbol) -> bool:
        """Whether somebody sets the fields of the class from outside the code that reads it."""
        known = self._known.get(owner)
        if known is None:
            line = self._symbols.line_of(owner)
            known = self._known[owner] = any(
                is_called_settings(base) for one in line for base in _names(one)
            ) or any(one in self._made for one in (*line, *self._symbols.descendants(owner)))
        return known

    @cached_property
    def _made(self) -> Collection[Symbol]:
        """Classes given to a parser or a store, or filled from a document."""
        found: set[Symbol] = set()
        for path, file in self._calls.files.items():
            for call in file.calls:
                if call.callee.rpartition(".")[2] in _MAKERS:
                    found.update(self._classes(path, _given(call)))
                elif any(self._is_loaded(file, one, call.scope) for one in call.double_star):
                    found.update(self._classes(path, [Reference(call.callee)]))
        return found

    def _classes(self, path: str, values: Sequence[Value]) -> Iterator[Symbol]:
        for value in values:
            if isinstance(value, Listed):
                yield from self._classes(path, value.items)
            elif isinstance(value, Reference):
                found = self._symbols.find(value.name, path)
                if found is not None and found.is_class:
                    yield found

    def _is_loaded(self, file: FileFacts, value: Value, scope: int) -> bool:
        """`**yaml.safe_load(f)`, `**vars(args)`, or a variable that holds such a thing."""
        if isinstance(value, Reference):
            bound = self._calls.bindings.once(file, scope, value.name)
            value = bound.value if bound is not None else value
        if isinstance(value, Result):
            return file.calls[value.call].callee.rpartition(".")[2] in _READERS
        return False


def is_called_settings(name: str) -> bool:
    """Whether a class, by its name, is made of settings."""
    return name.rpartition(".")[2].lower().endswith(_ENDINGS)


def _names(owner: Symbol) -> tuple[str, ...]:
    return (owner.name, *owner.definition.bases)


def _given(call: Call) -> list[Value]:
    return [*call.arguments, *(one.value for one in call.keywords)]
