"""Flows of all functions, each read when first asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from debtscan.facts import Value
from debtscan.project.dataflow.events import Event, events_by_scope
from debtscan.project.dataflow.reading import ScopeReader, Sources
from debtscan.project.dataflow.sinks import Flow, Source
from debtscan.project.names.arguments import constructor, receiving_parameter
from debtscan.project.names.calls import Calls
from debtscan.project.names.symbols import Symbol


class DataFlow:
    """What reaches the sinks of a function or of the top level of a file."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._known: dict[tuple[str, int], Flow] = {}
        self._events: dict[str, Mapping[int, Sequence[Event]]] = {}

    def of(self, path: str, scope: int = 0) -> Flow:
        """Parameters stay symbolic; what a called function returns is filled in.
        A recursive call returns nothing known."""
        key = (path, scope)
        if key not in self._known:
            self._known[key] = Flow()
            file, events = self._calls.files[path], self._of_file(path)
            reader = ScopeReader(file, scope, events.get(scope, ()), self._returned)
            self._known[key] = reader.read()
        return self._known[key]

    def _of_file(self, path: str) -> Mapping[int, Sequence[Event]]:
        if path not in self._events:
            self._events[path] = events_by_scope(self._calls.files[path])
        return self._events[path]

    def _returned(self, index: int, reader: ScopeReader) -> Sources:
        target = self._calls.target(reader.file.path, index)
        if target is None or target.is_class:
            return frozenset()
        found: set[Source] = set()
        for source in self.of(target.path, target.scope).returned:
            if source.kind == "parameter":
                found |= self._argument(target, index, source.name, reader)
            else:
                found.add(source)
        return frozenset(found)

    def _argument(self, target: Symbol, index: int, name: str, reader: ScopeReader) -> Sources:
        site = self._calls.site(reader.file.path, index)
        function = constructor(self._calls, target)
        pairs: list[tuple[int | str, Value]] = [*enumerate(site.call.arguments)]
        found: Sources = frozenset()
        for key, value in [*pairs, *((one.name, one.value) for one in site.call.keywords)]:
            if receiving_parameter(function, site, key) == name:
                found |= reader.of(value)
        return found
