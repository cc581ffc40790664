"""Functions and classes of the repository, by file and by dotted name."""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Definition, FileFacts, Import
from debtscan.model import Location
from debtscan.project.libraries.framework_hooks import collected
from debtscan.project.libraries.signatures import INTERFACES
from debtscan.project.names.imports import Imports
from debtscan.project.names.modules import Modules

_HOPS = 6  #: re-exports followed at most
_QUIET_METACLASSES = frozenset({"", "type", "ABCMeta"})  #: keep no list of their classes


class Symbol(Struct, frozen=True, eq=False):
    """One definition; two symbols are equal when path and scope are."""

    path: str
    scope: int  #: the scope its body is (index in `definitions` plus one)
    definition: Definition
    at: Location

    @property
    def name(self) -> str:
        """Dotted within its file: `Trainer.fit`."""
        return self.definition.name

    @property
    def is_class(self) -> bool:
        """A class, not a function."""
        return self.definition.kind == "class"

    def __hash__(self) -> int:
        return hash((self.path, self.scope))

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Symbol) and (self.path, self.scope) == (other.path, other.scope)


class Symbols:
    """Definitions by path and name, by dotted module name, by last segment."""

    def __init__(self, files: Sequence[FileFacts], modules: Modules, imports: Imports) -> None:
        self.files: Mapping[str, FileFacts] = {file.path: file for file in files}
        self.modules = modules
        self.imports = imports
        self._names: dict[str, dict[str, int]] = {}
        self._bound: dict[str, dict[str, Import]] = {}
        self._starred_names: dict[str, dict[str, str]] = {}
        self._symbols: dict[tuple[str, int], Symbol] = {}
        self._found: dict[tuple[str, str], Symbol | None] = {}
        self._below: dict[Symbol, tuple[Symbol, ...]] = {}
        self._lines: dict[Symbol, tuple[tuple[Symbol, ...], tuple[str, ...]]] = {}

    def of_scope(self, path: str, scope: int) -> Symbol:
        """The definition whose body is this scope (1 or more) of a file."""
        key = (path, scope)
        known = self._symbols.get(key)
        if known is None:
            file = self.files[path]
            definition = file.definitions[scope - 1]
            known = Symbol(path, scope, definition, file.locate(definition.at))
            self._symbols[key] = known
        return known

    def at(self, path: str, name: str) -> Symbol | None:
        """The last definition of this qualified name in this file, setters aside."""
        scope = self._scopes_by_name(path).get(name)
        return None if scope is None else self.of_scope(path, scope)

    def named(self, last: str) -> tuple[Symbol, ...]:
        """Every definition whose last segment is this, over all files, by path and line."""
        return tuple(self.of_scope(path, scope) for path, scope in self._by_last.get(last, ()))

    @cached_property
    def all(self) -> tuple[Symbol, ...]:
        """Every definition, by path and line."""
        return tuple(
            self.of_scope(path, scope)
            for path, file in self.files.items()
            for scope in range(1, len(file.definitions) + 1)
        )

    @cached_property
    def last_names(self) -> frozenset[str]:
        """The last segments of all definitions, and names they are exported under instead."""
        return frozenset(self._by_last).union(*self.renamed.values())

    @cached_property
    def renamed(self) -> Mapping[str, frozenset[str]]:
        """Last segment of a definition -> names that imports give it instead."""
        index: dict[str, set[str]] = defaultdict(set)
        for file in self.files.values():
            for one in file.imports:
                if one.bound not in ("", one.name) and one.name in self._by_last:
                    index[one.name].add(one.bound)
        return {name: frozenset(bound) for name, bound in index.items()}

    def find(self, dotted: str, importer: str) -> Symbol | None:
        """The definition a dotted name means at module level of the file `importer`.

        Follows imports and re-exports through `__init__` and star imports. None for names
        from outside the repository and for what is no function or class.
        """
        key = (dotted, importer)
        if key not in self._found:
            self._found[key] = self._find(dotted, importer, _HOPS)
        return self._found[key]

    def method(self, owner: Symbol, name: str, hops: int = _HOPS) -> Symbol | None:
        """A method of a class or of its bases in the repository, the class itself first."""
        own = self.at(owner.path, f"{owner.name}.{name}")
        if own is not None or not hops:
            return own
        for base in self.bases(owner):
            inherited = self.method(base, name, hops - 1)
            if inherited is not None:
                return inherited
        return None

    def is_hidden(self, owner: Symbol, method: Symbol) -> bool:
        """Whether a base from outside the repository is asked for a method of a base before the
        class that defines it, and may have one of that name itself."""
        last = method.name.rpartition(".")[2]
        for base in owner.definition.bases:
            found = self.find(base, owner.path)
            if found is None and self._outside(base, owner.path):
                return True
            if found is not None and self.method(found, last) == method:
                own = self.at(found.path, f"{found.name}.{last}") == method
                return not own and self.is_hidden(found, method)
            if found is not None and self.outside_bases(found):
                return True
        return False

    def bases(self, owner: Symbol) -> tuple[Symbol, ...]:
        """The base classes of a class that the repository defines."""
        found = (self.find(base, owner.path) for base in owner.definition.bases)
        return tuple(base for base in found if base is not None and base != owner)

    def line_of(self, owner: Symbol) -> tuple[Symbol, ...]:
        """The class and its bases here, nearest first."""
        return self._ancestry(owner)[0]

    def outside_base(self, owner: Symbol) -> str:
        """The first base from outside the repository, in the class or above it; "?" when one
        cannot be told, "" when there is none."""
        bases = self._ancestry(owner)[1]
        return "?" if "?" in bases else next(iter(bases), "")

    def outside_bases(self, owner: Symbol) -> tuple[str, ...]:
        """All of them, nearest first."""
        return self._ancestry(owner)[1]

    def collector(self, owner: Symbol) -> str:
        """What learns of a class by its definition alone: a metaclass, `__init_subclass__` of a
        base, the library of a base; "" when nothing is known to."""
        line = self.line_of(owner)
        for one in line:
            if one.definition.metaclass.rpartition(".")[2] not in _QUIET_METACLASSES:
                return f"the metaclass `{one.definition.metaclass}`"
        for base in line[1:]:
            if hook := self.at(base.path, f"{base.name}.__init_subclass__"):
                return f"`{hook.name}` at {hook.at}"
        return next(filter(None, map(collected, self.outside_bases(owner))), "")

    def is_interface(self, owner: Symbol) -> bool:
        """Whether a class only says what objects of other classes provide."""
        return not INTERFACES.isdisjoint(self.outside_bases(owner))

    def descendants(self, owner: Symbol) -> tuple[Symbol, ...]:
        """All classes below this one, nearest first."""
        known = self._below.get(owner)
        if known is None:
            found: dict[Symbol, None] = {}
            waiting = list(self.subclasses(owner))
            for below in waiting:
                if below not in found and below != owner:
                    found[below] = None
                    waiting += self.subclasses(below)
            known = self._below[owner] = tuple(found)
        return known

    def owner_of(self, method: Symbol) -> Symbol | None:
        """The class a method belongs to."""
        scope = method.definition.scope
        owner = self.of_scope(method.path, scope) if scope else None
        return owner if owner is not None and owner.is_class else None

    def runs(self, owner: Symbol) -> Symbol | None:
        """The method that runs when an instance is called: `__call__`, or `forward` and the
        like under a base class that has a `__call__` of its own."""
        own = self.method(owner, "__call__")
        if own is None and self.outside_base(owner):
            return self.method(owner, "forward") or self.method(owner, "call")
        return own

    def _ancestry(self, owner: Symbol) -> tuple[tuple[Symbol, ...], tuple[str, ...]]:
        known = self._lines.get(owner)
        if known is None:
            line: dict[Symbol, None] = {owner: None}
            outside: list[str] = []
            for one in (waiting := [owner]):
                for base in one.definition.bases:
                    found = self.find(base, one.path)
                    if found is None:
                        outside.append(self._outside(base, one.path))
                    elif found not in line:
                        line[found] = None
                        waiting.append(found)
            named = dict.fromkeys(one for one in outside if one)
            known = self._lines[owner] = tuple(line), tuple(named)
        return known

    def _outside(self, base: str, path: str) -> str:
        head = base.partition(".")[0]
        if base in ("object", "typing.Generic", "typing.Protocol", "abc.ABC", "Generic"):
            return ""
        if hasattr(builtins, base):
            return base
        imported = any(one.module.partition(".")[0] == head for one in self.files[path].imports)
        return base if head and imported and not self.modules.is_local(head, path) else "?"

    def subclasses(self, owner: Symbol) -> tuple[Symbol, ...]:
        """Classes of the repository that name this one as a base, directly."""
        return self._subclasses.get(owner, ())

    def _find(self, dotted: str, importer: str, hops: int) -> Symbol | None:
        if not dotted.startswith("."):
            local = self.at(importer, dotted)
            if local is not None:
                return local
            if dotted.partition(".")[0] not in self.modules.top_names:
                return self._imported(dotted, importer, hops)
        return self._through_module(dotted, importer, hops) or (
            self._imported(dotted, importer, hops)
        )

    def _through_module(self, dotted: str, importer: str, hops: int) -> Symbol | None:
        """Longest module prefix first: `pkg.mod` of `pkg.mod.Class.method`."""
        if hops <= 0:
            return None
        module, _, name = dotted.rpartition(".")
        while module.strip("."):
            path = self.modules.path_of(module, importer)
            if path is not None:
                return self._find(name, path, hops - 1)
            module, _, first = module.rpartition(".")
            name = f"{first}.{name}"
        return self._in_package(dotted, importer, hops)

    def _in_package(self, dotted: str, importer: str, hops: int) -> Symbol | None:
        """`.name`, imported from the package the file lies in."""
        name = dotted.lstrip(".")
        dots = dotted[: len(dotted) - len(name)]
        path = self.modules.path_of(dots, importer) if dots else None
        return self._find(name, path, hops - 1) if path else None

    def _imported(self, dotted: str, importer: str, hops: int) -> Symbol | None:
        """A name the file itself only imports: a re-export, or through a star import."""
        if hops <= 0 or importer not in self.files:
            return None
        head, _, rest = dotted.partition(".")
        bound = self._bindings(importer).get(head)
        if bound is not None:
            whole = _joined(bound.module, bound.name) if bound.name else bound.module
            if not bound.name and bound.bound == bound.module.partition(".")[0]:
                whole = bound.bound
            target = f"{whole}.{rest}" if rest else whole
            if target != dotted:
                return self._through_module(target, importer, hops - 1)
        return self._starred(dotted, importer, hops)

    def _starred(self, dotted: str, importer: str, hops: int) -> Symbol | None:
        path = self._star_names(importer).get(dotted.partition(".")[0])
        return self._find(dotted, path, hops - 1) if path else None

    def _star_names(self, path: str) -> Mapping[str, str]:
        """Name -> the file it comes from, over all star imports of a file; a later one hides
        an earlier one."""
        known = self._starred_names.get(path)
        if known is None:
            known = self._starred_names[path] = {}
            for source in self._star_sources(path):
                known.update(self._star_names(source))
                for name in (*self._bindings(source), *self._scopes_by_name(source)):
                    known[name] = source
        return known

    def _star_sources(self, path: str) -> Iterator[str]:
        for imported in self.files[path].imports:
            if imported.name == "*":
                source = self.modules.path_of(imported.module, path)
                if source is not None and source in self.files and source != path:
                    yield source

    def _bindings(self, path: str) -> Mapping[str, Import]:
        if path not in self._bound:
            self._bound[path] = {one.bound: one for one in self.files[path].imports if one.bound}
        return self._bound[path]

    def _scopes_by_name(self, path: str) -> Mapping[str, int]:
        if path not in self._names:
            file = self.files.get(path)
            definitions = file.definitions if file else ()
            every = ((one, i) for i, one in enumerate(definitions, start=1))
            self._names[path] = {one.name: i for one, i in every if not _is_setter(one)}
        return self._names[path]

    @cached_property
    def _by_last(self) -> Mapping[str, list[tuple[str, int]]]:
        index: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for path, file in self.files.items():
            for scope, definition in enumerate(file.definitions, start=1):
                index[definition.name.rpartition(".")[2]].append((path, scope))
        return dict(index)

    @cached_property
    def _subclasses(self) -> Mapping[Symbol, tuple[Symbol, ...]]:
        index: dict[Symbol, list[Symbol]] = defaultdict(list)
        for path, file in self.files.items():
            for scope, definition in enumerate(file.definitions, start=1):
                if definition.bases:
                    symbol = self.of_scope(path, scope)
                    for base in self.bases(symbol):
                        index[base].append(symbol)
        return {base: tuple(found) for base, found in index.items()}


def _is_setter(definition: Definition) -> bool:
    """`@x.setter def x(self, value)` leaves `x` to be what the getter gives."""
    return any(one.endswith((".setter", ".deleter")) for one in definition.decorators)


def _joined(module: str, name: str) -> str:
    return f"{module}{name}" if module.endswith(".") else f"{module}.{name}"
