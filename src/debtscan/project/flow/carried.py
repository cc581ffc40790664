"""What following one object through the repository found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct, field

from debtscan.model import Location


class Place(NamedTuple):
    """A name that holds the object: a variable of a scope, `self.x` of a class scope, or a
    name imported from another file (as facts spell it)."""

    path: str
    scope: int
    name: str


class Held(NamedTuple):
    """A name that holds a tuple or a table with the object in it."""

    place: Place
    item: int | str


class Produced(NamedTuple):
    """The result of a call that is the object, or has it as one item."""

    path: str
    call: int
    item: int | str | None = None


Carrier = Place | Held | Produced


class Carried(Struct):
    """Everything seen of one object. `reads`: name -> place -> how it is read there
    ("attribute", "key", "getattr", "parameter": spread into a parameter of that name)."""

    carriers: set[Carrier] = field(default_factory=set)
    reads: dict[str, dict[Location, str]] = field(default_factory=lambda: defaultdict(dict))
    writes: dict[str, set[Location]] = field(default_factory=lambda: defaultdict(set))
    methods: set[tuple[str, int, str]] = field(default_factory=set)  #: path, call, method
    escapes: set[str] = field(default_factory=set)  #: why it may be read out of sight
    logged: bool = False  #: printed, logged or saved as a whole
    attributes: set[str] = field(default_factory=set)  #: `args` when some `self.args` holds it

    def read(self, name: str, places: Iterable[Location], how: str) -> None:
        """Note reads; the first way a place reads a name is kept."""
        known = self.reads[name]
        for at in places:
            known.setdefault(at, how)

    @property
    def escape(self) -> str:
        """The first reason by text, so that no order of files shows; "" without any."""
        return min(self.escapes, default="")
