"""Reads of an attribute or key by its bare name, on whatever object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from debtscan.facts import Call, FileFacts, Literal, Span
from debtscan.model import Location

_Read = tuple[str, str, Sequence[Span]]  #: segment before the name, file, places
_GETTERS = ("get", "pop", "getattr", "attrgetter", "hasattr", "setdefault")


class AttributeReads:
    """For a fixed set of names: `x.name`, `x.name.y`, `x["name"]`, `x.get("name")`,
    `getattr(x, "name")` anywhere, with the segment before the name ("" when not known)."""

    def __init__(self, files: Sequence[FileFacts], names: Collection[str]) -> None:
        self._names = frozenset(names)
        self._files = {file.path: file for file in files}
        self._lines: dict[str, list[_Read]] = defaultdict(list)
        self._places: dict[str, tuple[Location, ...]] = {}
        for file in files if self._names else ():
            self._scan_reads(file)
            self._scan_keys(file)

    def of(self, name: str) -> tuple[Location, ...]:
        """Every place that reads this name, sorted."""
        known = self._places.get(name)
        if known is None:
            known = self._places[name] = self._located(self._lines.get(name, ()))
        return known

    def after(self, holder: str, name: str) -> tuple[Location, ...]:
        """The places that read `holder.name`, whatever stands before `holder`, sorted."""
        key = f"{holder}.{name}"
        known = self._places.get(key)
        if known is None:
            found = [read for read in self._lines.get(name, ()) if read[0] == holder]
            known = self._places[key] = self._located(found)
        return known

    def holders(self, name: str) -> Iterator[tuple[str, str]]:
        """(what stands right before the name, "" when that is not known; file) of its reads."""
        for head, path, _ in self._lines.get(name, ()):
            yield head.rpartition(".")[2], path

    def _located(self, reads: Iterable[_Read]) -> tuple[Location, ...]:
        spans = {(path, span) for _, path, spans in reads for span in spans}
        return tuple(sorted(self._files[path].locate(span) for path, span in spans))

    def _scan_reads(self, file: FileFacts) -> None:
        names = self._names
        for scope in file.reads:
            for dotted, lines in scope.items():
                head, dot, last = dotted.rpartition(".")
                while dot:
                    if last in names:
                        self._add(file, last, head, [Span(line, 1, line) for line in lines])
                    head, dot, last = head.rpartition(".")

    def _add(self, file: FileFacts, name: str, head: str, spans: Sequence[Span]) -> None:
        self._lines[name].append((head.rpartition(".")[2], file.path, spans))

    def _scan_keys(self, file: FileFacts) -> None:
        for access in file.key_accesses:
            if access.key in self._names and not access.store:
                self._add(file, access.key, access.of, [access.at])
        if self._names.isdisjoint(file.strings):
            return
        for call in file.calls:
            if call.callee.rpartition(".")[2] in _GETTERS:
                for name in _texts(call):
                    if name in self._names:
                        self._add(file, name, "", [call.at])


def _texts(call: Call) -> Sequence[str]:
    return [
        value.value
        for value in call.arguments[:2]
        if isinstance(value, Literal) and isinstance(value.value, str)
    ]
