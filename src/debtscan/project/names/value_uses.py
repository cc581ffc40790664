"""Where a definition's name is read without being called: passed on, stored, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import FileFacts, Reference
from debtscan.model import Location
from debtscan.project.names.exports import Exports
from debtscan.project.names.symbols import Symbol, Symbols

_Reads = Mapping[str, Sequence[tuple[int, ...]]]


class ValueUses:
    """Reads of names, less the reads that are calls."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols
        self._exports = Exports(symbols)
        self._reads: dict[str, _Reads] = {}

    def of(self, symbol: Symbol) -> Location | None:
        """The first place found where a definition is named but not called.

        Functions and classes of a module by the names their importers know them by; methods
        by their last segment, in their file and its direct importers.
        """
        for path, lines in self._method(symbol) if "." in symbol.name else self._plain(symbol):
            file = self._symbols.files[path]
            loose = self._loose(file, symbol.name, lines)
            loose -= _annotations(file, symbol.name.rpartition(".")[2]) if loose else set()
            if loose:
                return file.line(min(loose))
        return None

    def _plain(self, symbol: Symbol) -> Iterator[tuple[str, set[int]]]:
        places = [(symbol.path, symbol.name)]
        places += [(path, name) for path, name, _ in self._exports.of(symbol.path, symbol.name)]
        for path, name in places:
            scopes = self._symbols.files[path].reads
            yield path, {line for names in scopes for line in names.get(name, ())}

    def _method(self, symbol: Symbol) -> Iterator[tuple[str, set[int]]]:
        last = symbol.name.rpartition(".")[2]
        for path in (symbol.path, *self._symbols.imports.importers(symbol.path)):
            found = self._by_last(self._symbols.files[path]).get(last, ())
            yield path, {line for lines in found for line in lines}

    def _loose(self, file: FileFacts, name: str, lines: set[int]) -> set[int]:
        last = name.rpartition(".")[2]
        for call in file.calls if lines else ():
            if call.callee.endswith(last) and call.callee.rpartition(".")[2] == last:
                end = max(call.at.end_line, call.at.line)
                lines.difference_update(range(call.at.line, end + 1))
        return lines

    def _by_last(self, file: FileFacts) -> _Reads:
        known = self._reads.get(file.path)
        if known is None:
            index: dict[str, list[tuple[int, ...]]] = defaultdict(list)
            for names in file.reads:
                for dotted, lines in names.items():
                    index[dotted.rpartition(".")[2]].append(lines)
            known = self._reads[file.path] = index
        return known


def _annotations(file: FileFacts, last: str) -> set[int]:
    """Lines where the name is (in all likelihood) a type or a base: headers, `x: Name = ...`."""
    rows = file.statements.lines
    lines = {one.at.line for one in file.assignments if one.how[0] == ":" and last in one.how}
    for definition in file.definitions:
        defaults = (one.default for one in definition.parameters)
        if not any(isinstance(d, Reference) and d.name.endswith(last) for d in defaults):
            body = rows[definition.first] if definition.first < definition.last else 0
            lines.update(range(definition.at.line, max(body, definition.at.line + 1)))
    return lines
