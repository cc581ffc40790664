"""Whether a function takes a parameter for the sake of a shape that it shares with others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debtscan.facts import Definition
from debtscan.project.names.calls import CallSite
from debtscan.project.names.symbols import Symbol, Symbols

_PAIR = 2  #: parameters, or arguments, that are no coincidence


class CallShapes:
    """Namesakes, neighbours with the same parameters, calls beside it with the same arguments."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols

    def has(self, function: Symbol, name: str, sites: Sequence[CallSite]) -> bool:
        """`sites`: the calls that give the parameter."""
        return (
            any(one != function and _takes(one.definition, name) for one in self._alike(function))
            or any(
                _required(one) == _required(function.definition) for one in self._beside(function)
            )
            or any(map(self._is_one_of_several, sites))
        )

    def _alike(self, function: Symbol) -> Iterator[Symbol]:
        """Functions of its name; constructors only of its file."""
        last = function.name.rpartition(".")[2]
        for one in self._symbols.named(last):
            if last != "__init__" or one.path == function.path:
                yield one

    def _beside(self, function: Symbol) -> Iterator[Definition]:
        """Others of its module or class, where it has parameters enough."""
        own = function.definition
        if len(_required(own)) >= _PAIR and not function.name.endswith("__init__"):
            for one in self._symbols.files[function.path].definitions:
                if one.scope == own.scope and one.kind == own.kind and one.name != own.name:
                    yield one

    def _is_one_of_several(self, site: CallSite) -> bool:
        """`first(x, y) if small else second(x, y)`."""
        given = (site.call.arguments, site.call.keywords)
        if len(site.call.arguments) + len(site.call.keywords) < _PAIR:
            return False
        return any(
            (call.arguments, call.keywords) == given
            and call.scope == site.call.scope
            and call.callee != site.call.callee
            for call in self._symbols.files[site.path].calls
        )


def _takes(definition: Definition, name: str) -> bool:
    return any(one.name == name for one in definition.parameters)


def _required(definition: Definition) -> tuple[str, ...]:
    return tuple(one.name for one in definition.parameters if one.default is None)
