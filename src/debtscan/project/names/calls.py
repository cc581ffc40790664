"""Which call means which definition of the repository.

Resolved lazily and by last name segment first: a call whose last segment no definition here
bears is never looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Value
from debtscan.model import Location
from debtscan.project.coverage import Coverage
from debtscan.project.graphs import Edge, multiple_graph
from debtscan.project.names.arguments import ParameterValues, parameter_values
from debtscan.project.names.bindings import Bindings
from debtscan.project.names.call_coverage import call_coverage, repository_coverage
from debtscan.project.names.inference import Inference
from debtscan.project.names.members import Members
from debtscan.project.names.misfits import Misfit, Misfits
from debtscan.project.names.objects import (
    Instance,
    Itself,
    Object,
    Objects,
    is_open,
    is_outside,
    may_hold,
)
from debtscan.project.names.parameter_classes import FirstLook, ParameterClasses
from debtscan.project.names.receivers import Receivers
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.names.value_uses import ValueUses

if TYPE_CHECKING:
    import networkx as nx


class CallSite(Struct, frozen=True):
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
        self._inference = Inference(symbols, self.bindings)
        self._members = Members(self._inference)
        self._meant: dict[tuple[str, int], Objects] = {}
        self._targets: dict[tuple[str, int], tuple[Symbol, ...]] = {}
        self._value_uses: dict[Symbol, str] = {}
        self._by_target: dict[str, dict[Symbol | None, list[tuple[str, int]]]] = {}

    @cached_property
    def _first_look(self) -> FirstLook:
        """What calls mean without their callers; from then on parameters are known by them."""
        look = FirstLook(self)
        self._meant = {key: one for key, one in self._meant.items() if not is_open(one)}
        self._inference.memory.forget_mysteries()
        self._inference.given = ParameterClasses(self, look.called).of
        return look

    @cached_property
    def inference(self) -> Inference:
        """What objects are, with what callers give to parameters."""
        _ = self._first_look
        return self._inference

    @cached_property
    def receivers(self) -> Receivers:
        """Which class an object is an instance of."""
        return Receivers(self.inference)

    def target(self, path: str, index: int) -> Symbol | None:
        """The function that runs, or the class that is made an instance of; None when
        several may.

        Sees imports and re-exports, methods of `self`, of bases and of `super()`, and objects
        as far as `Inference` follows them: constructors, factories, annotations, attributes,
        members of containers, functions kept in variables.
        """
        found = self.targets(path, index)
        return found[0] if len(found) == 1 else None

    def targets(self, path: str, index: int) -> tuple[Symbol, ...]:
        """Every definition a call may mean, when all are known; by path and line. Overrides
        in subclasses are not listed."""
        if self.files[path].calls[index].callee.rpartition(".")[2] not in self.symbols.last_names:
            return ()
        return self.any_targets(path, index)

    def any_targets(self, path: str, index: int) -> tuple[Symbol, ...]:
        """The same for calls of objects (`model(x)` runs `forward`) and of functions kept
        under another name too."""
        key = (path, index)
        known = self._targets.get(key)
        if known is None:
            known = self._targets[key] = self._all_runs(self.meant(path, index))
        return known

    def runs_at_first(self, path: str, index: int) -> tuple[tuple[Symbol, ...], bool]:
        """`any_targets` and `is_outside` as far as they are known without the callers."""
        meant = self._looked(path, index)
        runs = self._all_runs(meant)
        if not is_open(meant):
            self._targets[path, index] = runs
        return runs, is_outside(meant)

    def is_sure(self, path: str, index: int) -> bool:
        """Whether `targets` stands without what callers give to parameters: others may give
        something else."""
        last = self.files[path].calls[index].callee.rpartition(".")[2]
        return (path, index) not in self._first_look.unsure.get(last, ())

    def evaluated(self, file: FileFacts, value: Value, site: CallSite) -> Objects:
        """What an argument of a call is."""
        return self.inference.value(file, value, site.call.scope, site.call.at.line)

    def _all_runs(self, meant: Objects) -> tuple[Symbol, ...]:
        if len(meant) == 1:
            run = self._runs(*meant)
            return (run,) if run is not None else ()
        found = {self._runs(one) for one in meant}
        known = [one for one in found if one is not None]
        return tuple(sorted(known, key=_place)) if len(known) == len(found) else ()

    def _runs(self, one: Object) -> Symbol | None:
        if isinstance(one, Instance):
            return self.symbols.runs(one.of)
        return one.of if isinstance(one, Itself) else None

    @cached_property
    def coverage(self) -> Coverage:
        """Of all calls, those resolved to a definition or to an external name."""
        return call_coverage(self)

    @cached_property
    def repository_coverage(self) -> Coverage:
        """Of the calls that name a function of the repository, those resolved to it; see
        `call_coverage` for what counts."""
        return repository_coverage(self)

    @cached_property
    def strict_repository_coverage(self) -> Coverage:
        """Of all calls whose last name is defined here, whatever they may mean."""
        return repository_coverage(self, strict=True)

    def callers(self, symbol: Symbol) -> tuple[CallSite, ...]:
        """Every resolved call of a function or construction of a class, by path and line.

        For `__init__` the constructions of its class and of subclasses without their own.
        """
        return tuple(self._callers(symbol))

    def each_caller(self, symbol: Symbol) -> Iterator[CallSite]:
        """The same one by one, for who stops early: a name may have thousands."""
        return self._callers(symbol)

    def unresolved(self, last: str) -> tuple[CallSite, ...]:
        """Calls of something of this last name whose definition could not be told, though
        the repository defines such a name: they may mean any of these. Those that only the
        callers of a function tell are among them."""
        return tuple(
            self.site(path, index)
            for path, index in self._first_look.unsure.get(last, ())
            if self.may_be_local(path, index) and (path, index) not in self._first_look.outside
        )

    def held_outside(self, last: str) -> tuple[CallSite, ...]:
        """Calls of this last name on objects of libraries that may hold objects of the
        repository: `DataParallel(net).module.tune()`, `namespace.augment.mix()`."""
        found = (self.site(path, index) for path, index in self._first_look.unsure.get(last, ()))
        return tuple(
            one
            for one in found
            if self.may_be_local(one.path, one.index)
            and (one.path, one.index) in self._first_look.outside
            and may_hold(self.meant(one.path, one.index))
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

    def value_use_beyond(self, symbol: Symbol, aside: Callable[[str, int], bool]) -> str:
        """The same, (path, line) that `aside` holds for left out."""
        place = self._uses.of(symbol, aside)
        return f"`{symbol.name}` is used as a value at {place}" if place else ""

    @cached_property
    def _uses(self) -> ValueUses:
        return ValueUses(self.symbols)

    @cached_property
    def misfits(self) -> tuple[Misfit, ...]:
        """Calls whose arguments do not fit what they surely call, by path and line."""
        return tuple(Misfits(self).found())

    @cached_property
    def graph(self) -> nx.MultiDiGraph[Any]:
        """(path, scope name) -> (path, definition name); "" is the module. `at`, `index`."""
        return multiple_graph((), self._edges())

    def _edges(self) -> Iterator[Edge]:
        for path, file in self.files.items():
            for index, call in enumerate(file.calls):
                for symbol in self.targets(path, index):
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
                for symbol in self.targets(path, index) or (None,):
                    known[symbol].append((path, index))
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

    def is_outside(self, path: str, index: int) -> bool:
        """Whether a call is shown to mean something from outside the repository only."""
        return is_outside(self.meant(path, index))

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

    def meant(self, path: str, index: int) -> Objects:
        """Everything a call may call, functions and things from outside alike."""
        _ = self._first_look
        return self._looked(path, index)

    def _looked(self, path: str, index: int) -> Objects:
        known = self._meant.get((path, index))
        if known is None:
            file = self.files[path]
            call = file.calls[index]
            if call.callee[:1] == "?":
                known = self._members.called(file, index)
            else:
                known = self._inference.name(file, call.scope, call.callee, call.at.line)
            self._meant[path, index] = known
        return known

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


def _place(symbol: Symbol) -> tuple[str, int]:
    return symbol.path, symbol.scope
