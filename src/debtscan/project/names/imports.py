"""Which file imports which, and which packages from outside."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from debtscan.facts import Call, FileFacts, Import, Literal, Text
from debtscan.model import Location
from debtscan.project.graphs import simple_graph
from debtscan.project.names.modules import Modules

if TYPE_CHECKING:
    import networkx as nx

_BEGINNING = re.compile(r"[A-Za-z_]\w*(\.\w+)*\.")
_DYNAMIC = frozenset({"importlib.import_module", "__import__", "importlib.__import__"})
_Places = Mapping[str, tuple[Location, ...]]


class Imports:
    """Imports between files of the repository, and out of it."""

    def __init__(self, files: Sequence[FileFacts], modules: Modules) -> None:
        self._files = {file.path: file for file in files}
        self._modules = modules

    def imported(self, path: str) -> _Places:
        """Files this one imports (by `importlib` with a constant name too), with the places."""
        return self._edges.get(path, {})

    def importers(self, path: str) -> tuple[str, ...]:
        """Files that import this one, directly, sorted."""
        return self._importers.get(path, ())

    def external(self, path: str) -> _Places:
        """Top-level packages from outside the repository, with the places."""
        return self._external(self._files[path])

    def reachable_from(self, paths: Iterable[str]) -> frozenset[str]:
        """Files that run when these do: through imports and the packages they lie in."""
        seen: set[str] = set()
        waiting = list(paths)
        while waiting:
            path = waiting.pop()
            if path not in seen:
                seen.add(path)
                waiting += self._running.get(path, ())
        return frozenset(seen)

    @cached_property
    def graph(self) -> nx.DiGraph[Any]:
        """File -> file; `at` is the first place, `places` are all of them. Frozen."""
        edges = (
            (path, target, {"at": places[0], "places": places})
            for path, targets in self._edges.items()
            for target, places in targets.items()
        )
        return simple_graph(self._files, edges)

    @cached_property
    def dynamic(self) -> Mapping[str, Location]:
        """Files that a computed import may load (`import_module(f"models.{name}")`), with
        the place of that import: never say of them that nobody imports them. Where an import
        loads whatever it is given, every string that is a beginning (`"models."`) counts."""
        found: dict[str, Location] = {}
        for file in self._files.values():
            for call in _dynamic_calls(file):
                for path in self._modules.inside(_known_prefix(call), file.path):
                    found.setdefault(path, file.locate(call.at))
        if any(_is_open(call) for one in self._files.values() for call in _dynamic_calls(one)):
            for file in self._files.values():
                for text, lines in file.strings.items():
                    if text.endswith(".") and self._may_begin(text):
                        for path in self._modules.inside(text[:-1], file.path):
                            found.setdefault(path, file.line(lines[0]))
        return dict(sorted(found.items()))

    def _may_begin(self, text: str) -> bool:
        """`"models."` where there is a `models`."""
        known = text.partition(".")[0] in self._modules.top_names
        return known and bool(_BEGINNING.fullmatch(text))

    @cached_property
    def _edges(self) -> Mapping[str, _Places]:
        return {path: self._targets(file) for path, file in self._files.items()}

    @cached_property
    def _importers(self) -> Mapping[str, tuple[str, ...]]:
        importers: dict[str, list[str]] = defaultdict(list)
        for path, targets in self._edges.items():
            for target in targets:
                importers[target].append(path)
        return {path: tuple(sorted(found)) for path, found in importers.items()}

    def _targets(self, file: FileFacts) -> _Places:
        places: dict[str, list[Location]] = defaultdict(list)
        for imported in file.imports:
            for target in self._targets_of(file, imported):
                places[target].append(file.locate(imported.at))
        for call in _dynamic_calls(file):
            name = _constant_name(call)
            loaded = self._modules.path_of(name, file.path) if name else None
            if loaded:
                places[loaded].append(file.locate(call.at))
        return {target: tuple(found) for target, found in sorted(places.items())}

    def _targets_of(self, file: FileFacts, imported: Import) -> Iterator[str]:
        target = self._modules.resolve(file, imported)
        if target is not None:
            yield target
        package = self._modules.path_of(imported.module, file.path) if imported.name else None
        if package not in (None, target):
            yield package

    def _external(self, file: FileFacts) -> _Places:
        places: dict[str, list[Location]] = defaultdict(list)
        for imported in file.imports:
            top = imported.module.partition(".")[0]
            if top and not self._modules.is_local(imported.module, file.path):
                local = top in self._modules.top_names and self._modules.is_local(top, file.path)
                if not local:
                    places[top].append(file.locate(imported.at))
        return {top: tuple(found) for top, found in sorted(places.items())}

    def _package_files(self, path: str) -> Iterator[str]:
        folder = posixpath.dirname(path)
        while (init := posixpath.join(folder, "__init__.py")) in self._files:
            if init != path:
                yield init
            if not folder:
                return
            folder = posixpath.dirname(folder)

    @cached_property
    def _running(self) -> Mapping[str, tuple[str, ...]]:
        """What runs at once when a file does."""
        return {
            path: (*self._edges.get(path, ()), *self._package_files(path)) for path in self._files
        }


def _dynamic_calls(file: FileFacts) -> Iterator[Call]:
    if any(one.module == "importlib" for one in file.imports) or "__import__" in file.strings:
        yield from (call for call in file.calls if call.callee in _DYNAMIC and call.arguments)


def _constant_name(call: Call) -> str:
    match call.arguments[0]:
        case Literal(value=str(name)):
            return name
    return ""


def _is_open(call: Call) -> bool:
    """Whether not even a package is known of what it loads."""
    return not _constant_name(call) and not _known_prefix(call)


def _known_prefix(call: Call) -> str:
    """`models` of `import_module(f"models.{name}")`; "" when nothing is known."""
    match call.arguments[0]:
        case Text(parts=(Literal(value=str(prefix)), *_)) if "." in prefix:
            return prefix.rpartition(".")[0]
    return ""
