"""gin-config: bindings of documents, the functions that take them, and those that none takes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from debtscan.facts import Call, ConfigKey, FileFacts, Kind, Literal, Reference
from debtscan.project.configuration.holding import KeyUse
from debtscan.project.names.arguments import constructor
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol

_MARKS = frozenset({"gin.configurable", "gin.register"})
_OUTSIDE = frozenset({"gin.external_configurable"})
_LOADERS = ("gin.parse_config", "gin.config.parse_config")
_USED = re.compile(r"[@%]([A-Za-z_][\w./]*)")


class BrokenBinding(Struct, frozen=True):
    """A binding whose function is not there, or does not have the parameter."""

    path: str
    key: ConfigKey
    target: str
    parameter: str
    function: Symbol | None  #: that lacks the parameter; None when there is no such function


class Gin:
    """Configurables of the code, and bindings of the gin files."""

    def __init__(self, files: Mapping[str, FileFacts], calls: Calls) -> None:
        self._files = files
        self._calls = calls
        self._documents = [one for one in files.values() if one.kind is Kind.GIN and one.config]

    def reasons(self) -> Iterator[tuple[str, str]]:
        """(document, why it counts): gin puts the bindings of every file it parses together."""
        if self._documents and self._loader:
            for file in self._documents:
                yield file.path, self._loader

    def uses(self, path: str, key: str) -> tuple[KeyUse, ...]:
        """The function whose parameter is bound; for a macro the places that name it."""
        if self._files[path].kind is not Kind.GIN:
            return ()
        target, parameter = split(key)
        if not target:
            return tuple(self._named.get(parameter, ()))
        found = (one for one in self._meant(target) if _takes(one, parameter))
        return tuple(KeyUse(f.path, f.definition.at, "parameter", f.name) for f in found)

    @cached_property
    def broken(self) -> tuple[BrokenBinding, ...]:
        """Bindings that nothing of this repository takes; none where something from outside may:
        a document that imports a module from outside, and names made by `external_configurable`
        of something that is not here."""
        return tuple(one for file in self._documents for one in self._broken(file))

    def _broken(self, file: FileFacts) -> Iterator[BrokenBinding]:
        known = self._is_closed(file)
        for row in file.config:
            target, parameter = split(row.path)
            if not target or row.kind in ("include", "import"):
                continue
            meant = self._meant(target)
            if not meant and known and not self._is_outside(target):
                yield BrokenBinding(file.path, row, target, parameter, None)
            elif meant and not any(_takes(one, parameter) for one in meant):
                yield BrokenBinding(file.path, row, target, parameter, meant[0])

    def _is_closed(self, file: FileFacts) -> bool:
        """Whether it says what it imports, and all of that stands in this repository."""
        modules = [row.value for row in file.config if row.kind == "import"]
        includes = any(row.kind == "include" for row in file.config)
        known = bool(modules) and not includes
        return known and all(self._is_here(str(one), file.path) for one in modules)

    def _is_here(self, module: str, importer: str) -> bool:
        """Whether exactly this module was read."""
        path = self._calls.symbols.modules.path_of(module, importer)
        tail = module.rpartition(".")[2]
        return path is not None and path.endswith((f"{tail}.py", f"{tail}/__init__.py"))

    def _meant(self, target: str) -> list[Symbol]:
        *module, name = target.split(".")
        tail = ".".join(module)
        return [
            function
            for function, dotted in self._configurables.get(name, ())
            if not tail or f".{dotted}".endswith(f".{tail}")
        ]

    def _is_outside(self, target: str) -> bool:
        return target.rpartition(".")[2] in self._outside

    @cached_property
    def _loader(self) -> str:
        for file in self._files.values():
            for call in file.calls if file.is_code else ():
                if call.callee.startswith(_LOADERS):
                    return f"gin files are parsed at {file.locate(call.at)}"
        return ""

    @cached_property
    def _configurables(self) -> Mapping[str, list[tuple[Symbol, str]]]:
        """Name in gin -> (function that takes the arguments, its module)."""
        found: dict[str, list[tuple[Symbol, str]]] = defaultdict(list)
        for one in self._calls.symbols.all if self._documents else ():
            if not _MARKS.isdisjoint(one.definition.decorators):
                dotted = one.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
                given = self._given_name(one)
                *module, name = (given or one.name).split(".")
                said = ".".join(module) if given and module else dotted
                found[name].append((constructor(self._calls, one), said))
        for path, call in self._external:
            function = self._function_of(path, call)
            if function is not None:
                name = _text(call, "name", 1) or function.name
                found[name.rpartition(".")[2]].append((constructor(self._calls, function), ""))
        return found

    def _given_name(self, one: Symbol) -> str:
        """`@gin.configurable("name")` or `name=`."""
        file = self._files[one.path]
        above = [
            call
            for call in file.calls
            if call.role == "decorator" and call.callee in _MARKS and call.at < one.definition.at
        ]
        nearest = max(above, key=lambda call: call.at, default=None)
        if nearest is None or one.definition.at.line - nearest.at.line > 3:
            return ""
        return _text(nearest, "name_or_fn", 0) or _text(nearest, "name", 0)

    def _function_of(self, path: str, call: Call) -> Symbol | None:
        value = call.arguments[0] if call.arguments else None
        name = value.name if isinstance(value, Reference) else ""
        return self._calls.symbols.find(name, path) or self._calls.symbols.at(path, name)

    @cached_property
    def _external(self) -> list[tuple[str, Call]]:
        return [
            (file.path, call)
            for file in self._files.values()
            for call in (file.calls if file.is_code else ())
            if call.callee in _OUTSIDE
        ]

    @cached_property
    def _outside(self) -> frozenset[str]:
        """Names of things from elsewhere that code makes configurable."""
        found: set[str] = set()
        for _, call in self._external:
            value = call.arguments[0] if call.arguments else None
            name = _text(call, "name", 1) or (value.name if isinstance(value, Reference) else "")
            found.add(name.rpartition(".")[2])
        return frozenset(found)

    @cached_property
    def _named(self) -> Mapping[str, list[KeyUse]]:
        """Macro -> rows that say `%macro`."""
        found: dict[str, list[KeyUse]] = defaultdict(list)
        for file in self._documents:
            for row in file.config:
                for name in _USED.findall(row.value) if isinstance(row.value, str) else ():
                    found[name].append(KeyUse(file.path, row.at, "read", row.path))
        return found


def split(key: str) -> tuple[str, str]:
    """("module.fn", "param") of a binding with its scope left out; ("", name) of a macro."""
    target, _, parameter = key.rpartition("/")[2].rpartition(".")
    return target, parameter


def _takes(function: Symbol, parameter: str) -> bool:
    """A class without a constructor of its own may take what its base does."""
    if function.is_class:
        return True
    parameters = function.definition.parameters
    return any(one.name == parameter or one.kind == "double-star" for one in parameters)


def _text(call: Call, name: str, place: int) -> str:
    value = next((one.value for one in call.keywords if one.name == name), None)
    if value is None and len(call.arguments) > place:
        value = call.arguments[place]
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""
