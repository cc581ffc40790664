"""How much is known of who uses the keys of loaded documents, and why the rest is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from debtscan.facts import ConfigKey
from debtscan.project.configuration.holding import KeyUse
from debtscan.project.coverage import Coverage, covered

_EXACT = frozenset({"read", "parameter", "names", "stage"})


class Attributed(Protocol):
    """What coverage is counted over."""

    @property
    def loaded(self) -> Mapping[str, str]:
        """Documents and why they count."""

    def keys(self, path: str) -> tuple[ConfigKey, ...]:
        """Leaf keys."""

    def uses(self, path: str, key: str) -> tuple[KeyUse, ...]:
        """What followed objects show."""

    def is_read(self, key: str) -> bool:
        """By name."""

    def is_followed(self, path: str) -> bool:
        """Whether a load of the document is known."""


def attribution(configuration: Attributed, path: str, key: str) -> str:
    """The surest thing known of a key: "read", "parameter", "whole", "iterated" (followed),
    "names" (it says what is made), "stage" (a pipeline's stage depends on it), "any" (of several
    documents), "name" (read by name somewhere), or ""."""
    kinds = {use.kind for use in configuration.uses(path, key)}
    for kind in ("read", "parameter", "names", "stage", "any", "whole", "handed", "iterated"):
        if kind in kinds:
            return kind
    return "name" if configuration.is_read(key) else ""


def coverage(configuration: Attributed) -> Coverage:
    """Keys that a followed object, a name, an interpolation or a named receiver accounts for."""
    found = list(_all(configuration))
    return covered(sum(1 for _, how in found if how), (cause for cause, how in found if not how))


def exact_coverage(configuration: Attributed) -> Coverage:
    """Keys of which a read, or the parameter they arrive in, was followed from the load."""
    found = list(_all(configuration))
    known = sum(1 for _, how in found if how in _EXACT)
    return covered(known, (_softer(cause, how) for cause, how in found if how not in _EXACT))


def _all(configuration: Attributed) -> Iterator[tuple[str, str]]:
    """(cause when nothing is known, how it is attributed) for each leaf key."""
    for path in configuration.loaded:
        cause = _cause(configuration, path)
        for key in configuration.keys(path):
            yield cause, attribution(configuration, path, key.path)


def _cause(configuration: Attributed, path: str) -> str:
    if configuration.is_followed(path):
        return "read nowhere, though its document is followed"
    if configuration.loaded[path].startswith("passed on the command line"):
        return "document known from a command line only"
    if configuration.loaded[path].startswith("named at"):
        return "document named in code that nothing is seen to load"
    return "document loaded by a path that is not known"


def _softer(cause: str, how: str) -> str:
    known = {
        "name": "read by name alone",
        "any": "read of one of many documents",
        "whole": "given whole to a named receiver",
        "handed": "given whole to a named receiver",
    }
    return {**known, "iterated": "gone over with its section"}.get(how, cause)
