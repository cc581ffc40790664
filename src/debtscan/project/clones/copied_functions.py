"""Functions and classes that stand in several files, word for word or drifted apart."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from debtscan.facts import FileFacts, Role
from debtscan.project.clones.clones import Clones
from debtscan.project.clones.copies import Rows, aligned
from debtscan.project.clones.script_families import ScriptFamily
from debtscan.project.libraries.hooks import PLAIN_DECORATORS
from debtscan.project.names.symbols import Symbol, Symbols
from debtscan.project.starts.teaching import are_recipes, in_one_zoo, is_course, teaches, zoos

_FEW = 6  #: statements from which on a function of one name is worth sharing
_DRIFTED = 8  #: ... one whose copies have not one shape any more
_SOME = 10  #: ... a method, or a function that has another name elsewhere
_LEAST = 3  #: ... one that lies beside others that the same files share
_SHARE = 0.8  #: of the statements that two functions of one name have in common
_SHARE_BESIDE = 0.9  #: of two methods of one file, which may be made alike
_INTERFACE = 6  #: files that define a method of one name: they implement an interface
_ONE_EACH = ("forward", "main")  #: every layer, every script has one
_WORD = re.compile(r"[A-Z]+[a-z0-9]*$")
#: names of functions that only spell out the values or options of their script
_DECLARES = re.compile(
    r"_*(?:(?:get|make|build|create|default|parse|load|setup|init|base)_)*"
    r"(?:config|cfg|conf|configs|args|arguments|parser|options|opts?|hparams|params|flags)"
    r"(?:_parser)?"
    r"|add_\w*(?:args|arguments|options)"
)

_Link = tuple[Symbol, Symbol, float]


class CopiedFunction(Struct, frozen=True):
    """One function and its copies. `share` is the least part of statements a copy has in
    common with its next of kin; 1.0 when all have one shape."""

    members: tuple[Symbol, ...]
    statements: int
    share: float
    exact: bool
    small: bool = False  #: not worth a word unless the same files share more

    @property
    def name(self) -> str:
        """Its name in the first file."""
        return self.members[0].name

    @property
    def paths(self) -> frozenset[str]:
        """The files it stands in."""
        return frozenset(member.path for member in self.members)

    def is_explained(self, family: ScriptFamily) -> bool:
        """Whether its files, or the folders they lie in, were copied as wholes."""
        folders = {posixpath.dirname(path) for path in self.paths}
        return self.paths <= {*family.members} or (
            len(folders) > 1 and folders <= {*family.folders}
        )


class CopiedFunctions:
    """Finds functions of one shape, and functions of one name that nearly have."""

    def __init__(self, files: Mapping[str, FileFacts], clones: Clones, symbols: Symbols) -> None:
        self._files = files
        self._clones = clones
        self._by_name = _by_name(files, symbols)
        code = [file.path for file in files.values() if file.is_code]
        self._course = is_course(code)
        self._zoos = zoos(code)

    def found(self) -> tuple[CopiedFunction, ...]:
        """Every copied function, by first place; nothing in a repository of lessons, in zoos
        of models, no methods that implement an interface, no notebook's twin of a module."""
        if self._course:
            return ()
        links = [*self._same_shape(), *self._drifted()]
        every = (copied(_modules_or_all(members), share) for members, share in _joined(links))
        told = (self._worth(one) for one in every if not self._is_wanted(one))
        return tuple(one for one in told if one is not None and len(one.paths) > 1)

    def inside(self) -> tuple[CopiedFunction, ...]:
        """The same within one file, under different names: ten statements or more, no tables of
        values. Of the files that hold copies of one another none."""
        if self._course:
            return ()
        shapes = self._clones.functions(min_statements=_SOME, min_files=1)
        links = [
            (cluster.members[0], other, 1.0) for cluster in shapes for other in cluster.members[1:]
        ]
        every = (copied(members, share) for members, share in _joined([*links, *self._beside()]))
        return tuple(
            one
            for one in every
            if len(one.paths) == 1
            and len({member.name for member in one.members}) > 1
            and not (_is_hook(one) and one.statements < 2 * _SOME)
            and not (_are_siblings(one) or self._is_wanted(one) or self._is_table(one))
        )

    def _beside(self) -> Iterator[_Link]:
        """Methods of one name in classes of one file that nearly have one shape."""
        for symbols in self._by_name.values():
            homes: dict[str, list[Symbol]] = defaultdict(list)
            for symbol in symbols if len(symbols) > 1 else ():
                if symbol.definition.statements >= _SOME:
                    homes[symbol.path].append(symbol)
            for found in homes.values():
                for one, other in combinations(found[:_INTERFACE], 2):
                    share = self._share(one, other)
                    if share >= _SHARE_BESIDE:
                        yield one, other, share

    def _is_table(self, one: CopiedFunction) -> bool:
        """A list of values that differ from copy to copy, or what decorators tell apart."""
        if any(set(each.definition.decorators) - PLAIN_DECORATORS for each in one.members):
            return True
        definition = one.members[0].definition
        rows = self._files[one.members[0].path].statements
        own = slice(definition.first, definition.last)
        values = sum(map(bool, rows.constants[own]))
        return not one.exact and 2 * values >= definition.last - definition.first

    def _same_shape(self) -> Iterator[_Link]:
        short = self._clones.functions(min_statements=_LEAST, exact=True)
        clusters = self._clones.functions(min_statements=_FEW)
        for cluster in (*clusters, *(one for one in short if one.statements < _FEW)):
            for other in cluster.members[1:]:
                yield cluster.members[0], other, 1.0

    def _worth(self, one: CopiedFunction) -> CopiedFunction | None:
        """Itself where it is long enough, else those of its members that have one shape; marked
        as small where these are only worth a word beside others."""
        if not self._is_small(one):
            return one
        if one.share < 1.0:
            largest = max(_by_shape(one.members), key=len)
            alike = copied(largest, 1.0)
            return self._worth(alike) if len(alike.paths) > 1 else None
        lasts = {_last(member) for member in one.members}
        is_plain = one.exact and len(lasts) == 1 and not _is_hook(one)
        return replace(one, small=True) if is_plain else None

    def _drifted(self) -> Iterator[_Link]:
        """Pairs of one name in different files that nearly have one shape."""
        for symbols in self._by_name.values():
            if 1 < len(symbols) <= _INTERFACE:
                for one, other in combinations(symbols, 2):
                    share = self._share(one, other) if one.path != other.path else 0.0
                    if share >= _SHARE:
                        yield one, other, share

    def _share(self, one: Symbol, other: Symbol) -> float:
        """The part of statements two functions have in common; 0 for one shape, which is
        known already, and where it cannot be enough."""
        left, right = self._rows(one), self._rows(other)
        total = len(left.shapes) + len(right.shapes)
        shared = (Counter(left.shapes) & Counter(right.shapes)).total()
        if one.definition.shape == other.definition.shape or 2 * shared < _SHARE * total:
            return 0.0
        return 2 * sum(1 for _ in aligned(left, right)) / total

    def _rows(self, symbol: Symbol) -> Rows:
        definition = symbol.definition
        return Rows(self._files[symbol.path], definition.first, definition.last)

    def _is_wanted(self, one: CopiedFunction) -> bool:
        return (
            all(map(teaches, one.paths))
            or are_recipes(one.paths)
            or in_one_zoo(one.paths, self._zoos)
            or self._is_interface(one)
            or _declares(one)
            or self._stays(one)
        )

    def _is_small(self, one: CopiedFunction) -> bool:
        lasts = {_last(member) for member in one.members}
        if _is_hook(one) or (one.members[0].is_class and len(lasts) > 1) or _are_siblings(one):
            return one.statements < 2 * _SOME
        plain = len(lasts) == 1 and all("." not in member.name for member in one.members)
        if plain and one.share < 1.0:
            return max(each.definition.statements for each in one.members) < _DRIFTED
        return one.statements < (_FEW if plain else _SOME)

    def _stays(self, one: CopiedFunction) -> bool:
        """A step of a flow, which the flow must have itself, or code that reads the names around
        it: neither can move."""
        first = one.members[0]
        decorators = first.definition.decorators if "." in first.name else ()
        if any(name.rpartition(".")[2] == "step" for name in decorators):
            return True
        return any("locals" in self._files[m.path].reads[m.scope] for m in one.members)

    def _is_interface(self, one: CopiedFunction) -> bool:
        """Methods that many files define: a base class asks for them."""
        first = one.members[0]
        many = len({symbol.path for symbol in self._by_name.get(_last(first), ())}) >= _INTERFACE
        return many and "." in first.name and one.statements < 3 * _SOME


