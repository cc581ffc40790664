"""What an object may be, as far as the text shows it: a set of alternatives."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from debtscan.project.libraries.framework_hooks import hooked
from debtscan.project.libraries.plain_values import PLAIN_VALUES
from debtscan.project.names.symbols import Symbol

MOST = 8  #: alternatives that are kept apart


class Instance(Struct, frozen=True):
    """An object of a class of the repository; `exact`: of no subclass of it."""

    of: Symbol
    exact: bool = False


class Itself(Struct, frozen=True):
    """A function or class as a value; `owner`: the class a method was asked of, `alike`: that
    class may be a subclass of it."""

    of: Symbol
    owner: Symbol | None = None
    alike: bool = False


class Parent(Struct, frozen=True):
    """What `super()` gives inside a class."""

    of: Symbol


class Foreign(Struct, frozen=True):
    """Something from outside the repository: `numpy.zeros`, or what came of calling it."""

    origin: str
    called: bool = False


class Many(Struct, frozen=True):
    """A container or iterator; its members are all alike."""

    kind: str
    of: Objects


class Fixed(Struct, frozen=True):
    """A tuple or list with known places."""

    items: tuple[Objects, ...]


class Method(Struct, frozen=True):
    """A method of a container."""

    of: Many | Fixed
    name: str


class Mystery(Struct, frozen=True):
    """Nothing is known, and why."""

    cause: str


Object = Instance | Itself | Parent | Foreign | Many | Fixed | Method | Mystery
Objects = frozenset[Object]

NOTHING: Objects = frozenset()  #: adds no alternative: `None`, a name bound through itself
STRING: Objects = frozenset({Foreign("str", called=True)})
NUMBER: Objects = frozenset({Foreign("int", called=True)})
TRUTH: Objects = frozenset({Foreign("bool", called=True)})


def mystery(cause: str) -> Objects:
    """Not known, for this reason."""
    return frozenset({Mystery(cause)})


def joined(found: Iterable[Objects]) -> Objects:
    """All alternatives; nothing is known as soon as one of them is not."""
    every = NOTHING.union(*found)
    if len(every) < 2:
        return every
    unknown = [one for one in every if isinstance(one, Mystery)]
    if unknown:
        return frozenset({min(unknown, key=_cause)})
    return frozenset(every) if len(every) <= MOST else mystery("one of many classes")


def cause_of(objects: Objects) -> str:
    """Why nothing is known; "" when something is."""
    return next((one.cause for one in objects if isinstance(one, Mystery)), "")


def is_outside(objects: Objects) -> bool:
    """Whether all it may be is from outside the repository."""
    return bool(objects) and all(isinstance(one, Foreign | Method) for one in objects)


def may_hold(objects: Objects) -> bool:
    """Whether something from outside may be, or hold, an object of the repository."""
    return any(isinstance(one, Foreign) and _may_hold(one) for one in objects)


def _may_hold(one: Foreign) -> bool:
    if one.called:
        return one.origin.partition(".")[0] not in PLAIN_VALUES
    base, _, last = one.origin.rpartition(".")
    return not hooked(base, last)


def is_open(objects: Objects) -> bool:
    """Whether something in it, however deep, is not known."""
    for one in objects:
        if isinstance(one, Mystery):
            return True
        inner = one.of if isinstance(one, Method) else one
        if isinstance(inner, Many) and is_open(inner.of):
            return True
        if isinstance(inner, Fixed) and any(is_open(item) for item in inner.items):
            return True
    return False


def _cause(one: Mystery) -> str:
    return one.cause
