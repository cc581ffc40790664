"""Which code runs when a file is started or a function is called.

Calls where they are resolved; where they are not, the functions and classes a body names, and
methods of this name of classes in sight. A module that is imported runs its body, not its
functions, and not what stands under its main guard; a name that holds functions brings them to
whoever reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from debtscan.facts import FileFacts, Import
from debtscan.project.names.bindings import scopes
from debtscan.project.names.calls import Calls
from debtscan.project.names.modules import Modules
from debtscan.project.names.objects import Mystery
from debtscan.project.names.symbols import Symbol
from debtscan.project.starts.components import Reached, reached
from debtscan.project.starts.holders import Holders
from debtscan.project.starts.units import BODY, GUARD, FileUnits, Unit, package_above

_PLAIN_BASES = frozenset(
    {"object", "abc.ABC", "Exception", "ValueError", "typing.NamedTuple", "typing.Protocol"}
    | {"typing.Generic", "enum.Enum", "Enum", "ABC"}
)

#: classes of libraries that call these methods of their subclasses and no others
_QUIET = frozenset(
    {"torch.nn.Module", "torch.nn.modules.Module", "torch.autograd.Function"}
    | {"torch.utils.data.Dataset", "torch.utils.data.IterableDataset", "torch.utils.data.Sampler"}
    | {"torch.utils.data.dataset.Dataset", "torch.utils.data.sampler.Sampler"}
)
_FEW = 3  #: methods of one name that a call may all mean
_RUN_BY_TORCH = frozenset({"forward", "backward", "setup_context", "extra_repr"})


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
            holders = self._holders[file.path]
            known = self._units[file.path] = FileUnits(file, self._telling_names, holders)
        return known

    @cached_property
    def _telling_names(self) -> frozenset[str]:
        return self._symbols.last_names | self._holding.keys()

    @cached_property
    def _holders(self) -> Mapping[str, Holders]:
        known = self._symbols.last_names
        return {path: Holders(file, known) for path, file in self._files.items()}

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[str]]:
        """Name of a module that holds functions -> paths."""
        index: dict[str, list[str]] = defaultdict(list)
        for path, holders in self._holders.items():
            for name in holders.variables:
                index[name].append(path)
        return index

    def _found(self, file: FileFacts, scope: int) -> Iterator[Unit]:
        units = self._of(file)
        if units.is_class(scope):
            yield from self._instance(file, scope)
            yield from self._named(file, scope)
            return
        if scope == BODY:
            yield from ((init, BODY) for init in package_above(file.path) if init in self._files)
        for one in units.imports.get(scope, ()):
            yield from self._imported(file, one)
        for index in units.calls.get(scope, ()):
            yield from self._called(file, index)
        yield from self._named(file, scope)

    def _named(self, file: FileFacts, scope: int) -> Iterator[Unit]:
        for level, name in self._of(file).reads.get(scope, ()):
            symbol = self._meaning(file, level, name)
            if symbol is not None:
                yield symbol.path, symbol.scope
            elif name.rpartition(".")[2] in self._holding:
                yield from self._held(file, name)

    def _held(self, file: FileFacts, name: str) -> Iterator[Unit]:
        """The name of this module or of the one it says; where that hands it on, every one."""
        head, _, last = name.rpartition(".")
        home = self._modules.path_of(head, file.path) if head else file.path
        known = self._files.get(home or "")
        unit = self._of(known).holder(last) if known is not None else BODY
        if home is not None and unit:
            yield home, unit
        elif home if head else any(one.name == "*" for one in file.imports):
            for path in self._holding[last]:
                yield path, self._of(self._files[path]).holder(last)

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
        targets = self._calls.targets(file.path, index)
        yield from ((one.path, one.scope) for one in targets)
        callee = file.calls[index].callee
        if not targets and "." in callee and self._is_open(file.path, index):
            yield from self._loosely(file, callee.rpartition(".")[2])

    def _is_open(self, path: str, index: int) -> bool:
        meant = self._calls.meant(path, index)
        return not meant or any(isinstance(one, Mystery) for one in meant)

    def _loosely(self, file: FileFacts, last: str) -> Iterator[Unit]:
        """Methods of this name of classes in sight: of those the file names, else of a few."""
        near = {file.path, *self._imports.imported(file.path)}
        seen = [one for one in self._methods.get(last, ()) if one[0] in near]
        named = [one for one in seen if self._names(file, one)]
        yield from named or (seen if len(seen) <= _FEW else ())

    def _names(self, file: FileFacts, method: Unit) -> bool:
        path, scope = method
        owner = self._files[path].definitions[scope - 1].name.rpartition(".")[0]
        return owner in self._of(file).named

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
        base, every method, for most libraries call them; its bases in the repository."""
        owner = self._symbols.of_scope(file.path, scope)
        bases = self._symbols.bases(owner)
        yield from ((base.path, base.scope) for base in bases)
        foreign = [base for base in owner.definition.bases if base not in _PLAIN_BASES]
        quiet = sum(base in _QUIET for base in foreign)
        called_back = len(foreign) - quiet > len(bases)
        run = _RUN_BY_TORCH if quiet else frozenset[str]()
        for inner in self._of(file).methods.get(scope, ()):
            last = file.definitions[inner - 1].name.rpartition(".")[2]
            if called_back or last.startswith("__") or last in run:
                yield file.path, inner

    def _imported(self, file: FileFacts, one: Import) -> Iterator[Unit]:
        target = self._modules.resolve(file, one)
        package = self._modules.path_of(one.module, file.path) if one.name else None
        for path in (target, package):
            if path is not None and path != file.path:
                yield path, BODY
