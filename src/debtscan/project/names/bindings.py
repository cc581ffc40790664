"""Which assignment a name means, inside one file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import Assignment, FileFacts, Parameter

_Table = Mapping[tuple[int, str], Sequence[Assignment]]
_NONE: tuple[Assignment, ...] = ()

EVERYWHERE = -1  #: scope of a name that is bound by an import


class Bindings:
    """Assignments by scope and target, one table per file, made when first asked."""

    def __init__(self) -> None:
        self._tables: dict[str, _Table] = {}
        self._homes: dict[tuple[str, int, str], int] = {}

    def table(self, file: FileFacts) -> _Table:
        """(scope, target) -> its assignments in source order."""
        known = self._tables.get(file.path)
        if known is None:
            table: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
            for assignment in file.assignments:
                table[assignment.scope, assignment.target].append(assignment)
            known = self._tables[file.path] = dict(table)
        return known

    def visible(self, file: FileFacts, scope: int, name: str) -> Sequence[Assignment]:
        """All bindings of a name in the nearest scope that binds it; empty if a parameter
        hides it or nothing binds it."""
        table = self.table(file)
        for level in scopes(file, scope):
            found = table.get((level, name))
            if found:
                return found
            if parameter(file, level, name) is not None:
                return _NONE
        return _NONE

    def once(self, file: FileFacts, scope: int, name: str) -> Assignment | None:
        """The only binding of a name that is visible here, if it is a plain one."""
        found = self.visible(file, scope, name)
        return found[0] if len(found) == 1 and is_plain(found[0]) else None

    def home(self, file: FileFacts, scope: int, name: str) -> int:
        """The scope whose variable a plain name means when read in `scope`."""
        key = (file.path, scope, name)
        known = self._homes.get(key)
        if known is None:
            known = self._homes[key] = self._home(file, scope, name)
        return known

    def _home(self, file: FileFacts, scope: int, name: str) -> int:
        table = self.table(file)
        for level in scopes(file, scope):
            if (level, name) in table or parameter(file, level, name) is not None:
                return level
        return 0

    def attribute(self, file: FileFacts, scope: int, name: str) -> Sequence[Assignment]:
        """Bindings of `self.x` in any method of the class around `scope`, source order."""
        table = self.table(file)
        owner = class_of(file, scope)
        return [
            assignment
            for method in (methods(file, owner) if owner else ())
            for assignment in table.get((method, name), ())
        ]


def is_plain(assignment: Assignment) -> bool:
    """`x = v`, `x: T = v` or `x := v`, no loop, `with` or augmented one."""
    return assignment.how == "=" or assignment.how.startswith(":")


def scopes(file: FileFacts, scope: int) -> Iterator[int]:
    """The scopes whose names are visible: this one, then outwards past class bodies."""
    yield scope
    while scope:
        scope = file.definitions[scope - 1].scope
        if not scope or file.definitions[scope - 1].kind == "function":
            yield scope


def parameter(file: FileFacts, scope: int, name: str) -> Parameter | None:
    """The parameter of this name of the function that is this scope."""
    if not scope:
        return None
    for one in file.definitions[scope - 1].parameters:
        if one.name == name:
            return one
    return None


def class_of(file: FileFacts, scope: int) -> int:
    """The scope of the class whose method `scope` is (or lies in); 0 outside classes."""
    while scope and file.definitions[scope - 1].kind != "class":
        scope = file.definitions[scope - 1].scope
    return scope


def methods(file: FileFacts, owner: int) -> list[int]:
    """Scopes of the methods of a class, in source order."""
    return [
        index
        for index, definition in enumerate(file.definitions, start=1)
        if definition.scope == owner and definition.kind == "function"
    ]
