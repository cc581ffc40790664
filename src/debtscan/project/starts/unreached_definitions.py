"""Functions and classes that nothing reaches, file by file.

Nobody calls them but definitions of the same kind, and `possible_uses` knows no other way. Public
names of published packages, modules that are not reached as wholes and what tests call are left
out; so are names that are bound twice, and methods (their objects travel too far).
"""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts, Import, Kind, Role
from debtscan.project.names.calls import Calls, CallSite
from debtscan.project.names.namings import Lines
from debtscan.project.names.possible_uses import PossibleUses
from debtscan.project.names.symbols import Symbol
from debtscan.project.starts.published import Published

_LOOKED_UP = frozenset({"eval", "exec", "globals", "locals", "vars"})
#: files whose functions tools look up: torch.hub, pytest, fabric, nox, doit, behave
_BY_NAME = frozenset(
    {"hubconf.py", "conftest.py", "fabfile.py", "noxfile.py", "dodo.py", "environment.py"}
)
#: files whose functions stand beside each other for people to choose from
_SHOWING = frozenset({"demo.py", "demos.py", "example.py", "examples.py"})
#: classes from outside that do not care which classes derive from them
_QUIET_BASES = ("", "torch.nn.Module", "Exception", "object", "torch.utils.data.Dataset")
_SPAWNED = frozenset({"_mp_fn", "worker_init_fn"})


class Unreached(Struct, frozen=True):
    """`users`: definitions nobody reaches either, that call it."""

    symbol: Symbol
    users: tuple[Symbol, ...]


class UnreachedFile(Struct, frozen=True):
    """`of`: how many functions and classes of the module were looked at."""

    path: str
    found: tuple[Unreached, ...]
    of: int

    @property
    def statements(self) -> int:
        """Of all that is not reached."""
        return sum(one.symbol.definition.statements for one in self.found)


