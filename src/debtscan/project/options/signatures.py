"""Functions and classes whose parameters are options: fire, typer, tyro, jsonargparse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from debtscan.facts import Call, Collection, FileFacts, Literal, Reference, Table, Value
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol

#: calls that make a command line of what they are given -> framework
_STARTERS = {
    "fire.Fire": "fire",
    "fire.core.Fire": "fire",
    "typer.run": "typer",
    "tyro.cli": "tyro",
    "tyro.extras.subcommand_cli_from_dict": "tyro",
    "jsonargparse.CLI": "jsonargparse",
    "jsonargparse.auto_cli": "jsonargparse",
    "defopt.run": "defopt",
    "cyclopts.run": "cyclopts",
    "argh.dispatch_command": "argh",
    "argh.dispatch_commands": "argh",
    "plac.call": "plac",
}
SIGNATURES = frozenset(_STARTERS.values())
#: what decorates the functions of an app -> framework
_APPS = {"typer": ("command", "callback"), "cyclopts": ("command", "default")}


class Signatures:
    """Which definitions a command line calls, by the file that defines them."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._symbols = calls.symbols

    @cached_property
    def all(self) -> tuple[tuple[Symbol, str], ...]:
        """(function, framework), by path and line; for a class its constructor and methods."""
        found = {
            pair: None
            for file in self._calls.files.values()
            for pair in (*self._started(file), *self._decorated(file))
        }
        return tuple(sorted(found, key=lambda one: (one[0].path, one[0].scope, one[1])))

    def _started(self, file: FileFacts) -> Iterator[tuple[Symbol, str]]:
        for index, call in enumerate(file.calls):
            framework = self._framework(file, index, call)
            if framework:
                for symbol in self._given(file, call):
                    yield from ((one, framework) for one in self._commands(symbol, framework))

    def _framework(self, file: FileFacts, index: int, call: Call) -> str:
        """Also of a function here that hands its argument on to such a call."""
        known = _STARTERS.get(call.callee, "")
        if known or call.callee.rpartition(".")[2] != "CLI":
            return known
        wrapper = self._calls.target(file.path, index)
        if wrapper is None:
            return ""
        inner = self._calls.files[wrapper.path].calls
        names = (_STARTERS.get(one.callee, "") for one in inner if one.scope == wrapper.scope)
        return next(filter(None, names), "")

    def _given(self, file: FileFacts, call: Call) -> Sequence[Symbol]:
        if call.arguments:
            return list(self._meant(file, call.arguments[0], call.scope))
        named = [k.value for k in call.keywords if k.name in ("component", "components")]
        if named or not call.callee.endswith("Fire"):
            return [one for value in named for one in self._meant(file, value, call.scope)]
        return list(self._exposed(file))

    def _exposed(self, file: FileFacts) -> Iterator[Symbol]:
        """`fire.Fire()`: the functions of the module that nothing here calls."""
        for scope, one in enumerate(file.definitions, start=1):
            if one.scope == 0 and one.kind == "function" and not one.name.startswith("_"):
                symbol = self._symbols.of_scope(file.path, scope)
                if not self._calls.callers(symbol):
                    yield symbol

    def _meant(self, file: FileFacts, value: Value, scope: int) -> Iterator[Symbol]:
        match value:
            case Reference(name=name):
                found = self._symbols.find(name, file.path)
                bound = self._calls.bindings.once(file, scope, name)
                if found is not None:
                    yield found
                elif bound is not None and isinstance(bound.value, Table | Collection):
                    yield from self._meant(file, bound.value, bound.scope)
            case Table(values=values):
                for one in values:
                    yield from self._meant(file, one, scope)
            case Collection(items=items):
                for one in items:
                    yield from self._meant(file, one, scope)
            case Literal():
                yield from self._exposed(file)

    def _commands(self, symbol: Symbol, framework: str) -> Iterator[Symbol]:
        if not symbol.is_class:
            yield symbol
            if self._dispatches(symbol):
                yield from self._exposed(self._calls.files[symbol.path])
            return
        made = self._symbols.method(symbol, "__init__")
        if made is not None:
            yield made
        for scope, one in enumerate(self._calls.files[symbol.path].definitions, start=1):
            own = one.scope == symbol.scope and one.kind == "function" and framework != "tyro"
            if own and not one.name.rpartition(".")[2].startswith("_"):
                yield self._symbols.of_scope(symbol.path, scope)

    def _dispatches(self, symbol: Symbol) -> bool:
        """`def main(task, **options): globals()[task](**options)`."""
        gathers = any(one.kind == "double-star" for one in symbol.definition.parameters)
        inside = (one for one in self._calls.files[symbol.path].calls if one.scope == symbol.scope)
        return gathers and any(one.callee == "globals" for one in inside)

    def _decorated(self, file: FileFacts) -> Iterator[tuple[Symbol, str]]:
        modules = {one.module.partition(".")[0] for one in file.imports}
        for framework, methods in _APPS.items():
            if framework in modules and "click" not in modules:
                for scope, one in enumerate(file.definitions, start=1):
                    named = (name.rpartition(".") for name in one.decorators)
                    if one.kind == "function" and any(h and m in methods for h, _, m in named):
                        yield self._symbols.of_scope(file.path, scope), framework
