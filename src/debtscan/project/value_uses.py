"""Where a definition's name is read without being called: passed on, stored, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from debtscan.facts import FileFacts
from debtscan.model import Location
from debtscan.project.exports import Exports
from debtscan.project.symbols import Symbol, Symbols

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
            loose = self._loose(self._symbols.files[path], symbol.name, lines)
            if loose:
                return self._symbols.files[path].line(min(loose))
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
