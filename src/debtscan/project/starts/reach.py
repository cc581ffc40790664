"""Which code runs when a file is started or a function is called.

Calls where they are resolved; where they are not, the functions and classes a body names, and
methods that only one class in sight has. A module that is imported runs its body, not its
functions, and not what stands under its main guard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from debtscan.facts import FileFacts, Import
from debtscan.project.names.bindings import scopes
from debtscan.project.names.calls import Calls
from debtscan.project.names.modules import Modules
from debtscan.project.names.symbols import Symbol
from debtscan.project.starts.components import Reached, reached
from debtscan.project.starts.units import BODY, GUARD, FileUnits, Unit, package_above

_PLAIN_BASES = frozenset(
    {"object", "abc.ABC", "Exception", "ValueError", "typing.NamedTuple", "typing.Protocol"}
    | {"typing.Generic", "enum.Enum", "Enum", "ABC"}
)


class Reach:
    """Code units and what they run, followed from where one asks."""

    def __init__(self, calls: Calls, modules: Modules) -> None:
        self._files = calls.files
        self._calls = calls
        self._symbols = calls.symbols
        self._imports = calls.symbols.imports
        self._modules = modules
        self._next: dict[Unit, tuple[Unit, ...]] = {}
        self._units: dict[str, FileUnits] = {}
        self._loose: dict[str, frozenset[str]] = {}

    def started(self, path: str) -> tuple[Unit, ...]:
        """What runs when a file is started: its body and what its main guard holds."""
        return ((path, BODY), (path, GUARD))

    def unit(self, path: str, scope: int, line: int) -> Unit:
        """The unit that a place of a file runs in."""
        return path, self._of(self._files[path]).scope(scope, line)

    def of(self, start: str | Unit) -> frozenset[Unit]:
        """Every unit that runs when a file is started or a function is called, itself too."""
        waiting = list(self.started(start)) if isinstance(start, str) else [start]
        seen: set[Unit] = set(waiting)
        while waiting:
            new = set(self.directly(waiting.pop())) - seen
            seen |= new
            waiting += new
        return frozenset(seen)

    def to(
        self, wanted: Collection[Unit], starts: Iterable[Unit], apart: Collection[Unit] = ()
    ) -> Reached[Unit]:
        """For many starts at once, which wanted units each reaches; see `components`."""
        return reached(self.directly, wanted, starts, apart)

    def directly(self, unit: Unit) -> tuple[Unit, ...]:
        """The units a unit itself runs."""
        known = self._next.get(unit)
        if known is None:
            file = self._files.get(unit[0])
            found = self._found(file, unit[1]) if file is not None else ()
            known = self._next[unit] = tuple(dict.fromkeys(one for one in found if one != unit))
        return known

    def _of(self, file: FileFacts) -> FileUnits:
        known = self._units.get(file.path)
        if known is None:
            known = self._units[file.path] = FileUnits(file, self._symbols.last_names)
        return known

    def _found(self, file: FileFacts, scope: int) -> Iterator[Unit]:
        units = self._of(file)
        if units.is_class(scope):
            yield from self._instance(file, scope)
            return
        if scope == BODY:
            yield from ((init, BODY) for init in package_above(file.path) if init in self._files)
        for one in units.imports.get(scope, ()):
            yield from self._imported(file, one)
        for index in units.calls.get(scope, ()):
            yield from self._called(file, index)
        for level, name in units.reads.get(scope, ()):
            symbol = self._meaning(file, level, name)
            if symbol is not None:
                yield symbol.path, symbol.scope

    def _meaning(self, file: FileFacts, scope: int, name: str) -> Symbol | None:
        """The function or class that a name, perhaps handed on, means."""
        head, _, rest = name.partition(".")
        if head in ("self", "cls") and rest:
            owner = self._calls.receivers.of_name(file, scope, head)
            return self._symbols.method(owner, rest) if owner else None
        for level in scopes(file, scope) if not rest else ():
            if level:
                inner = f"{file.definitions[level - 1].name}.{name}"
                nested = self._symbols.at(file.path, inner)
                if nested is not None:
                    return nested
        return self._symbols.find(name, file.path)

    def _called(self, file: FileFacts, index: int) -> Iterator[Unit]:
        target = self._calls.target(file.path, index)
        if target is not None:
            yield target.path, target.scope
        elif "." in file.calls[index].callee:
            yield from self._only_method(file, file.calls[index].callee.rpartition(".")[2])

    def _only_method(self, file: FileFacts, last: str) -> Iterator[Unit]:
        """The method of this name when one class in sight has it."""
        near = {file.path, *self._imports.imported(file.path)}
        seen = [one for one in self._methods.get(last, ()) if one[0] in near]
        if len(seen) == 1:
            yield seen[0]

    @cached_property
    def _methods(self) -> Mapping[str, Sequence[Unit]]:
        index: dict[str, list[Unit]] = defaultdict(list)
        for path, file in self._files.items():
            for scopes_of_class in self._of(file).methods.values():
                for scope in scopes_of_class:
                    last = file.definitions[scope - 1].name.rpartition(".")[2]
                    index[last].append((path, scope))
        return index

    def _instance(self, file: FileFacts, scope: int) -> Iterator[Unit]:
        """What making an object brings: its special methods; where a library's class is its
        base, every method, for the library calls them; its bases in the repository."""
        owner = self._symbols.of_scope(file.path, scope)
        bases = self._symbols.bases(owner)
        yield from ((base.path, base.scope) for base in bases)
        foreign = [base for base in owner.definition.bases if base not in _PLAIN_BASES]
        called_back = len(foreign) > len(bases)
        for inner in self._of(file).methods.get(scope, ()):
            last = file.definitions[inner - 1].name.rpartition(".")[2]
            if called_back or last.startswith("__") or self._is_called(file.path, last):
                yield file.path, inner

    def _is_called(self, path: str, last: str) -> bool:
        """Whether the file, or one that imports it, calls such a method of something."""
        near = (path, *self._imports.importers(path))
        return any(last in self._unresolved(one) for one in near)

    def _unresolved(self, path: str) -> frozenset[str]:
        """Last names of calls of methods of the repository whose definition is not known."""
        if path not in self._loose:
            calls = enumerate(self._files[path].calls)
            self._loose[path] = frozenset(
                last
                for index, call in calls
                if "." in call.callee
                and (last := call.callee.rpartition(".")[2]) in self._methods
                and self._calls.target(path, index) is None
            )
        return self._loose[path]

    def _imported(self, file: FileFacts, one: Import) -> Iterator[Unit]:
        target = self._modules.resolve(file, one)
        package = self._modules.path_of(one.module, file.path) if one.name else None
        for path in (target, package):
            if path is not None and path != file.path:
                yield path, BODY
