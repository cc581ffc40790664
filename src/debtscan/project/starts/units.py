"""The parts of a file that run as one: its body, what its main guard holds, each function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from debtscan.facts import FileFacts, Import
from debtscan.project.starts.holders import Holders

BODY, GUARD = 0, -1
#: (path, scope): a function; a class for what making an object brings; `BODY`: what an import
#: runs; `GUARD`: what stands under the main guard; less than that: a name that holds functions
Unit = tuple[str, int]


class FileUnits:
    """What stands in each unit of a file. Class bodies run with what is around them."""

    def __init__(self, file: FileFacts, names: Collection[str], holders: Holders) -> None:
        self._file = file
        self._names = names  #: last segments of names worth looking at
        self._holders = holders
        self._guards = tuple(
            one.body
            for one in (file.branches if file.main_guard else ())
            if not one.scope and "__main__" in one.text and "__name__" in one.text
        )

    def scope(self, scope: int, line: int) -> int:
        """The unit that a place of a scope runs in."""
        scope = self._homes[scope]
        return GUARD if not scope and self._is_guarded(line) else scope

    @cached_property
    def calls(self) -> Mapping[int, Sequence[int]]:
        """Unit -> indices of calls of the names worth looking at."""
        index: dict[int, list[int]] = defaultdict(list)
        for number, call in enumerate(self._file.calls):
            if call.callee.rpartition(".")[2] in self._names:
                index[self.scope(call.scope, call.at.line)].append(number)
        return index

    @cached_property
    def imports(self) -> Mapping[int, Sequence[Import]]:
        """Unit -> what it imports, less what only type checkers import."""
        index: dict[int, list[Import]] = defaultdict(list)
        for one in self._file.imports:
            if one.guard != "type-checking":
                index[self.scope(one.scope, one.at.line)].append(one)
        return index

    @cached_property
    def reads(self) -> Mapping[int, Sequence[tuple[int, str]]]:
        """Unit -> (scope, dotted name) of the names worth looking at that it reads."""
        index: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for scope, read in enumerate(self._file.reads):
            for name, lines in read.items():
                head, _, last = name.rpartition(".")
                if last not in self._names:
                    name = head  # `train.delay`, `flow.with_options`: what is done with it
                if name.rpartition(".")[2] in self._names:
                    for unit in {self._reader(scope, name, line) for line in lines}:
                        index[unit].append((scope, name))
        return index

    @cached_property
    def named(self) -> frozenset[str]:
        """Last segments of all names that the file reads."""
        return frozenset(name.rpartition(".")[2] for read in self._file.reads for name in read)

    def _reader(self, scope: int, name: str, line: int) -> int:
        holder = self._holders.holder(scope, name, line)
        if not holder:
            return self.scope(scope, line)
        return scope or self.holder(holder)

    def holder(self, name: str) -> int:
        """The unit of a name of the module that holds functions; `BODY` when it is none."""
        known = self._holders.variables
        return GUARD - 1 - known.index(name) if name in known else BODY

    @cached_property
    def methods(self) -> Mapping[int, Sequence[int]]:
        """Scope of a class -> scopes of its methods."""
        index: dict[int, list[int]] = defaultdict(list)
        for scope, definition in enumerate(self._file.definitions, start=1):
            if definition.kind == "function" and self.is_class(definition.scope):
                index[definition.scope].append(scope)
        return index

    def is_class(self, scope: int) -> bool:
        """Whether a unit stands for the objects of a class."""
        return scope > 0 and self._file.definitions[scope - 1].kind == "class"

    @cached_property
    def _homes(self) -> Sequence[int]:
        """Scope -> the function or module whose run executes it."""
        homes = [0]
        for scope, definition in enumerate(self._file.definitions, start=1):
            is_class = definition.kind == "class"
            homes.append(homes[definition.scope] if is_class else scope)
        return homes

    def _is_guarded(self, line: int) -> bool:
        return any(span.line <= line <= span.end_line for span in self._guards)


def package_above(path: str) -> Iterator[str]:
    """The `__init__.py` that runs before a module, or before a package's own, does."""
    folder, _, name = path.rpartition("/")
    if name == "__init__.py":
        if not folder:
            return
        folder = folder.rpartition("/")[0]
    yield f"{folder}/__init__.py" if folder else "__init__.py"
