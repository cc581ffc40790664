"""The one namespace of absl and tf.app.flags, and which files share it in one process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from debtscan.facts import FileFacts, Option
from debtscan.project.flow.carried import Carried, Place, Produced
from debtscan.project.flow.flows import Flows
from debtscan.project.names.bindings import EVERYWHERE


class FlagNamespace:
    """Followed once, under every name it goes by."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows
        self._near: dict[str, frozenset[str]] = {}

    @cached_property
    def carried(self) -> Carried:
        """Everything seen of it, in all processes together."""
        seeds: set[Place] = set()
        for file in self._flows.files.values():
            for scope, names in enumerate(file.reads):
                for dotted in names:
                    if "FLAGS" in dotted:
                        seeds |= set(self._places(file, scope, dotted))
        return self._flows.follow(sorted(seeds))

    def holder(self, file: FileFacts, option: Option) -> Carried:
        """What is seen of the object that declaring the flag gives: `_RATE.value`."""
        declared = (n for n, call in enumerate(file.calls) if call.at == option.at)
        return self._flows.follow([Produced(file.path, number) for number in declared])

    def running_with(self, path: str) -> frozenset[str]:
        """Files that run in one process with this one: below its importers and itself."""
        if path not in self._near:
            imports = self._flows.calls.symbols.imports
            above, waiting = {path}, [path]
            while waiting:
                found = set(imports.importers(waiting.pop())) - above
                above |= found
                waiting += sorted(found)
            self._near[path] = imports.reachable_from(above)
        return self._near[path]

    def _places(self, file: FileFacts, scope: int, dotted: str) -> Iterator[Place]:
        parts = dotted.split(".")
        if "FLAGS" in parts:
            name = ".".join(parts[: parts.index("FLAGS") + 1])
            bindings = self._flows.calls.bindings
            home = bindings.home(file, scope, name) if name == "FLAGS" else EVERYWHERE
            yield Place(file.path, home, name)
