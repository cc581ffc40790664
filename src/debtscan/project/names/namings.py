"""Where a definition is named without being called: in code, in annotations, in strings.

Lines of definitions that are known to be dead may be left aside, and so may those of the
definition itself: what names it there runs only when something else has used it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from debtscan.project.names.calls import Calls
from debtscan.project.names.mentions import Mentions
from debtscan.project.names.symbols import Symbol

Places = Callable[[str, int], bool]  #: (path, line) -> whether the line is left aside


def nowhere(path: str, line: int) -> bool:
    """Leaves no line aside."""
    return False


class Namings:
    """In words, the first that counts; "" when there is none."""

    def __init__(self, calls: Calls, mentions: Mentions) -> None:
        self._calls = calls
        self._symbols = calls.symbols
        self._mentions = mentions
        self._words: dict[str, Mapping[str, frozenset[int]]] = {}

    def of(self, symbol: Symbol, aside: Places = nowhere) -> str:
        """As a class, as a value, or in a text."""
        return (
            self.as_class(symbol, aside)
            or self._as_value(symbol, aside)
            or self.elsewhere(symbol, aside)
        )

    def as_class(self, symbol: Symbol, aside: Places = nowhere) -> str:
        """A base of other classes, a type in annotations, the holder of what is read of it."""
        if not symbol.is_class:
            return ""
        for below in self._symbols.subclasses(symbol):
            if not aside(below.path, below.at.line):
                return f"`{below.name}` at {below.at} derives from it"
        for base in self._symbols.line_of(symbol)[1:]:
            if "__subclasses__" in self.words(base.path):
                return f"{base.path} goes over all subclasses"
        last = symbol.name.rpartition(".")[2]
        for path in (symbol.path, *self._symbols.imports.importers(symbol.path)):
            if any(not aside(path, line) for line in self.words(path).get(last, ())):
                return f"it is named in {path}"
        return ""

    def elsewhere(self, symbol: Symbol, aside: Places = nowhere) -> str:
        """In a string, configuration, a command or a file that was not read."""
        last = symbol.name.rpartition(".")[2]
        if aside is nowhere:
            return self._mentions.possibly_used(last)
        found = (
            one.reason
            for one in self._mentions.each(last)
            if one.where != "string" or not aside(one.path, one.line)
        )
        return next(found, "")

    def words(self, path: str) -> Mapping[str, frozenset[int]]:
        """Every part of the dotted names that a file reads -> the lines."""
        known = self._words.get(path)
        if known is None:
            found: dict[str, set[int]] = defaultdict(set)
            for names in self._symbols.files[path].reads:
                for dotted, lines in names.items():
                    for part in dotted.split("."):
                        found[part].update(lines)
            known = {part: frozenset(lines) for part, lines in found.items()}
            self._words[path] = known
        return known

    def _as_value(self, symbol: Symbol, aside: Places) -> str:
        if aside is nowhere:
            return self._calls.value_use(symbol)
        return self._calls.value_use_beyond(symbol, aside)


class Lines:
    """Lines of definitions, by path; grows."""

    def __init__(self, symbols: Iterable[Symbol] = ()) -> None:
        self._of: dict[str, set[int]] = defaultdict(set)
        self.update(symbols)

    def update(self, symbols: Iterable[Symbol]) -> None:
        """All of definitions that are dead."""
        for one in symbols:
            at = one.definition.at
            self._of[one.path].update(range(at.line, at.end_line + 1))

    def beside(self, symbol: Symbol, inside: Iterable[range]) -> Places:
        """These lines, and those within a definition that is looked at."""
        own = set().union(*inside)

        def aside(path: str, line: int) -> bool:
            return line in self._of.get(path, ()) or (path == symbol.path and line in own)

        return aside
