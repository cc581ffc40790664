"""Defaults in which two copies of a function differ."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from debtscan.facts import Definition, Literal


class DifferingDefault(Struct, frozen=True):
    """One parameter whose constant default is not the same in both."""

    parameter: str
    old: str | int | float | bool | None
    new: str | int | float | bool | None


def differing_defaults(old: Definition, new: Definition) -> Iterator[DifferingDefault]:
    """Parameters of one name with different constants as defaults, in the old one's order."""
    values = {one.name: one.default for one in new.parameters}
    for one in old.parameters:
        other = values.get(one.name)
        if isinstance(one.default, Literal) and isinstance(other, Literal) and one.default != other:
            yield DifferingDefault(one.name, one.default.value, other.value)
