"""Parameters that a function never reads, whether calls set them or leave the default.

Only functions all of whose uses are calls that were seen: no interface (overrides, namesakes that
read the parameter), no callback, no hook, no stub.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Definition, FileFacts, Kind, Parameter, Reference, Role, Value
from debtscan.project.libraries.signatures import SIGNATURE_KEEPING
from debtscan.project.names.call_shapes import CallShapes
from debtscan.project.names.calls import Calls, CallSite
from debtscan.project.names.mentions import Mentions
from debtscan.project.names.stored_parameters import StoredParameters
from debtscan.project.names.symbols import Symbol

_WHOLE = frozenset({"locals", "vars", "exec", "eval", "inspect.currentframe", "globals"})
_HOOKS = re.compile(
    r"__(?!init__)|forward$|backward$|call$|on_|visit_|test|_?hook|.*callback|.*_fn$"
)
#: taken for the sake of a common shape of functions
_CUSTOMARY = re.compile(
    r"_|(self|cls|args|kwargs|event|context|request|progress|unused.*|dummy.*|ctx)$"
)
#: every caller gives them, whether they are read or not
_LABELS = frozenset({"app", "client", "desc", "label", "logger", "name", "nlp", "session"})
_PLACEHOLDER = 2  #: statements of a function that is yet to be written
_MIRRORS = frozenset({"return_dict"})  #: the shape of a library's `forward`


class UnusedParameter(Struct, frozen=True):
    """`given`: calls that set it to something else than its default, to no effect; empty where
    all leave the default. `spare`: all
    give an option (`args.size`) that another call of their file takes as well, so that whoever
    sets the option does see it act. `stored`: the attribute that keeps it, which nothing reads."""

    function: Symbol
    parameter: Parameter
    given: tuple[CallSite, ...]
    spare: bool = False
    stored: str = ""


class UnusedParameters:
    """Goes over the definitions of judged files."""

    def __init__(
        self, calls: Calls, mentions: Mentions, is_public: Callable[[Symbol], bool]
    ) -> None:
        """`is_public`: whether users of a published package may call a function."""
        self._calls = calls
        self._symbols = calls.symbols
        self._mentions = mentions
        self._is_public = is_public
        self._stored = StoredParameters(calls.symbols, mentions)
        self._shapes = CallShapes(calls.symbols)
        self._inner: dict[str, Mapping[int, Sequence[int]]] = {}

    @cached_property
    def found(self) -> tuple[UnusedParameter, ...]:
        """By path and line."""
        return tuple(
            one
            for path, file in self._symbols.files.items()
            if file.role is Role.SOURCE and file.kind is Kind.PYTHON
            for scope, definition in enumerate(file.definitions, start=1)
            if definition.kind == "function" and definition.body != "stub"
            for one in self._of(file, self._symbols.of_scope(path, scope))
        )

    def _of(self, file: FileFacts, function: Symbol) -> Iterator[UnusedParameter]:
        judged = self._judged(function.definition)
        unread = [(one, "") for one in judged if not self._reads(function, one.name)]
        unread += [(one, kept) for one in judged if (kept := self._stored.attribute(function, one))]
        if not unread or not self._is_own(file, function):
            return
        for one, kept in unread:
            values = self._calls.arguments(function, one.name)
            turned = [each for each in values.values if each[1] != one.default]
            given = [each for each in turned if not self._is_inside(each[0], function)]
            sites = tuple(site for site, _ in given)
            if not given and (turned or not self._is_idle(function, one)):
                continue
            if not values.open and not self._is_asked_for(function, one, kept, sites):
                spare = bool(given) and all(self._acts_elsewhere(*each) for each in given)
                yield UnusedParameter(function, one, sites, spare, kept)

    def _is_idle(self, function: Symbol, one: Parameter) -> bool:
        """Whether functions of the repository call it and none sets the parameter, though not for
        the sake of a neighbour that reads one of that name."""
        called = next(self._calls.each_caller(function), None) is not None
        return (
            called
            and one.default is not None
            and one.name not in _LABELS
            and not self._is_public(function)
            and not any(self._reads(near, one.name) for near in self._near(function, one.name))
        )

    def _near(self, function: Symbol, name: str) -> Iterator[Symbol]:
        """Other functions of the file with a parameter of the name."""
        for scope, near in enumerate(self._symbols.files[function.path].definitions, start=1):
            if scope != function.scope and any(each.name == name for each in near.parameters):
                yield self._symbols.of_scope(function.path, scope)

    def _is_asked_for(
        self, function: Symbol, one: Parameter, kept: str, sites: Sequence[CallSite]
    ) -> bool:
        """Whether something else may ask for the parameter. Without a default (or stored) more
        may: there each caller gives it because it has to."""
        if self._is_interface(function, one.name):
            return True
        if one.default is not None and not kept:
            return False
        known = self._symbols.owner_of(function) if function.name.endswith("__init__") else None
        named = (known or function).name.rpartition(".")[2]
        return (
            one.name in _LABELS
            or self._is_public(function)
            or function.definition.statements < _PLACEHOLDER
            or (not kept and self._shapes.has(function, one.name, sites))
            or bool(self._mentions.possibly_used(named))
        )

    def _acts_elsewhere(self, site: CallSite, value: Value) -> bool:
        """Whether another call of the file takes the option as it is."""
        if not isinstance(value, Reference) or "." not in value.name:
            return False
        return any(
            value in call.arguments or any(one.value == value for one in call.keywords)
            for call in self._symbols.files[site.path].calls
            if call.callee != site.call.callee
        )

    def _judged(self, definition: Definition) -> list[Parameter]:
        if any(one.name in _MIRRORS for one in definition.parameters):
            return []
        return [
            one
            for one in definition.parameters
            if one.kind in ("plain", "keyword") and not _CUSTOMARY.match(one.name)
        ]

    def _reads(self, function: Symbol, name: str) -> bool:
        """Whether the function, or one inside it, reads, replaces or deletes it."""
        file = self._symbols.files[function.path]
        if name in file.reads[function.scope]:  # nearly always, and quickly seen
            return True
        inner = self._scopes(file).get(function.scope, ())
        return any(
            name == dotted.partition(".")[0].partition("~")[0]
            for scope in inner
            for dotted in file.reads[scope]
        ) or any(
            one.scope in inner and one.target.partition(".")[0].removesuffix("[]") == name
            for one in file.assignments
        )

    def _scopes(self, file: FileFacts) -> Mapping[int, Sequence[int]]:
        """Scope -> itself and all scopes inside it."""
        known = self._inner.get(file.path)
        if known is None:
            found: dict[int, list[int]] = defaultdict(list)
            for scope in range(1, len(file.definitions) + 1):
                for above in {scope, *_above(file, scope)}:
                    found[above].append(scope)
            known = self._inner[file.path] = found
        return known

    def _is_inside(self, site: CallSite, function: Symbol) -> bool:
        """A function that calls itself hands on what it does not read."""
        inner = self._scopes(self._symbols.files[function.path]).get(function.scope, ())
        return site.path == function.path and site.call.scope in inner

    def _is_own(self, file: FileFacts, function: Symbol) -> bool:
        definition, last = function.definition, function.name.rpartition(".")[2]
        if _HOOKS.match(last) or not SIGNATURE_KEEPING.issuperset(definition.decorators):
            return False
        inner = set(self._scopes(file).get(function.scope, ()))
        if any(call.scope in inner and call.callee in _WHOLE for call in file.calls):
            return False
        return not self._overrides(function, last) and not self._calls.value_use(function)

    def _overrides(self, function: Symbol, last: str) -> bool:
        owner = self._symbols.owner_of(function)
        if owner is None:
            return False
        family = (*self._symbols.line_of(owner)[1:], *self._symbols.descendants(owner))
        outside = last != "__init__" and bool(self._symbols.outside_bases(owner))
        return outside or any(self._symbols.at(one.path, f"{one.name}.{last}") for one in family)

    def _is_interface(self, function: Symbol, name: str) -> bool:
        """Something made to be called alike reads the parameter: a function of the same name
        elsewhere, another method of the class, a class of the file with the same constructor."""
        return any(
            one != function and self._reads(one, name) for one in self._alike(function, name)
        )

    def _alike(self, function: Symbol, name: str) -> Iterator[Symbol]:
        last = function.name.rpartition(".")[2]
        own = [p.name for p in function.definition.parameters]
        for one in self._symbols.named(last):
            names = [p.name for p in one.definition.parameters]
            if last == "__init__":
                alike = one.path == function.path and names == own
            else:
                alike = name in names
            if alike:
                yield one
        owner = self._symbols.owner_of(function)
        if owner is not None and last != "__init__":
            yield from self._methods(owner, name)

    def _methods(self, owner: Symbol, name: str) -> Iterator[Symbol]:
        for scope, one in enumerate(self._symbols.files[owner.path].definitions, start=1):
            has = any(p.name == name for p in one.parameters)
            if has and one.scope == owner.scope and not one.name.endswith("__init__"):
                yield self._symbols.of_scope(owner.path, scope)


def _above(file: FileFacts, scope: int) -> Iterator[int]:
    while scope:
        scope = file.definitions[scope - 1].scope
        if scope:
            yield scope
