"""Where a definition's name is read without being called: passed on, stored, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from debtscan.facts import FileFacts, Reference
from debtscan.model import Location
from debtscan.project.names.exports import Exports
from debtscan.project.names.symbols import Symbol, Symbols

_Lines = dict[str, list[int]]


class ValueUses:
    """Reads of names, less the reads that are calls."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols
        self._exports = Exports(symbols)
        self._reads: dict[str, _Lines] = {}
        self._lasts: dict[str, _Lines] = {}
        self._calls: dict[str, _Lines] = {}

    def of(
        self, symbol: Symbol, aside: Callable[[str, int], bool] = lambda path, line: False
    ) -> Location | None:
        """The first place found where a definition is named but not called; not those (path,
        line) that `aside` holds for.

        Functions and classes of a module by the names their importers know them by; methods
        by their last segment, in their file and its direct importers.
        """
        for path, lines in self._method(symbol) if "." in symbol.name else self._plain(symbol):
            if lines:
                file = self._symbols.files[path]
                last = symbol.name.rpartition(".")[2]
                loose = set(lines).difference(self._called(file).get(last, ()))
                loose -= _annotations(file, last) if loose and symbol.is_class else set()
                loose = {line for line in loose if not aside(path, line)}
                if loose:
                    return file.line(min(loose))
        return None

    def _plain(self, symbol: Symbol) -> Iterator[tuple[str, Sequence[int]]]:
        yield symbol.path, self._named(symbol.path).get(symbol.name, ())
        for path, name, _ in self._exports.of(symbol.path, symbol.name):
            yield path, self._named(path).get(name, ())

    def _method(self, symbol: Symbol) -> Iterator[tuple[str, Sequence[int]]]:
        last = symbol.name.rpartition(".")[2]
        for path in (symbol.path, *self._symbols.imports.importers(symbol.path)):
            yield path, self._by_last(path).get(last, ())

    def _called(self, file: FileFacts) -> _Lines:
        """Last segment of a callee -> the lines of its calls."""
        known = self._calls.get(file.path)
        if known is None:
            known = self._calls[file.path] = defaultdict(list)
            for call in file.calls:
                lines = range(call.at.line, max(call.at.end_line, call.at.line) + 1)
                known[call.callee.rpartition(".")[2]].extend(lines)
        return known

    def _named(self, path: str) -> _Lines:
        """Dotted name -> the lines that read it, in any scope."""
        known = self._reads.get(path)
        if known is None:
            known = self._reads[path] = defaultdict(list)
            for names in self._symbols.files[path].reads:
                for dotted, lines in names.items():
                    known[dotted].extend(lines)
        return known

    def _by_last(self, path: str) -> _Lines:
        known = self._lasts.get(path)
        if known is None:
            known = self._lasts[path] = defaultdict(list)
            for dotted, lines in self._named(path).items():
                known[dotted.rpartition(".")[2]].extend(lines)
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
