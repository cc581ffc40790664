"""Conditions that choose by a name: `if kind == "a": ... elif kind == "b": ...`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from debtscan.facts import Branch, Collection, FileFacts, Literal, Operation, Reference, Result
from debtscan.facts import Value as Known
from debtscan.model import Location

_SPELLINGS = frozenset({"lower", "upper", "strip"})


class Arm(Struct, frozen=True):
    """One condition on the names, and the block behind it."""

    names: tuple[str, ...]
    branch: Branch


class Dispatch(Struct, frozen=True):
    """All arms of one scope that ask the same thing for a name, in their order."""

    file: FileFacts
    scope: int
    subject: str  #: dotted: `args.model`
    arms: tuple[Arm, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What it is compared with, each once."""
        return tuple(dict.fromkeys(name for arm in self.arms for name in arm.names))

    @property
    def asked(self) -> str:
        """The last part of what is asked: `model` of `args.model`."""
        return self.subject.rpartition(".")[2]

    @property
    def function(self) -> str:
        """The function it stands in; "" for the module."""
        return self.file.definitions[self.scope - 1].name if self.scope else ""

    def at(self, arm: Arm) -> Location:
        """Where an arm's condition stands."""
        return self.file.locate(arm.branch.at)


def dispatches(files: Iterable[FileFacts]) -> Iterator[Dispatch]:
    """Every group of two arms or more, by file and place."""
    for file in files:
        groups: dict[tuple[int, str], list[Arm]] = defaultdict(list)
        for branch in file.branches:
            if branch.kind in ("if", "elif"):
                subject, names = named(file, branch.test)
                if subject:
                    groups[branch.scope, subject].append(Arm(names, branch))
        for (scope, subject), arms in groups.items():
            if len(arms) > 1:
                yield Dispatch(file, scope, subject, tuple(arms))


def named(file: FileFacts, test: Known) -> tuple[str, tuple[str, ...]]:
    """(what is compared, with which strings) of `x == "a"` and `x in ("a", "b")`."""
    match test:
        case Operation("==", (asked, Literal(str() as name))):
            return _subject(file, asked), (name,)
        case Operation("in", (asked, Collection(items, size))) if items and size == len(items):
            names = tuple(item.value for item in items if isinstance(item, Literal))
            texts = tuple(name for name in names if isinstance(name, str))
            return (_subject(file, asked), texts) if len(texts) == size else ("", ())
    return "", ()


def _subject(file: FileFacts, asked: Known) -> str:
    if isinstance(asked, Result):
        owner, _, method = file.calls[asked.call].callee.rpartition(".")
        return owner if method in _SPELLINGS and not owner.startswith("?") else ""
    return asked.name if isinstance(asked, Reference) else ""
