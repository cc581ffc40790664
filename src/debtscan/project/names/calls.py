"""Which call means which definition of the repository.

Resolved lazily and by last name segment first: a call whose last segment no definition here
bears is never looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from debtscan.facts import Call, FileFacts, Result
from debtscan.model import Location
from debtscan.project.graphs import Edge, multiple_graph
from debtscan.project.names.arguments import ParameterValues, parameter_values
from debtscan.project.names.bindings import Bindings, class_of, scopes
from debtscan.project.names.receivers import Receivers
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.names.value_uses import ValueUses

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class CallSite:
    """One call: `files[path].calls[index]`."""

    path: str
    index: int
    call: Call
    at: Location
    bound: bool = False  #: the first parameter is filled by the object before the dot


class Calls:
    """Calls to definitions of the repository."""

    def __init__(self, files: Sequence[FileFacts], symbols: Symbols) -> None:
        self.files: Mapping[str, FileFacts] = {file.path: file for file in files}
        self.symbols = symbols
        self.bindings = Bindings()
        self.receivers = Receivers(symbols, self.bindings)
        self._known: dict[tuple[str, int, str], Symbol | None] = {}
        self._value_uses: dict[Symbol, str] = {}
        self._by_target: dict[str, dict[Symbol | None, list[tuple[str, int]]]] = {}

    def target(self, path: str, index: int) -> Symbol | None:
        """The function that runs, or the class that is made an instance of.

        Sees imports, functions of the module, `self.method` in the class and its bases here,
        `super().method`, `Class().method`, and names bound to `Class()` only.
        """
        call = self.files[path].calls[index]
        if call.callee.rpartition(".")[2] not in self.symbols.last_names:
            return None
        if call.callee.startswith("?"):
            return self._on_value(self.files[path], call)
        key = (path, call.scope, call.callee)
        if key not in self._known:
            self._known[key] = self._on_name(self.files[path], call.scope, call.callee)
        return self._known[key]

    def callers(self, symbol: Symbol) -> tuple[CallSite, ...]:
        """Every resolved call of a function or construction of a class, by path and line.

        For `__init__` the constructions of its class and of subclasses without their own.
        """
        return tuple(self._callers(symbol))

    def unresolved(self, last: str) -> tuple[CallSite, ...]:
        """Calls of something of this last name whose definition could not be told, though
        the repository defines such a name: they may mean any of these."""
        return tuple(
            self.site(path, index)
            for path, index in self._resolved(last).get(None, ())
            if self.may_be_local(path, index)
        )

    def arguments(self, symbol: Symbol, parameter: str) -> ParameterValues:
        """Every value a parameter gets from resolved calls; see `ParameterValues.open`."""
        return parameter_values(self, symbol, parameter)

    def value_use(self, symbol: Symbol) -> str:
        """Where a definition is passed on instead of called, in words; "" when nowhere."""
        known = self._value_uses.get(symbol)
        if known is None:
            owner, _, last = symbol.name.rpartition(".")
            made = self.symbols.at(symbol.path, owner) if last == "__init__" and owner else None
            place = self._uses.of(made or symbol)
            name = (made or symbol).name
            known = f"`{name}` is used as a value at {place}" if place else ""
            self._value_uses[symbol] = known
        return known

    @cached_property
    def _uses(self) -> ValueUses:
        return ValueUses(self.symbols)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[Any]:
        """(path, scope name) -> (path, definition name); "" is the module. `at`, `index`."""
        return multiple_graph((), self._edges())

    def _edges(self) -> Iterator[Edge]:
        for path, file in self.files.items():
            for index, call in enumerate(file.calls):
                symbol = self.target(path, index)
                if symbol is not None:
                    scope = file.definitions[call.scope - 1].name if call.scope else ""
                    data = {"at": file.locate(call.at), "index": index}
                    yield (path, scope), (symbol.path, symbol.name), data

    def _callers(self, symbol: Symbol) -> Iterator[CallSite]:
        owner, _, last = symbol.name.rpartition(".")
        if last == "__init__" and owner:
            made = self.symbols.at(symbol.path, owner)
            yield from self._constructions(made, symbol) if made else ()
        names = (last, *sorted(self.symbols.renamed.get(last, ())))
        found = [pair for name in names for pair in self._resolved(name).get(symbol, ())]
        for path, index in sorted(found) if len(names) > 1 else found:
            yield self.site(path, index)

    def _resolved(self, last: str) -> Mapping[Symbol | None, list[tuple[str, int]]]:
        """The calls of one last name by what they mean; None: could not be told."""
        known = self._by_target.get(last)
        if known is None:
            known = self._by_target[last] = defaultdict(list)
            for path, index in self._by_last.get(last, ()):
                known[self.target(path, index)].append((path, index))
        return known

    def _constructions(self, made: Symbol, constructor: Symbol) -> Iterator[CallSite]:
        yield from self._callers(made)
        for subclass in self.symbols.subclasses(made):
            if self.symbols.method(subclass, "__init__") == constructor:
                yield from self._constructions(subclass, constructor)

    def site(self, path: str, index: int) -> CallSite:
        """The call of this index as a place to talk about."""
        file = self.files[path]
        call = file.calls[index]
        return CallSite(path, index, call, file.locate(call.at), self._is_bound(file, call))

    def _is_bound(self, file: FileFacts, call: Call) -> bool:
        head = call.callee.rpartition(".")[0]
        if not head:
            return False
        found = self.symbols.find(head, file.path)
        return found is None or not found.is_class

    def may_be_local(self, path: str, index: int) -> bool:
        """Whether a call, by its first name, can mean something of the repository."""
        callee = self.files[path].calls[index].callee
        head = callee.partition(".")[0]
        return head not in self._foreign(path)

    def _foreign(self, path: str) -> frozenset[str]:
        known = self._foreign_names.get(path)
        if known is None:
            modules = self.symbols.modules
            heads = {one.module.partition(".")[0] for one in self.files[path].imports}
            known = frozenset(h for h in heads if h and not modules.is_local(h, path))
            self._foreign_names[path] = known
        return known

    @cached_property
    def _foreign_names(self) -> dict[str, frozenset[str]]:
        return {}

    def _on_value(self, file: FileFacts, call: Call) -> Symbol | None:
        """`?.method`: the receiver is a call."""
        method = call.callee.rpartition(".")[2]
        if not isinstance(call.receiver, Result):
            return None
        before = file.calls[call.receiver.call]
        if before.callee == "super":
            return self._on_super(file, call.scope, method)
        made = self.receivers.constructed(file, before.callee, before.scope)
        return self.symbols.method(made, method) if made else None

    def _on_super(self, file: FileFacts, scope: int, method: str) -> Symbol | None:
        owner = class_of(file, scope)
        if not owner:
            return None
        bases = self.symbols.bases(self.symbols.of_scope(file.path, owner))
        return next((m for b in bases if (m := self.symbols.method(b, method))), None)

    def _on_name(self, file: FileFacts, scope: int, callee: str) -> Symbol | None:
        head, _, last = callee.rpartition(".")
        if not head:
            return self._plain(file, scope, callee)
        owner = self.receivers.of_name(file, scope, head)
        known = self.symbols.method(owner, last) if owner is not None else None
        if known is not None:
            return known
        if head in ("self", "cls") or self._is_variable(file, scope, head.partition(".")[0]):
            return None
        found = self.symbols.find(callee, file.path)
        if found is None:
            holder = self.symbols.find(head, file.path)
            found = self.symbols.method(holder, last) if holder and holder.is_class else None
        return found

    def _is_variable(self, file: FileFacts, scope: int, name: str) -> bool:
        """A local variable, and no module of that name is imported: `trainer = trainer.Trainer()`
        keeps the module's name in the facts of the call."""
        if not self.bindings.visible(file, scope, name):
            return False
        return all(one.module.partition(".")[0] != name for one in file.imports)

    def _plain(self, file: FileFacts, scope: int, name: str) -> Symbol | None:
        if name == "cls":
            return self.receivers.of_name(file, scope, name)
        for level in scopes(file, scope):
            if level:
                inner = f"{file.definitions[level - 1].name}.{name}"
                nested = self.symbols.at(file.path, inner)
                if nested is not None and file.definitions[level - 1].kind == "function":
                    return nested
        return self.symbols.find(name, file.path)

    @cached_property
    def _by_last(self) -> Mapping[str, list[tuple[str, int]]]:
        """Last segment of a callee -> its calls, for names that are defined here."""
        names = self.symbols.last_names
        index: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for path, file in self.files.items():
            for number, call in enumerate(file.calls):
                last = call.callee.rpartition(".")[2]
                if last in names:
                    index[last].append((path, number))
        return dict(index)
