"""Which settings class the registration of another class names: `@register("x", dataclass=C)`,
`config_class = C`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from debtscan.facts import Call, FileFacts, Reference
from debtscan.project.names.symbols import Symbol, Symbols

_ATTRIBUTES = frozenset({"config_class", "config_cls", "ConfigClass", "Config", "args_class"})


class Ties:
    """Ties between settings classes and the classes that are made from them."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols

    def parameters(self, settings: Symbol) -> frozenset[str]:
        """Parameters of the constructors that such registrations fill from the settings."""
        found: set[str] = set()
        for built in self._built.get(settings, ()):
            made = self._symbols.method(built, "__init__")
            if made is not None:
                found.update(one.name for one in made.definition.parameters)
        return frozenset(found)

    def classes(self, built: Symbol) -> tuple[Symbol, ...]:
        """The settings of a class, by its own registration; else of those above it."""
        own = (self._settings.get(one) for one in self._symbols.line_of(built))
        return tuple(next((sorted(found, key=_place) for found in own if found), ()))

    @cached_property
    def _settings(self) -> Mapping[Symbol, Collection[Symbol]]:
        index: dict[Symbol, set[Symbol]] = defaultdict(set)
        for path, file in self._symbols.files.items():
            for scope, name in (*_decorated(file), *_attributes(file)):
                found = self._symbols.find(name, path)
                if found is not None and found.is_class:
                    index[self._symbols.of_scope(path, scope)].add(found)
        return index

    @cached_property
    def _built(self) -> Mapping[Symbol, list[Symbol]]:
        index: dict[Symbol, list[Symbol]] = defaultdict(list)
        for built, settings in self._settings.items():
            for one in sorted(settings, key=_place):
                index[one].append(built)
        return index


def _decorated(file: FileFacts) -> Iterator[tuple[int, str]]:
    """(scope of a class, name given to one of its decorators)"""
    for call in file.calls:
        if call.role == "decorator":
            names = [one.value.name for one in call.keywords if isinstance(one.value, Reference)]
            names += [one.name for one in call.arguments if isinstance(one, Reference)]
            scope = _below(file, call) if names else 0
            yield from ((scope, name) for name in names if scope)


def _below(file: FileFacts, call: Call) -> int:
    """The class that a decorator stands above; 0 for functions."""
    for scope, one in enumerate(file.definitions, start=1):
        if one.scope == call.scope and one.at.end_line > call.at.end_line:
            return scope if one.kind == "class" else 0
    return 0


def _attributes(file: FileFacts) -> Iterator[tuple[int, str]]:
    for one in file.assignments:
        inside = one.scope and file.definitions[one.scope - 1].kind == "class"
        if inside and one.target in _ATTRIBUTES and isinstance(one.value, Reference):
            yield one.scope, one.value.name


def _place(symbol: Symbol) -> tuple[str, int]:
    return symbol.path, symbol.scope