class UnreachedDefinitions:
    """Grows from what nobody uses to what only that uses."""

    def __init__(
        self,
        calls: Calls,
        uses: PossibleUses,
        published: Published,
        modules: frozenset[str],
        started: frozenset[str],
    ) -> None:
        """`modules`: not reached as wholes; `started`: files that something starts."""
        self._calls = calls
        self._symbols = calls.symbols
        self._uses = uses
        self._published = published
        self._modules = modules
        self._started = started

    @cached_property
    def found(self) -> tuple[UnreachedFile, ...]:
        """Files with something unreached, by path."""
        return self.beside(())

    def beside(self, methods: Iterable[Symbol]) -> tuple[UnreachedFile, ...]:
        """The same, where these methods are not reached either."""
        gone = dict.fromkeys(methods)
        lines = Lines(gone)
        dead = self._dead(lines)
        by_file: dict[str, list[Unreached]] = defaultdict(list)
        for symbol in sorted(dead, key=lambda one: (one.path, one.scope)):
            users = self._users(symbol, {*dead, *gone})
            by_file[symbol.path].append(Unreached(symbol, tuple(dict.fromkeys(users))))
        return tuple(
            UnreachedFile(path, tuple(found), len(self._tops(self._symbols.files[path])))
            for path, found in by_file.items()
        )

    def _dead(self, lines: Lines) -> set[Symbol]:
        """Adds to the lines what it finds."""
        dead: set[Symbol] = set()
        waiting = self._doubtful
        while True:
            more = [one for one in waiting if not self._is_used(one, lines)]
            if not more:
                return dead
            dead.update(more)
            lines.update(more)
            waiting = [one for one in waiting if one not in dead]

    def _is_used(self, symbol: Symbol, lines: Lines) -> bool:
        aside = lines.beside(symbol, self._inside(symbol))
        sites = (*self._sites(symbol), *self._calls.unresolved(symbol.name))
        return any(not aside(one.path, one.at.line) for one in sites) or bool(
            self._uses.named(symbol, aside)
        )

    def _inside(self, symbol: Symbol) -> Iterator[range]:
        """Lines that run only when it is used: of a function all, of a class its methods (its
        body may give a name to whoever collects such classes)."""
        if not symbol.is_class:
            yield range(symbol.definition.at.line, symbol.definition.at.end_line + 1)
        for one in self._symbols.files[symbol.path].definitions:
            if one.scope == symbol.scope and symbol.is_class:
                yield range(one.at.line, one.at.end_line + 1)

    def _sites(self, symbol: Symbol) -> tuple[CallSite, ...]:
        known = self._known_sites.get(symbol)
        if known is None:
            known = self._known_sites[symbol] = self._calls.callers(symbol)
        return known

    @cached_property
    def _known_sites(self) -> dict[Symbol, tuple[CallSite, ...]]:
        return {}

    def _users(self, symbol: Symbol, dead: set[Symbol]) -> Iterator[Symbol]:
        """The dead definitions its calls stand in, itself left out."""
        for site in self._sites(symbol):
            file, scope = self._symbols.files[site.path], site.call.scope
            while scope:
                user = self._symbols.of_scope(site.path, scope)
                if user in dead and user != symbol:
                    yield user
                    break
                scope = file.definitions[scope - 1].scope

    @cached_property
    def _doubtful(self) -> Sequence[Symbol]:
        """What nothing keeps alive but calls and namings, which may be dead."""
        return [one for one in self._candidates if not self._lasts(one)]

    @cached_property
    def _candidates(self) -> tuple[Symbol, ...]:
        return tuple(
            self._symbols.of_scope(path, scope)
            for path, file in self._symbols.files.items()
            if self.is_judged(file)
            for scope in self._tops(file)
            if not self._published.is_public(self._symbols.of_scope(path, scope))
        )

    def is_judged(self, file: FileFacts) -> bool:
        """Whether it is seen how a module of the repository comes to run."""
        return (
            file.role is Role.SOURCE
            and file.kind is Kind.PYTHON
            and not file.is_stub
            and file.path not in self._modules
            and self._is_known(file.path)
            and posixpath.basename(file.path) not in _BY_NAME | _SHOWING
            and not (self._has_recipe and "steps" in file.path.split("/")[:-1])
        )

    def _is_known(self, path: str) -> bool:
        """Whether it is seen how the module comes to run; else a loader out of sight may take
        what it wants of it."""
        return path in self._started or bool(self._symbols.imports.importers(path))

    @cached_property
    def _has_recipe(self) -> bool:
        """MLflow calls the steps of a recipe by names of its own."""
        return "recipe.yaml" in self._symbols.modules.files

    def _tops(self, file: FileFacts) -> list[int]:
        """Scopes of functions and classes at module level whose name is bound once."""
        names = Counter(one.name for one in file.definitions)
        return [
            scope
            for scope, one in enumerate(file.definitions, start=1)
            if not one.scope and names[one.name] == 1 and one.name not in _SPAWNED
        ]

    def _lasts(self, symbol: Symbol) -> bool:
        """Whether it is used, or may be, whatever else is dead."""
        return (
            any(not site.call.scope for site in self._sites(symbol))
            or bool(self._uses.lasting(symbol))
            or self._may_be_looked_up(symbol)
            or self._is_imported_loosely(symbol)
        )

    def _is_imported_loosely(self, symbol: Symbol) -> bool:
        """Imported by an import that cannot be followed; for a class below one from outside any
        import: to be defined may be all that its base wants of it."""
        hooked = symbol.is_class and self._symbols.outside_base(symbol) not in _QUIET_BASES
        found = self._imported.get(symbol.name, ())
        return bool(found) if hooked else None in found

    @cached_property
    def _imported(self) -> Mapping[str, set[Symbol | None]]:
        """Name -> what imports of it mean; None: nothing known."""
        found: dict[str, set[Symbol | None]] = defaultdict(set)
        for path, file in self._symbols.files.items():
            for one in file.imports:
                if one.name in self._symbols.last_names and one.name not in ("", "*"):
                    known = self._symbols.modules.is_local(one.module, path)
                    known = known and not _is_one_of_two(file, one)
                    target = self._symbols.find(one.bound, path) if known else None
                    found[one.name].add(target)
        return found

    def _may_be_looked_up(self, symbol: Symbol) -> bool:
        """`eval(name)` in a file that imports it."""
        return any(
            one.name in (symbol.name, "*")
            for path in self._symbols.imports.importers(symbol.path)
            if path in self._looking_up
            for one in self._symbols.files[path].imports
        )

    @cached_property
    def _looking_up(self) -> frozenset[str]:
        """Files that ask for names they compute."""
        return frozenset(
            path
            for path, file in self._symbols.files.items()
            if any(call.callee in _LOOKED_UP for call in file.calls)
        )


def _is_one_of_two(file: FileFacts, imported: Import) -> bool:
    """`if windows: from console import open_it`, `else: def open_it(): ...`."""
    return bool(imported.guard) and any(
        one.name == imported.bound and not one.scope for one in file.definitions
    )
