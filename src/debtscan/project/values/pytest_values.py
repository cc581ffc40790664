"""What pytest puts into the parameters of tests: fixtures, parametrizations, temporary folders."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from debtscan.facts import Call, Collection, Definition, FileFacts, Literal, Result, Value
from debtscan.project.names.alternatives import TEMPORARY
from debtscan.project.names.origin import Found, Origin, given, lost

if TYPE_CHECKING:
    from debtscan.project.values.repository import Repository

_TEMPORARY = frozenset({"tmp_path", "tmpdir", "tmp_path_factory", "tmpdir_factory"})
_PARAMETRIZE = "pytest.mark.parametrize"
_Fixture = tuple[FileFacts, int]  #: the file and the scope of the function


class PytestValues:
    """Values of parameters that no call gives; a fixture is sought as pytest does: in the file
    itself, then in `conftest.py` of its folder and of those above."""

    def __init__(self, around: Repository, files: Mapping[str, FileFacts]) -> None:
        self._around = around
        self._files = files

    def of(self, file: FileFacts, level: int, name: str) -> Found:
        """What the function that is scope `level` finds under a name; empty outside of tests."""
        owner = file.definitions[level - 1]
        if not (_is_test(owner) or _is_fixture(owner)):
            return ()
        found = self._parametrized(file, level, owner, name)
        if found:
            return found
        for fixture in self._visible(file.path, name):
            return self._returned(*fixture)
        return lost(file, level, 0, TEMPORARY) if name in _TEMPORARY else ()

    def _returned(self, file: FileFacts, level: int) -> Found:
        found: list[Origin] = []
        for one in file.returns:
            if one.scope == level:
                found += self._around.origins.of(file, one.value, level, one.at.line)
        return tuple(found)

    def _visible(self, path: str, name: str) -> Iterator[_Fixture]:
        named = self._fixtures.get(name)
        if not named:
            return
        if path in named:
            yield named[path]
        folder = posixpath.dirname(path)
        while True:
            conftest = posixpath.join(folder, "conftest.py")
            if conftest in named:
                yield named[conftest]
            if not folder:
                return
            folder = posixpath.dirname(folder)

    @cached_property
    def _fixtures(self) -> Mapping[str, Mapping[str, _Fixture]]:
        """Name -> path -> its function."""
        found: dict[str, dict[str, _Fixture]] = defaultdict(dict)
        for file in self._files.values():
            for level, one in enumerate(file.definitions, 1):
                if one.decorators and _is_fixture(one):
                    found[one.name.rpartition(".")[2]][file.path] = (file, level)
        return found

    def _parametrized(self, file: FileFacts, level: int, owner: Definition, name: str) -> Found:
        found: list[Origin] = []
        for call in _decorating(file, owner):
            names = _names(call.arguments[0]) if len(call.arguments) > 1 else ()
            rows = call.arguments[1] if name in names else None
            if isinstance(rows, Collection):
                for number, row in enumerate(rows.items):
                    value = _cell(file, row, names.index(name), len(names))
                    got = self._around.origins.of(file, value, call.scope, call.at.line)
                    turn = ("row", file.path, level, call.at.line)
                    found += given(got, frozenset([(turn, number)]))
        return tuple(found)


def _is_fixture(one: Definition) -> bool:
    return any("fixture" in name for name in one.decorators)


def _is_test(one: Definition) -> bool:
    return one.name.rpartition(".")[2].startswith("test")


def _decorating(file: FileFacts, owner: Definition) -> Iterator[Call]:
    """The parametrizations between the definition and the one before it."""
    if _PARAMETRIZE not in owner.decorators:
        return
    line = owner.at.line
    before = [d.at.line for d in file.definitions if d.scope == owner.scope and d.at.line < line]
    start = max(before, default=0)
    for call in file.calls:
        if call.callee == _PARAMETRIZE and start < call.at.line <= line:
            yield call


def _names(value: Value) -> tuple[str, ...]:
    """`"a,b"`, `["a", "b"]`."""
    if isinstance(value, Collection):
        return tuple(str(getattr(one, "value", "")) for one in value.items)
    text = value.value if isinstance(value, Literal) else ""
    return tuple(one.strip() for one in text.split(",")) if isinstance(text, str) else ()


def _cell(file: FileFacts, row: Value, place: int, width: int) -> Value:
    """The value of one name in a row: `(a, b)`, `pytest.param(a, b)`, `a` alone."""
    if isinstance(row, Result) and file.calls[row.call].callee == "pytest.param":
        cells = file.calls[row.call].arguments
        return cells[place] if place < len(cells) else row
    if width > 1 and isinstance(row, Collection) and place < len(row.items):
        return row.items[place]
    return row
