"""What attributes of classes of the repository hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debtscan.facts import FileFacts, Result
from debtscan.project.names.calls import Calls
from debtscan.project.names.origin import Found, Origin, given
from debtscan.project.names.reaching import END, is_nothing
from debtscan.project.names.symbols import Symbol

if TYPE_CHECKING:
    from debtscan.project.values.repository import Repository

_HOPS = 5


class ClassValues:
    """Class bodies, `self.x = ...` in methods, fields of dataclasses, properties, bases."""

    def __init__(self, around: Repository, calls: Calls) -> None:
        self._around = around
        self._calls = calls

    def attribute(self, owner: Symbol, name: str, hops: int = _HOPS) -> Found:
        """What an attribute of an instance or of the class itself may hold."""
        home = self._calls.files[owner.path]
        found = self._own(home, owner, name) or self._property(home, owner, name)
        if found or not hops:
            return found
        for base in self._calls.symbols.bases(owner):
            found = self.attribute(base, name, hops - 1)
            if found:
                return found
        return ()

    def _own(self, home: FileFacts, owner: Symbol, name: str) -> Found:
        bindings, origins = self._calls.bindings, self._around.origins
        body = bindings.table(home).get((owner.scope, name), ())
        inside = next((i for i, d in enumerate(home.definitions, 1) if d.scope == owner.scope), 0)
        own = bindings.attribute(home, inside, f"self.{name}") if inside else ()
        every = [*body, *own]
        told = [one for one in every if not is_nothing(one)]
        found: list[Origin] = []
        for one in told:
            found += origins.of(home, one.value, one.scope, one.at.line)
        if body:
            found += self._constructed(owner, name)
        return tuple(found)

    def _constructed(self, owner: Symbol, name: str) -> list[Origin]:
        """What constructions give for a field of a class without `__init__`."""
        if self._calls.symbols.method(owner, "__init__") is not None:
            return []
        found: list[Origin] = []
        for site in self._calls.callers(owner)[:50]:
            for keyword in site.call.keywords:
                if keyword.name == name:
                    caller = self._calls.files[site.path]
                    line = site.call.at.line
                    got = self._around.origins.of(caller, keyword.value, site.call.scope, line)
                    made = ("made", owner.path, owner.scope)
                    found += given(got, frozenset([(made, (site.path, site.index))]))
        return found

    def _property(self, home: FileFacts, owner: Symbol, name: str) -> Found:
        method = self._calls.symbols.at(owner.path, f"{owner.name}.{name}")
        if method is None or not any("property" in one for one in method.definition.decorators):
            return ()
        found: list[Origin] = []
        for one in home.returns:
            if one.scope == method.scope and not isinstance(one.value, Result | None):
                found += self._around.origins.of(home, one.value, one.scope, END)
            elif one.scope == method.scope:
                found += self._around.origins.of(home, one.value, one.scope, one.at.line)
        return tuple(found)