def _is_hook(one: CopiedFunction) -> bool:
    """What every class or script has one of."""
    lasts = map(_last, one.members)
    return any(last.startswith("__") or last in _ONE_EACH for last in lasts)


def _are_siblings(one: CopiedFunction) -> bool:
    """Methods that drifted apart, of classes with other names that end alike (`NumpyBackend`,
    `TorchBackend`): each does the same in its own way."""
    if one.share == 1.0 or not all("." in member.name for member in one.members):
        return False
    classes = {member.name.rpartition(".")[0].rpartition(".")[2] for member in one.members}
    words = {match[0] if (match := _WORD.search(name)) else name for name in classes}
    return len(classes) > 1 and len(words) == 1


def _declares(one: CopiedFunction) -> bool:
    """What a script spells out for itself is alike in shape, and differs on purpose."""
    return not one.exact and all(_DECLARES.fullmatch(_last(member)) for member in one.members)


def _by_name(files: Mapping[str, FileFacts], symbols: Symbols) -> Mapping[str, list[Symbol]]:
    """Functions worth comparing, by last name segment."""
    index: dict[str, list[Symbol]] = defaultdict(list)
    for path, file in files.items():
        for scope, one in enumerate(file.definitions if file.role is Role.SOURCE else (), start=1):
            if one.kind == "function" and one.statements >= _FEW and not one.body:
                index[one.name.rpartition(".")[2]].append(symbols.of_scope(path, scope))
    return index


