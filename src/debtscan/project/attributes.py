"""Reads of an attribute or key by its bare name, on whatever object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from debtscan.facts import Call, FileFacts, Literal
from debtscan.model import Location

_GETTERS = ("get", "pop", "getattr", "attrgetter", "hasattr", "setdefault")


class AttributeReads:
    """For a fixed set of names: `x.name`, `x.name.y`, `x["name"]`, `x.get("name")`,
    `getattr(x, "name")` anywhere, with the segment before the name ("" when not known)."""

    def __init__(self, files: Sequence[FileFacts], names: Collection[str]) -> None:
        self._names = frozenset(names)
        self._found: dict[str, set[tuple[str, Location]]] = defaultdict(set)
        for file in files if self._names else ():
            self._scan_reads(file)
            self._scan_keys(file)

    def of(self, name: str) -> frozenset[Location]:
        """Every place that reads this name."""
        return frozenset(at for _, at in self._found.get(name, ()))

    def after(self, holder: str, name: str) -> frozenset[Location]:
        """The places that read `holder.name`, whatever stands before `holder`."""
        return frozenset(at for before, at in self._found.get(name, ()) if before == holder)

    def _scan_reads(self, file: FileFacts) -> None:
        names = self._names
        for scope in file.reads:
            for dotted, lines in scope.items():
                head, dot, last = dotted.rpartition(".")
                if dot and last in names:
                    self._add(file, last, head, lines)
                while dot:
                    head, dot, last = head.rpartition(".")
                    if dot and last in names:
                        self._add(file, last, head, lines)

    def _add(self, file: FileFacts, name: str, head: str, lines: Sequence[int]) -> None:
        before = head.rpartition(".")[2]
        self._found[name].update((before, file.line(line)) for line in lines)

    def _scan_keys(self, file: FileFacts) -> None:
        for access in file.key_accesses:
            if access.key in self._names and not access.store:
                self._found[access.key].add((access.of.rpartition(".")[2], file.locate(access.at)))
        if self._names.isdisjoint(file.strings):
            return
        for call in file.calls:
            if call.callee.rpartition(".")[2] in _GETTERS:
                for name in _texts(call):
                    if name in self._names:
                        self._found[name].add(("", file.locate(call.at)))


def _texts(call: Call) -> Sequence[str]:
    return [
        value.value
        for value in call.arguments[:2]
        if isinstance(value, Literal) and isinstance(value.value, str)
    ]
