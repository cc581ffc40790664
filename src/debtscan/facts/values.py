"""What an expression is known to be: constants, names, partly known strings, unknown.

A small closed language that survives serialisation; the project layer propagates values
through it (constants into joins, options into paths) without ever seeing syntax.
"""

from __future__ import annotations

from msgspec import Struct


class Unknown(Struct, frozen=True, array_like=True, gc=False, tag=0):
    """Nothing useful is known."""


class Literal(Struct, frozen=True, array_like=True, gc=False, tag=1):
    """A constant of the text. Bytes, complex numbers and `...` are `Unknown`."""

    value: str | int | float | bool | None


class Reference(Struct, frozen=True, array_like=True, gc=False, tag=2):
    """A dotted name, its root resolved through the file's imports (`numpy.pi`, `args.lr`).

    A comprehension's variable `f` goes by a name of its own: `f~2` in the second comprehension
    of its scope, in every fact about it."""

    name: str


class Text(Struct, frozen=True, array_like=True, tag=3):
    """A string put together from parts: f-string, `%`, `.format`, `+`. Unresolved parts stay."""

    parts: tuple[Value, ...]


class Result(Struct, frozen=True, array_like=True, gc=False, tag=4):
    """What the call with this index in `FileFacts.calls` returns."""

    call: int


class Collection(Struct, frozen=True, array_like=True, tag=5):
    """A list, tuple or set display: `size` counts all members, `items` holds the first ones.
    A comprehension or generator has size -1: any number of members like its only item."""

    items: tuple[Value, ...]
    size: int


class Table(Struct, frozen=True, array_like=True, tag=6):
    """A dict display; a `**` member has an `Unknown` key. A dict comprehension has one
    entry, for any number like it."""

    keys: tuple[Value, ...]
    values: tuple[Value, ...]


class Operation(Struct, frozen=True, array_like=True, tag=7):
    """An operator and its operands: `+ - * / // % ** @ & | ^ << >>`, `and or not neg`, `if`
    (condition, then, else), `slice` (of, lower, upper, step; `Literal(None)` where a bound is
    left out), and comparisons `== != < <= > >= in not-in is is-not`."""

    operator: str
    operands: tuple[Value, ...]


class Item(Struct, frozen=True, array_like=True, tag=8):
    """`of[key]`, also one target of an unpacking (key = its index)."""

    of: Value
    key: Value


class Member(Struct, frozen=True, array_like=True, tag=9):
    """`of.name` where `of` is not a plain dotted name."""

    of: Value
    name: str


Value = (
    Unknown | Literal | Reference | Text | Result | Collection | Table | Operation | Item | Member
)
