"""Blocks of statements that stand in several places, inside one function or across files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from debtscan.facts import FileFacts, Operation
from debtscan.project.clones.places import CodeCluster, Copy, are_exact
from debtscan.project.clones.repeats import Repeat, maximal_repeats
from debtscan.project.clones.sequence import Statements
from debtscan.project.names.symbols import Symbol


def copied_blocks(
    files: Sequence[FileFacts], min_statements: int, min_files: int, told: Iterable[Symbol]
) -> tuple[CodeCluster, ...]:
    """Clusters by first place. What lies, in all its places, inside larger clones (reported
    blocks, functions `told` of elsewhere) is left out, and so are lists of mere assignments."""
    sequence = Statements(files)
    cover = _Cover(len(sequence.shapes))
    for symbol in told:
        definition = symbol.definition
        cover.add_rows(sequence, symbol.path, definition.first, definition.last)
    working = _Working()
    found: list[CodeCluster] = []
    for places, length in sorted(maximal_repeats(sequence.shapes, min_statements), key=_size):
        if cover.has_all(places, length):
            continue
        members = tuple(sequence.copy(place, length) for place in places)
        homes = [sequence.file(place) for place in places]
        if len({one.path for one in homes}) < min_files:
            continue
        if 2 * working.count(homes[0], members[0]) >= length:
            cover.add(places, length)
            found.append(CodeCluster(members, length, are_exact(homes, members)))
    return tuple(sorted(found, key=_place))


class _Cover:
    """Which parts of the sequence lie inside a clone that was reported."""

    def __init__(self, size: int) -> None:
        self._reach = [0] * (size + 1)

    def add(self, places: Iterable[int], length: int) -> None:
        for place in places:
            end = place + length
            for inside in range(place, end):
                if self._reach[inside] < end:
                    self._reach[inside] = end

    def add_rows(self, sequence: Statements, path: str, first: int, last: int) -> None:
        place = sequence.place(path, first)
        if place is not None:
            self.add((place,), last - first)

    def has_all(self, places: Iterable[int], length: int) -> bool:
        return all(self._reach[place] >= place + length for place in places)


class _Working:
    """Statements that do something: call, decide, compute. Lists of plain assignments, as
    constructors have them, are alike in all programs."""

    def __init__(self) -> None:
        self._lines: dict[str, frozenset[int]] = {}

    def count(self, file: FileFacts, copy: Copy) -> int:
        """How many of a copy's rows."""
        table = file.statements
        depths = (*table.depths[copy.first : copy.last], 0)
        busy = self._of(file)
        lines = table.lines[copy.first : copy.last]
        return sum(line in busy or depths[row + 1] > depths[row] for row, line in enumerate(lines))

    def _of(self, file: FileFacts) -> frozenset[int]:
        known = self._lines.get(file.path)
        if known is None:
            known = self._lines[file.path] = frozenset(_busy(file))
        return known


def _busy(file: FileFacts) -> Iterator[int]:
    yield from (call.at.line for call in file.calls)
    for one in file.assignments:
        if isinstance(one.value, Operation):
            yield one.at.line


def _size(repeat: Repeat) -> tuple[int, int, int]:
    places, length = repeat
    return (-length, -len(places), places[0])


def _place(cluster: CodeCluster) -> tuple[str, int]:
    first = cluster.members[0]
    return (first.path, first.first)
