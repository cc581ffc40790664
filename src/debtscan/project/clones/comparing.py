"""Everything in which two copies of code differ, as data."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from itertools import chain

from debtscan.facts import (
    Call,
    Collection,
    FileFacts,
    Item,
    Literal,
    Member,
    Operation,
    Result,
    Table,
    Text,
    Value,
)
from debtscan.project.clones.copies import Difference, Rows
from debtscan.project.options.defaults import DifferingDefault

#: signs of which one may be written for another
_FAMILIES = (
    frozenset({"==", "!=", "<", "<=", ">", ">="}),
    frozenset({"in", "not-in"}),
    frozenset({"is", "is-not"}),
    frozenset({"+", "-", "*", "/", "//", "%", "**", "@"}),
    frozenset({"&", "|", "^", "<<", ">>"}),
    frozenset({"and", "or"}),
)
_NEAR = 20  #: rows of a rewritten part that are matched with one another


class RowValues:
    """What the facts say of the expressions that stand on the lines of one statement."""

    def __init__(self, file: FileFacts) -> None:
        self._file = file
        self._by_line: dict[int, list[tuple[str, Value]]] = {}
        for one in file.assignments:
            self._add(one.at.line, one.target, one.value)
        for branch in file.branches:
            self._add(branch.at.line, "", branch.test)
        for result in file.returns:
            self._add(result.at.line, "", result.value)
        for number, call in enumerate(file.calls):
            self._add(call.at.line, "", Result(number))

    def of(self, row: Rows, number: int) -> list[tuple[str, Value]]:
        """(name it is bound to, value) of one row, calls last."""
        table = row.file.statements
        lines = range(table.lines[row.first + number], table.end_lines[row.first + number] + 1)
        return list(chain.from_iterable(self._by_line.get(line, ()) for line in lines))

    def call(self, result: Result) -> Call:
        """The call whose result a value is."""
        return self._file.calls[result.call]

    def _add(self, line: int, name: str, value: Value) -> None:
        self._by_line.setdefault(line, []).append((name, value))


class Comparing:
    """Two runs of rows, statement by statement."""

    def __init__(self, old: Rows, new: Rows, values: tuple[RowValues, RowValues]) -> None:
        self._old, self._new = old, new
        self._values = values

    def everything(self, defaults: Sequence[DifferingDefault] = ()) -> tuple[Difference, ...]:
        """Every difference, the most telling kinds first, then in the order of the old one."""
        found = list(self._rows())
        first = self._old.at(0), self._new.at(0)
        found += [
            Difference(one.old, one.new, *first, "default", one.parameter) for one in defaults
        ]
        return tuple(sorted(dict.fromkeys(found), key=lambda one: (-one.weight, one.old_at)))

    def _rows(self) -> Iterator[Difference]:
        matcher = difflib.SequenceMatcher(None, self._old.shapes, self._new.shapes, autojunk=False)
        gone: list[int] = []
        come: list[int] = []
        for tag, a, a_end, b, b_end in matcher.get_opcodes():
            if tag == "equal":
                for step in range(a_end - a):
                    yield from self._facing(a + step, b + step)
                continue
            left, right = list(range(a, a_end)), list(range(b, b_end))
            for one in left[:_NEAR]:
                other, edits = self._edited(one, right[:_NEAR])
                if edits:
                    yield from edits
                    right.remove(other)
                else:
                    gone.append(one)
            gone += left[_NEAR:]
            come += right
        yield from self._unpaired(gone, come)

    def _edited(self, old: int, among: Sequence[int]) -> tuple[int, Sequence[Difference]]:
        """The first of these new rows that only calls or compares otherwise, and how."""
        for new in among:
            edits = list(self._edits(old, new))
            if edits:
                return new, edits
        return -1, ()

    def _facing(self, old: int, new: int) -> Iterator[Difference]:
        """Two rows of one shape: constants, and signs the shape leaves out."""
        before, after = self._old.constants(old), self._new.constants(new)
        for one, other in zip(before, after, strict=False):
            if one != other or type(one) is not type(other):
                yield self._difference(one, other, old, new, "constant", self._name(one, old))
        if self._exact(self._old, old) != self._exact(self._new, new):
            yield from self._edits(old, new, operators=True)

    def _edits(self, old: int, new: int, *, operators: bool = False) -> Iterator[Difference]:
        """Operators and callees that differ where the expressions are built alike."""
        left, right = self._values[0].of(self._old, old), self._values[1].of(self._new, new)
        if len(left) != len(right):
            return
        for (_, one), (_, other) in zip(left, right, strict=True):
            for kind, before, after in self._walk(one, other, 0):
                if kind == "operator" or not operators:
                    yield self._difference(before, after, old, new, kind, "")

    def _walk(self, one: Value, other: Value, depth: int) -> Iterator[tuple[str, str, str]]:
        if depth > 8:
            return
        match one, other:
            case Result(), Result():
                before, after = self._values[0].call(one), self._values[1].call(other)
                if _callee(before) != _callee(after):
                    if _given(before) == _given(after):
                        yield "call", before.callee, after.callee
                    return  # what two functions are given need not correspond
            case Operation(sign, parts), Operation(other_sign, others):
                alike = [type(part) for part in parts] == [type(part) for part in others]
                if sign != other_sign and alike and _akin(sign, other_sign):
                    yield "operator", sign, other_sign
        for left, right in zip(self._inside(one, 0), self._inside(other, 1), strict=False):
            yield from self._walk(left, right, depth + 1)

    def _inside(self, value: Value, side: int) -> Sequence[Value]:
        match value:
            case Result():
                call = self._values[side].call(value)
                keywords = [one.value for one in call.keywords]
                return [*([call.receiver] if call.receiver else []), *call.arguments, *keywords]
            case Operation(operands=parts) | Text(parts=parts) | Collection(items=parts):
                return parts
            case Table(values=values):
                return values
            case Item(of=of, key=key):
                return (of, key)
            case Member(of=of):
                return (of,)
        return ()

    def _unpaired(self, gone: Sequence[int], come: Sequence[int]) -> Iterator[Difference]:
        """Statements only one side has; the same one elsewhere is a change of order."""
        left = list(come)
        for old in gone:
            wanted = self._exact(self._old, old)
            moved = next((new for new in left if self._exact(self._new, new) == wanted), None)
            if moved is None:
                yield self._difference(None, None, old, None, "missing", "")
            else:
                left.remove(moved)
                yield self._difference(None, None, old, moved, "order", "")
        for new in left:
            yield self._difference(None, None, None, new, "added", "")

    def _name(self, value: object, row: int) -> str:
        """The one argument, key or variable that holds this constant on this row."""
        names = {name for name, found in self._named(row) if _is(found, value) and name}
        return names.pop() if len(names) == 1 else ""

    def _named(self, row: int) -> Iterator[tuple[str, Value]]:
        values = self._values[0]
        for name, value in values.of(self._old, row):
            yield name, value
            if isinstance(value, Result):
                yield from ((one.name, one.value) for one in values.call(value).keywords)
            elif isinstance(value, Table):
                for key, held in zip(value.keys, value.values, strict=False):
                    yield (str(key.value) if isinstance(key, Literal) else ""), held
            elif isinstance(value, Operation) and len(value.operands) == 2:
                yield getattr(value.operands[0], "name", ""), value.operands[1]

    def _exact(self, rows: Rows, row: int) -> int:
        return rows.file.statements.exacts[rows.first + row]

    def _difference(
        self, old: object, new: object, row: int | None, other: int | None, kind: str, name: str
    ) -> Difference:
        """A row that one side lacks is placed at the start of that side."""
        places = (self._old.at(row or 0), self._new.at(other or 0))
        return Difference(old, new, *places, kind, name)  # type: ignore[arg-type]


def _akin(sign: str, other: str) -> bool:
    """Whether one sign may have been written for the other: both compare, or both compute."""
    return any(sign in family and other in family for family in _FAMILIES)


def _callee(call: Call) -> str:
    """The name that counts: of a method on some variable its last part."""
    return call.callee.rpartition(".")[2]


def _given(call: Call) -> tuple[int, list[str]]:
    """How many arguments it is given by place, and which by name."""
    return len(call.arguments), [one.name for one in call.keywords]


def _is(found: Value, value: object) -> bool:
    return isinstance(found, Literal) and found.value == value and type(found.value) is type(value)
