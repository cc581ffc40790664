"""Imports of names that their file never uses.

Linters know these as well; what they cannot know is which of them tie modules of the repository
together, and which keep a library on the list of dependencies that nothing needs.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts, Import, Kind, Literal, Role
from debtscan.project.libraries.hooks import PLAIN_DECORATORS
from debtscan.project.names.symbols import Symbols
from debtscan.project.names.taken_names import TakenNames

_WORD = re.compile(r"[A-Za-z_]\w*")
#: files whose imports are there for others
_OFFERING = frozenset({"__init__.py", "hubconf.py", "conftest.py"})
#: give out all names of a file
_OPENING = frozenset({"globals", "locals", "vars", "eval", "exec", "dir"})
#: imported for what importing them does
_ACTING = frozenset(
    {"__future__", "antigravity", "mpl_toolkits", "readline", "rlcompleter", "site", "this"}
)


class UnusedImport(Struct, frozen=True):
    """`target`: the module of the repository it ties the file to, "" for libraries."""

    path: str
    imported: Import
    target: str
    library: str  #: top-level name, "" for modules of the repository


class UnusedImports:
    """Over plain imports of source modules: none in `__init__`, behind guards, or exported."""

    def __init__(self, symbols: Symbols, is_public: Callable[[str], bool]) -> None:
        """`is_public`: whether users may take names from a module by its path."""
        self._symbols = symbols
        self._is_public = is_public
        self._modules = symbols.modules
        self._imports = symbols.imports
        self._taken = TakenNames(self._modules, self._imports)

    @cached_property
    def found(self) -> tuple[UnusedImport, ...]:
        """By path and line."""
        return tuple(
            one
            for path, file in self._symbols.files.items()
            if _is_judged(file) and path not in self._taken.starred
            for one in self._of(file)
        )

    @property
    def couplings(self) -> Mapping[tuple[str, str], Sequence[UnusedImport]]:
        """(file, module of the repository) -> its imports, where the file uses none of them and
        what it does use does not bring the module along."""
        loose: dict[tuple[str, str], list[UnusedImport]] = defaultdict(list)
        for one in self.found:
            if one.target:
                loose[one.path, one.target].append(one)
        return {
            (path, target): found
            for (path, target), found in loose.items()
            if len(found) == len(self._imports.imported(path).get(target, ()))
            and not self._comes_along(path, target, loose)
        }

    def _comes_along(
        self, path: str, target: str, loose: Mapping[tuple[str, str], Sequence[UnusedImport]]
    ) -> bool:
        used = (one for one in self._imports.imported(path) if (path, one) not in loose)
        return target in self._imports.reachable_from(used)

    @cached_property
    def libraries(self) -> Mapping[str, Sequence[UnusedImport]]:
        """Libraries that files import and no file of the repository uses, or has others use."""
        found: dict[str, list[UnusedImport]] = defaultdict(list)
        for one in self.found:
            standard = one.library in sys.stdlib_module_names
            if one.library and not standard and one.library not in self._used:
                found[one.library].append(one)
        return {name: found[name] for name in sorted(found) if not self._is_asked_for(name)}

    def _is_asked_for(self, library: str) -> bool:
        """Whether a call names it for another library to use: `solver="cvxopt"`."""
        name = Literal(library)
        return any(
            name in call.arguments or any(one.value == name for one in call.keywords)
            for file in self._symbols.files.values()
            if library in file.strings
            for call in file.calls
        )

    @cached_property
    def _used(self) -> frozenset[str]:
        """Libraries of which a file of any role uses a name, or may."""
        unused: dict[str, set[Import]] = defaultdict(set)
        for one in self.found:
            unused[one.path].add(one.imported)
        return frozenset(
            one.module.partition(".")[0]
            for path, file in self._symbols.files.items()
            for one in file.imports
            if one not in unused.get(path, ())
        )

    def _of(self, file: FileFacts) -> Iterator[UnusedImport]:
        plain = [one for one in file.imports if _is_plain(one)]
        read = _read(file) if plain else set()
        loose = [one for one in plain if not _is_read(one, read)]
        quiet = {one.at.line for one in file.comments if one.kind == "linter"} if loose else ()
        taken = self._taken.of(file.path) if loose else ()
        for one in loose:
            if quiet and not quiet.isdisjoint(range(one.at.line, one.at.end_line + 1)):
                continue
            if one.bound not in taken and not _is_said(file, one.bound):
                yield from self._classified(file, one)

    def _classified(self, file: FileFacts, one: Import) -> Iterator[UnusedImport]:
        target = self._modules.resolve(file, one) or ""
        top = one.module.partition(".")[0]
        if target or one.module.startswith(".") or self._modules.is_local(one.module, file.path):
            module = bool(target) and (not one.name or self._is_module(file, one))
            acts = module and self._acts(target)
            if target and not acts and not self._is_public(file.path):
                yield UnusedImport(file.path, one, target, "")
        elif top not in _ACTING and (top in sys.stdlib_module_names or _names_something(one)):
            yield UnusedImport(file.path, one, "", top)

    def _is_module(self, file: FileFacts, one: Import) -> bool:
        return self._modules.path_of(f"{one.module}.{one.name}", file.path) is not None

    def _acts(self, path: str) -> bool:
        """Whether importing a module may be all that is wanted of it."""
        file = self._symbols.files.get(path)
        return (
            file is None
            or any(
                one not in PLAIN_DECORATORS for each in file.definitions for one in each.decorators
            )
            or any(not call.scope for call in file.calls)
            or self._registers(file)
        )

    def _registers(self, file: FileFacts) -> bool:
        """Whether some class gets known by being defined."""
        return any(
            self._symbols.collector(self._symbols.of_scope(file.path, scope))
            for scope, one in enumerate(file.definitions, start=1)
            if one.kind == "class" and (one.bases or one.metaclass)
        )


def _is_judged(file: FileFacts) -> bool:
    return (
        file.role is Role.SOURCE
        and file.kind is Kind.PYTHON
        and not file.is_stub
        and file.path.rpartition("/")[2] not in _OFFERING
        and not any(call.callee in _OPENING and not call.arguments for call in file.calls)
        and not any(call.callee in ("eval", "exec") for call in file.calls)
    )


def _is_plain(one: Import) -> bool:
    again = one.name and one.bound == one.name and one.module == "."
    return not one.guard and one.bound not in ("", "_") and not again


def _names_something(one: Import) -> bool:
    """`import gym_envs` may be for what it does; `from lib import f` and `import lib as l` not."""
    return bool(one.name) or one.bound != one.module.partition(".")[0]


def _read(file: FileFacts) -> set[str]:
    """Names read, and all that they begin with; `cudnn.benchmark = True` reads `cudnn`."""
    found: set[str] = set()
    stored = {each.target.removesuffix("[]") for each in file.assignments if "." in each.target}
    for dotted in stored.union(*file.reads):
        while dotted and dotted not in found:
            found.add(dotted)
            dotted = dotted.rpartition(".")[0]
    return found


def _is_read(one: Import, read: set[str]) -> bool:
    joint = "" if not one.module or one.module.endswith(".") else "."
    whole = f"{one.module}{joint}{one.name}" if one.name else one.module
    if not one.name and one.bound == one.module.partition(".")[0]:
        whole = one.bound
    return whole in read or one.bound in read


def _is_said(file: FileFacts, name: str) -> bool:
    """`__all__`, an annotation in quotes, a doctest, anything in a string."""
    return name in file.exports or any(
        name in text and name in _WORD.findall(text) for text in file.strings
    )
