"""Calls whose arguments do not fit the definition they surely resolve to.

Only calls that name their function directly, or ask it of an object whose class is known; never
spread arguments, tests and `except TypeError` (wrong calls on purpose), names that are bound twice,
methods that a subclass of the object may override, `modular_x.py` beside the `modeling_x.py` made
from it.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from debtscan.facts import Call, FileFacts, Parameter, Role
from debtscan.project.libraries.signatures import SIGNATURE_KEEPING
from debtscan.project.names.bindings import parameter, scopes
from debtscan.project.names.construction import Signature, construction, of_function
from debtscan.project.names.objects import Instance, Itself, Objects, Parent
from debtscan.project.names.symbols import Symbol

if TYPE_CHECKING:
    from debtscan.project.names.calls import Calls, CallSite


_RELEASE = re.compile(r"(\w+?)[_-]v?\d+(?:\.\d+)+\.(?:py|ipynb)")


class Misfit(Struct, frozen=True):
    """`kind`: `too-many`, `unknown-keyword`, `given-twice` or `missing`; `names` of parameters,
    for `too-many` how many fit and how many are given."""

    site: CallSite
    target: Symbol  #: the function or class that is called
    kind: str
    names: tuple[str, ...]
    parameters: tuple[Parameter, ...]  #: what it takes, without what the object fills


class Misfits:
    """Goes over every call once."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._symbols = calls.symbols
        self._twice: dict[str, frozenset[str]] = {}
        self._fits: dict[tuple[object, ...], bool] = {}
        self._by_last: dict[str, frozenset[Signature]] = {}

    def found(self) -> Iterator[Misfit]:
        """By path and line."""
        for path, file in self._calls.files.items():
            if file.role is Role.TEST or _is_template(path, self._calls.files):
                continue
            for index, call in enumerate(file.calls):
                spread = call.star or call.double_star
                if not (spread or call.role or self._fits_all(call)):
                    yield from self._of(file, path, index, call)

    def _fits_all(self, call: Call) -> bool:
        """Whether it does not matter which definition of the name is meant: most calls need not
        be resolved."""
        last = call.callee.rpartition(".")[2]
        if last not in self._symbols.last_names:
            return True
        shape = (last, len(call.arguments), *(one.name for one in call.keywords))
        known = self._fits.get(shape)
        if known is None:
            every = self._signatures(last)
            known = last not in self._new_names and not any(one.misfit(call) for one in every)
            self._fits[shape] = known
        return known

    def _signatures(self, last: str) -> frozenset[Signature]:
        """Of everything that bears a name, each once."""
        known = self._by_last.get(last)
        if known is None:
            every = map(self._written, self._symbols.named(last))
            known = self._by_last[last] = frozenset(one for one in every if one is not None)
        return known

    def _written(self, target: Symbol) -> Signature | None:
        if target.is_class:
            return construction(self._calls, target)
        return of_function(target, filled=self._is_filled(target))

    @cached_property
    def _new_names(self) -> frozenset[str]:
        """Names that imports give to definitions of other names."""
        return frozenset().union(*self._symbols.renamed.values())

    def _of(self, file: FileFacts, path: str, index: int, call: Call) -> Iterator[Misfit]:
        targets = self._calls.targets(path, index)
        if len(targets) != 1 or not self._calls.is_sure(path, index):
            return
        if _is_for_release(path, targets[0].path):
            return
        signature = self._signature(file, call, targets[0])
        problem = signature.misfit(call) if signature else None
        if signature and problem and not _is_tried(file, call):
            site = self._calls.site(path, index)
            yield Misfit(site, targets[0], *problem, signature.parameters)

    def _signature(self, file: FileFacts, call: Call, target: Symbol) -> Signature | None:
        """None when it is not sure that this definition is called as it is written."""
        if target.name in self._redefined(target.path):
            return None
        head, _, last = call.callee.rpartition(".")
        own = target.name.rpartition(".")[2]
        if target.is_class:
            direct = self._is_direct(file, call, target)
            return construction(self._calls, target) if direct else None
        if not SIGNATURE_KEEPING.issuperset(target.definition.decorators):
            return None
        if self._symbols.owner_of(target) is None:
            direct = self._is_direct(file, call, target)
            return of_function(target, filled=False) if direct else None
        if last != own or not head or (own.startswith("__") and own != "__init__"):
            return None
        held = self._receiver(file, call, head)
        if any(isinstance(one, Parent) for one in held) and not self._in_method(file, call):
            return None
        return self._of_method(target, held)

    def _in_method(self, file: FileFacts, call: Call) -> bool:
        """In a `classmethod`, `super()` asks the class."""
        decorators = file.definitions[call.scope - 1].decorators if call.scope else ()
        return {"classmethod", "staticmethod"}.isdisjoint(decorators)

    def _receiver(self, file: FileFacts, call: Call, head: str) -> Objects:
        inference, line = self._calls.inference, call.at.line
        if head == "?":
            return inference.value(file, call.receiver, call.scope, line)
        return inference.name(file, call.scope, head, line)

    def _of_method(self, target: Symbol, held: Objects) -> Signature | None:
        plain = {"staticmethod", "classmethod"}.isdisjoint(target.definition.decorators)
        static = "staticmethod" in target.definition.decorators
        if not held or not all(self._is_final(one, target) for one in held):
            return None
        if not static and plain and not all(isinstance(one, Instance | Parent) for one in held):
            return None
        return of_function(target, filled=self._is_filled(target))

    def _is_filled(self, target: Symbol) -> bool:
        """Whether the object or class before the dot is the first parameter."""
        owner = self._symbols.owner_of(target)
        static = "staticmethod" in target.definition.decorators
        return owner is not None and not (static or self._symbols.is_interface(owner))

    def _is_final(self, one: object, target: Symbol) -> bool:
        """Whether no subclass and no attribute stands for another method of the name, nor, where
        `super()` is asked for what the class overrides, a base from outside."""
        if isinstance(one, Parent):
            return not self._symbols.is_hidden(one.of, target)
        if not isinstance(one, Instance | Itself) or not one.of.is_class:
            return False
        last = target.name.rpartition(".")[2]
        family = [*self._symbols.line_of(one.of), *self._symbols.descendants(one.of)]
        attributes = self._calls.inference.attributes
        return all(
            self._symbols.at(each.path, f"{each.name}.{last}") in (None, target)
            or each in self._symbols.line_of(one.of)
            for each in family
        ) and not any(
            attributes.bound(self._symbols.files[each.path], each.scope, last) for each in family
        )

    def _is_direct(self, file: FileFacts, call: Call, target: Symbol) -> bool:
        """By its own name or an import, which nothing else binds."""
        callee = call.callee
        head = callee.partition(".")[0]
        table = self._calls.bindings.table(file)
        for level in scopes(file, call.scope):
            if (level, head) in table or parameter(file, level, head) is not None:
                return False
        last = target.name.rpartition(".")[2]
        if "." not in callee and callee == last and target.path == file.path:
            return (target.definition.scope, last) not in table
        home = self._symbols.files[target.path]
        if (target.definition.scope, last) in self._calls.bindings.table(home):
            return False
        return self._symbols.find(callee, file.path) == target and self._imported_once(file, callee)

    def _imported_once(self, file: FileFacts, callee: str) -> bool:
        whole = f"{callee}."
        bound = [
            one.bound
            for one in file.imports
            if one.name and whole.startswith(f"{one.module.rstrip('.')}.{one.name}.")
        ]
        names = Counter(one.bound for one in file.imports)
        return all(names[name] == 1 for name in bound)

    def _redefined(self, path: str) -> frozenset[str]:
        known = self._twice.get(path)
        if known is None:
            names = Counter(one.name for one in self._symbols.files[path].definitions)
            known = frozenset(name for name, count in names.items() if count > 1)
            self._twice[path] = known
        return known


def _is_tried(file: FileFacts, call: Call) -> bool:
    """In a `try` that looks for the error such a call raises."""
    return any(
        "TypeError" in one.types and one.tried.line <= call.at.line <= one.tried.end_line
        for one in file.excepts
    )


def _is_for_release(path: str, called: str) -> bool:
    """`shopnet_1.8.0.ipynb` runs that release of the package, not the code beside it."""
    named = _RELEASE.fullmatch(posixpath.basename(path))
    return named is not None and named[1].lower() in called.lower().split("/")[:-1]


def _is_template(path: str, files: Mapping[str, FileFacts]) -> bool:
    folder, _, name = path.rpartition("/")
    return name.startswith("modular_") and f"{folder}/modeling_{name[8:]}" in files
