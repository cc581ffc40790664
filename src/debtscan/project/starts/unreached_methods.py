"""Methods that nothing calls or names, file by file.

Objects travel too far to follow each one, so names decide: a method is left over when no code
reads an attribute of its name, save the method itself and what nothing reaches either, and
`possible_uses` knows no other way to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Literal, Reference
from debtscan.project.libraries.common_methods import COMMON_METHODS
from debtscan.project.libraries.hooks import PLAIN_DECORATORS
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.starts.published import Published
from debtscan.project.starts.unreached_definitions import UnreachedDefinitions

#: give out whatever an object has
_ASKING = frozenset({"getattr", "inspect.getmembers", "dir"})
#: make commands of methods, or run text
_OPENING = frozenset({"fire.Fire", "eval", "exec"})
#: Google's prediction service and others call them on whatever class they are told
_TOLD = frozenset({"from_path", "preprocess", "postprocess", "health", "ready", "metadata"})
#: beginnings of names that dispatchers put together, the last two of IPython, which shows objects
_DISPATCHED = (
    *("on_", "do_", "visit_", "handle_", "test", "_on_", "_do_", "_visit_", "_handle_"),
    *("_repr_", "_ipython_"),
)


class UnreachedMethod(Struct, frozen=True):
    """`users`: methods and functions nobody reaches either, that name it."""

    symbol: Symbol
    users: tuple[Symbol, ...]


class UnreachedMethods(Struct, frozen=True):
    """Of one file. `of`: how many methods its classes have."""

    path: str
    found: tuple[UnreachedMethod, ...]
    of: int

    @property
    def statements(self) -> int:
        """Of all that is not reached."""
        return sum(one.symbol.definition.statements for one in self.found)


class MethodSearch:
    """Grows from methods that nobody names to those that only these name."""

    def __init__(
        self,
        symbols: Symbols,
        reason: Callable[[Symbol], str],
        published: Published,
        definitions: UnreachedDefinitions,
    ) -> None:
        """`reason`: why it may be used although no code names it."""
        self._symbols = symbols
        self._reason = reason
        self._published = published
        self._definitions = definitions

    @cached_property
    def found(self) -> tuple[UnreachedMethods, ...]:
        """By path."""
        by_file: dict[str, list[UnreachedMethod]] = defaultdict(list)
        for symbol, users in self._dead().items():
            by_file[symbol.path].append(UnreachedMethod(symbol, users))
        return tuple(
            UnreachedMethods(path, tuple(found), _methods(self._symbols.files[path]))
            for path, found in sorted(by_file.items())
        )

    def _dead(self) -> Mapping[Symbol, tuple[Symbol, ...]]:
        gone = {one.symbol for file in self._definitions.found for one in file.found}
        waiting = [one for one in self._candidates if gone.isdisjoint(self._around(one))]
        dead: dict[Symbol, tuple[Symbol, ...]] = {}
        while True:
            more = [one for one in waiting if self._is_left(one, gone)]
            more = [one for one in more if not self._may_be_used(one)]
            if not more:
                return dead
            for one in more:
                users = (user for user in self._users(one) if user is not None and user != one)
                dead[one] = tuple(dict.fromkeys(users))
            gone.update(more)
            waiting = [one for one in waiting if one not in gone]

    def _is_left(self, method: Symbol, gone: set[Symbol]) -> bool:
        return all(
            user is not None and (user == method or not gone.isdisjoint(self._around(user)))
            for user in self._users(method)
        )

    def _around(self, symbol: Symbol) -> Iterator[Symbol]:
        """The definition and those it stands in."""
        yield symbol
        while scope := symbol.definition.scope:
            symbol = self._symbols.of_scope(symbol.path, scope)
            yield symbol

    def _users(self, method: Symbol) -> Iterator[Symbol | None]:
        """Definitions that read an attribute of its name; None: the code of a module."""
        for path, scope in self._readers.get(_last(method), ()):
            yield self._within(method, path, scope) if scope else None

    def _within(self, method: Symbol, path: str, scope: int) -> Symbol:
        """The method itself for what stands in it."""
        reader = self._symbols.of_scope(path, scope)
        return method if method in self._around(reader) else reader

    @cached_property
    def _readers(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Name of a candidate -> scopes that read an attribute of this name."""
        wanted = {_last(one) for one in self._candidates}
        parts: dict[str, tuple[str, ...]] = {}
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for path, file in self._symbols.files.items():
            for scope, names in enumerate(file.reads):
                for dotted in names:
                    known = parts.get(dotted)
                    if known is None:
                        known = tuple(wanted.intersection(dotted.split(".")))
                        parts[dotted] = known
                    for one in known:
                        found[one].append((path, scope))
        return found

    @cached_property
    def _candidates(self) -> tuple[Symbol, ...]:
        return tuple(
            self._symbols.of_scope(path, scope)
            for path, file in self._symbols.files.items()
            if self._definitions.is_judged(file)
            for scope in _scopes(file, private=self._published.holds(path))
            if not self._published.is_public(self._symbols.of_scope(path, scope))
        )

    def _may_be_used(self, method: Symbol) -> bool:
        owner = self._symbols.owner_of(method)
        return (
            owner is None
            or bool(self._reason(method))
            or not self._is_plain(owner)
            or self._is_opened(owner, private=_last(method).startswith("_"))
        )

    def _is_plain(self, owner: Symbol) -> bool:
        """Whether no decorator from outside has got hold of the class."""
        return all(
            one in PLAIN_DECORATORS or self._symbols.modules.is_local(one, owner.path)
            for one in owner.definition.decorators
        )

    def _is_opened(self, owner: Symbol, *, private: bool) -> bool:
        """Whether code that knows the class asks its objects for computed names; for private
        names, whether it asks itself."""
        family = (*self._symbols.line_of(owner), *self._symbols.descendants(owner))
        paths = {one.path for one in family}
        paths.update(*(self._symbols.imports.importers(path) for path in tuple(paths)))
        return not (self._asking_itself if private else self._opening).isdisjoint(paths)

    @cached_property
    def _opening(self) -> frozenset[str]:
        return frozenset(
            path
            for path, file in self._symbols.files.items()
            if any(self._opens(file, call) for call in file.calls)
        )

    @cached_property
    def _asking_itself(self) -> frozenset[str]:
        return frozenset(
            path
            for path in self._opening
            for call in self._symbols.files[path].calls
            if call.callee in _OPENING
            or (self._opens(self._symbols.files[path], call) and _asks_itself(call))
        )

    def _opens(self, file: FileFacts, call: Call) -> bool:
        if call.callee in _OPENING:
            return True
        if call.callee not in _ASKING or not call.arguments:
            return False
        asked, *wanted = call.arguments
        if wanted and isinstance(wanted[0], Literal):
            return False
        return not (isinstance(asked, Reference) and self._is_outside(file, asked.name))

    def _is_outside(self, file: FileFacts, dotted: str) -> bool:
        """A module of a library."""
        head = dotted.partition(".")[0]
        return any(
            one.module.partition(".")[0] == head for one in file.imports
        ) and not self._symbols.modules.is_local(head, file.path)


def _asks_itself(call: Call) -> bool:
    asked = call.arguments[0]
    return not isinstance(asked, Reference) or asked.name in ("self", "cls")


def _scopes(file: FileFacts, *, private: bool) -> Iterator[int]:
    """Methods of classes whose name is bound once in their class; `private`: only such names."""
    names = Counter(one.name for one in file.definitions)
    for scope, one in enumerate(file.definitions, start=1):
        owner = file.definitions[one.scope - 1] if one.scope else None
        if private and "._" not in f".{one.name}":
            continue
        if owner is not None and owner.kind == "class" and one.kind == "function":
            last = one.name.rpartition(".")[2]
            once = names[one.name] == 1 and one.body != "stub"
            known = last in COMMON_METHODS or last in _TOLD
            if once and not known and not last.startswith(("__", *_DISPATCHED)):
                yield scope


def _methods(file: FileFacts) -> int:
    classes = {n for n, one in enumerate(file.definitions, start=1) if one.kind == "class"}
    return sum(one.scope in classes for one in file.definitions if one.kind == "function")


def _last(symbol: Symbol) -> str:
    return symbol.name.rpartition(".")[2]