def _modules_or_all(members: Sequence[Symbol]) -> Sequence[Symbol]:
    """Without notebooks where a module has the function: they are twins, not a home."""
    return [one for one in members if not one.path.endswith(".ipynb")] or members


def _by_shape(members: Sequence[Symbol]) -> list[list[Symbol]]:
    shapes: dict[int, list[Symbol]] = defaultdict(list)
    for member in members:
        shapes[member.definition.shape].append(member)
    return list(shapes.values())


def copied(members: Sequence[Symbol], share: float) -> CopiedFunction:
    """These members as one copied function."""
    exact = len({member.definition.exact for member in members}) == 1
    statements = min(member.definition.statements for member in members)
    return CopiedFunction(tuple(members), statements, share, exact)


def _joined(links: Sequence[_Link]) -> Iterator[tuple[Sequence[Symbol], float]]:
    """Connected members by place, with the share of the weakest link."""
    leader: dict[Symbol, Symbol] = {}
    for one, other, _ in links:
        leader[_leader(leader, other)] = _leader(leader, one)
    members: dict[Symbol, set[Symbol]] = defaultdict(set)
    shares: dict[Symbol, float] = defaultdict(lambda: 1.0)
    for one, other, share in links:
        first = _leader(leader, one)
        members[first].update((one, other))
        shares[first] = min(shares[first], share)
    for first in sorted(members, key=_place):
        yield sorted(members[first], key=_place), shares[first]


def _leader(leader: Mapping[Symbol, Symbol], symbol: Symbol) -> Symbol:
    while leader.get(symbol, symbol) != symbol:
        symbol = leader[symbol]
    return symbol


def _last(symbol: Symbol) -> str:
    return symbol.name.rpartition(".")[2]


def _place(symbol: Symbol) -> tuple[str, int]:
    return (symbol.path, symbol.definition.at.line)
