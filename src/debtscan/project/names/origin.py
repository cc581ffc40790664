"""Where a value was found, and who is asked for what its file does not say."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from debtscan.facts import FileFacts, Parameter, Unknown, Value
from debtscan.project.names.alternatives import FREE, Choices, agreed
from debtscan.project.names.reaching import END


class Origin(NamedTuple):
    """A value that is no name for another one, where it stands, and the choices it hangs on."""

    file: FileFacts
    value: Value
    scope: int
    line: int
    given: Choices = FREE
    cause: str = ""  #: why nothing more is known of it
    inside: Choices = FREE  #: the call it was returned by: holds for its parts, not further


Found = tuple[Origin, ...]


class Surroundings(Protocol):
    """What the rest of the repository says. Empty answers: it says nothing."""

    def parameter(self, file: FileFacts, level: int, one: Parameter) -> Found:
        """What a parameter of the function that is scope `level` gets."""

    def outside(self, file: FileFacts, name: str, scope: int, line: int) -> Found:
        """What a dotted name holds that nothing in its file binds."""

    def injected(self, file: FileFacts, name: str) -> Found:
        """What a runner puts into a global name of a script, whatever the script assigns."""

    def called(self, file: FileFacts, index: int) -> Found:
        """What a call of a function of the repository returns."""

    def item(self, holder: Origin, key: str) -> Found:
        """An item of what a library call gave: a key of a loaded document, an option."""


class Alone:
    """The surroundings of a file about which nothing else is known."""

    def parameter(self, file: FileFacts, level: int, one: Parameter) -> Found:
        """Its default."""
        return (Origin(file, one.default, 0, END),) if one.default is not None else ()

    def outside(self, file: FileFacts, name: str, scope: int, line: int) -> Found:
        """Nothing."""
        return ()

    def injected(self, file: FileFacts, name: str) -> Found:
        """Nothing."""
        return ()

    def called(self, file: FileFacts, index: int) -> Found:
        """Nothing."""
        return ()

    def item(self, holder: Origin, key: str) -> Found:
        """Nothing."""
        return ()


def lost(file: FileFacts, scope: int, line: int, cause: str) -> Found:
    """Nothing is known, for this cause."""
    return (Origin(file, Unknown(), scope, line, FREE, cause),)


def given(found: Found, choices: Choices) -> Found:
    """The origins that are left when some choices were made."""
    if not choices:
        return found
    return tuple(
        one._replace(given=both)
        for one in found
        if (both := agreed(one.given, choices)) is not None
    )
