"""Dotted names of this repository that mean nothing in it, when that is certain.

Certain is it only where exactly one module can be meant, which is there, and all that it binds is
known: no star import from outside, no `__getattr__`, no `globals()`. A module that is not there may
be ignored, built or generated.
"""

from __future__ import annotations

import posixpath
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from debtscan.facts import FileFacts, Kind
from debtscan.project.names.filling import Filling
from debtscan.project.names.modules import Modules

_GIVEN = frozenset({"__name__", "__file__", "__doc__", "__path__", "__package__", "__spec__"})


class Absent(Struct, frozen=True):
    """The module `within` binds no `name`."""

    name: str
    within: str  #: its path


class AbsentNames:
    """Looks dotted names up, segment by segment."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._files = modules.files
        self._filling = Filling(modules)
        self._names: dict[str, frozenset[str] | None] = {}

    def find(self, dotted: str, importer: str) -> Absent | None:
        """The first segment that is not there; None when all is there, or nothing is certain."""
        found = self._look_up(dotted, importer)
        known = dotted.startswith(".") or dotted.partition(".")[0] in self._confirmed
        return found if isinstance(found, Absent) and known else None

    def bound(self, path: str) -> frozenset[str] | None:
        """All names that a module binds; None when it may bind more than one sees."""
        return self._bound(path, 0) if path in self._files else None

    def _look_up(self, dotted: str, importer: str) -> Absent | bool:
        """True when all of it is there, False when that cannot be told."""
        base, names = self._start(dotted, importer)
        if base is None or not names:
            return False
        for place, name in enumerate(names):
            below = self._below(base, name)
            if len(below) > 1:
                return False
            if not below:
                last = place == len(names) - 1 or not base.endswith("/")
                return self._attribute(base, name) if last else False
            base = below[0]
        return True

    @cached_property
    def _confirmed(self) -> frozenset[str]:
        """First segments that some import finds here: no library of that name is meant."""
        found: set[str] = set()
        for path, file in self._files.items():
            for one in file.imports:
                head = one.module.partition(".")[0]
                if head and head not in found and one.name != "*":
                    whole = f"{one.module}.{one.name}" if one.name else one.module
                    if self._look_up(whole, path) is True or self._is_a_script(whole, path):
                        found.add(head)
        return frozenset(found)

    def _is_a_script(self, module: str, importer: str) -> bool:
        """`import nets` beside the only `nets.py`."""
        base, names = self._start(module, importer)
        return base is not None and not base.endswith("/") and not names

    def _start(self, dotted: str, importer: str) -> tuple[str | None, list[str]]:
        """The folder or module that the name starts in, and the segments that follow."""
        if dotted.startswith("."):
            name = dotted.lstrip(".")
            folder = importer
            for _ in range(len(dotted) - len(name)):
                folder = folder.rpartition("/")[0]
            return f"{folder}/" if folder else None, [one for one in name.split(".") if one]
        head, *rest = dotted.split(".")
        tops = self._tops.get(head, ())
        if len(tops) != 1 or head in sys.stdlib_module_names or tops[0] == importer:
            return None, []
        sure = tops[0].endswith("/") or self._is_beside(tops[0], importer)
        return (tops[0], rest) if sure else (None, [])

    def _is_beside(self, module: str, importer: str) -> bool:
        """Whether a script finds it in its own folder, which is no package."""
        folder = posixpath.dirname(importer)
        packaged = posixpath.join(folder, "__init__.py") in self._files
        named = posixpath.basename(module).removesuffix(".py") in self._spaces
        return posixpath.dirname(module) == folder and not packaged and not named

    @cached_property
    def _tops(self) -> Mapping[str, tuple[str, ...]]:
        """First segment -> outermost packages and single modules of that name, everywhere."""
        found: dict[str, list[str]] = defaultdict(list)
        for path, file in self._files.items():
            folder, _, name = path.rpartition("/")
            if name == "__init__.py" and folder:
                above = posixpath.dirname(folder)
                if not above or f"{above}/__init__.py" not in self._files:
                    found[posixpath.basename(folder)].append(f"{folder}/")
            elif file.kind is Kind.PYTHON:
                found[name.removesuffix(".py")].append(path)
        return {name: tuple(one) for name, one in found.items()}

    def _below(self, base: str, name: str) -> list[str]:
        """Modules, folders and anything else of that name in a folder."""
        if not base.endswith("/"):
            return []
        return [
            one
            for one, known in ((f"{base}{name}/", self._folders), (f"{base}{name}.py", self._files))
            if one in known
        ]

    def _attribute(self, base: str, name: str) -> Absent | bool:
        """What a module binds, or an `__init__.py` for its folder."""
        path = f"{base}__init__.py" if base.endswith("/") else base
        bound = self._bound(path, 0) if path in self._files else None
        if bound is None:
            return False
        if name in bound or name in _GIVEN:
            return True
        return False if base.endswith("/") else Absent(name, path)

    @cached_property
    def _spaces(self) -> frozenset[str]:
        """Names of folders with code in them: packages, whether they have an `__init__.py`."""
        return frozenset(posixpath.basename(one[:-1]) for one in self._folders)

    @cached_property
    def _folders(self) -> frozenset[str]:
        """Folders that hold Python files at any depth, with a slash at their end."""
        found: set[str] = set()
        for path, file in self._files.items():
            if file.kind is Kind.PYTHON:
                folder = posixpath.dirname(path)
                while folder and f"{folder}/" not in found:
                    found.add(f"{folder}/")
                    folder = posixpath.dirname(folder)
        return frozenset(found)

    def _bound(self, path: str, depth: int) -> frozenset[str] | None:
        """All that a module binds at any level; None when it may bind more."""
        if path not in self._names:
            self._names[path] = None
            self._names[path] = self._all_bound(self._files[path], depth)
        return self._names[path]

    def _all_bound(self, file: FileFacts, depth: int) -> frozenset[str] | None:
        if file.problems or depth > 4 or file.kind is not Kind.PYTHON:
            return None
        if self._filling.is_filled(file.path):
            return None
        if any(
            "sys.modules" in one.target or one.target == "__getattr__" for one in file.assignments
        ):
            return None
        names = {*_made(file), *file.exports}
        if "__getattr__" in names or any("sys.modules" in reads for reads in file.reads):
            return None
        taken = self._starred(file, depth)
        return None if taken is None else taken | names

    def _starred(self, file: FileFacts, depth: int) -> frozenset[str] | None:
        """What star imports bring."""
        names: set[str] = set()
        for one in file.imports:
            if one.name == "*":
                target = self._modules.path_of(one.module, file.path)
                known = target is not None and target in self._files
                more = self._bound(target, depth + 1) if known and target else None
                if more is None:
                    return None
                names |= more
        return frozenset(names)

    def not_exported(self, file: FileFacts) -> tuple[str, ...]:
        """Names of `__all__` that the module has not; of a package those alone that look like a
        class, since a module may be built."""
        taken = self._starred(file, 0) if self._bound(file.path, 0) is not None else None
        if taken is None or not file.exports:
            return ()
        here = {*taken, *_made(file), *_GIVEN}
        missing = [name for name in dict.fromkeys(file.exports) if name not in here]
        if file.path.endswith("__init__.py"):
            folder = posixpath.dirname(file.path)
            return tuple(
                name
                for name in missing
                if name != name.lower() and not self._below(f"{folder}/" if folder else "", name)
            )
        return tuple(missing)


def _made(file: FileFacts) -> Iterator[str]:
    yield from (one.name.partition(".")[0] for one in file.definitions)
    yield from (one.target.partition(".")[0].removesuffix("[]") for one in file.assignments)
    for one in file.imports:
        yield one.bound.partition(".")[0]
    yield from file.captured
