"""Where a copy stands, and a cluster of copies."""

from __future__ import annotations

from dataclasses import dataclass, field

from debtscan.facts import FileFacts, Span
from debtscan.model import Location

Place = tuple[str, int]  #: a path, and the number of a cell or row in it


@dataclass(frozen=True, slots=True)
class Copy:
    """One run of statements: rows `first` to one before `last` of its file's table."""

    at: Location  #: from its first line to its last
    owner: str  #: the function it lies in, dotted in its file; "" for module level
    first: int = field(repr=False)
    last: int = field(repr=False)

    @property
    def path(self) -> str:
        """The file it lies in."""
        return self.at.path


@dataclass(frozen=True, slots=True)
class CodeCluster:
    """Equal runs of statement shapes, by place: names and constants may differ."""

    members: tuple[Copy, ...]
    statements: int  #: of one member
    exact: bool  #: names and constants agree too

    @property
    def paths(self) -> tuple[str, ...]:
        """The files the members lie in, sorted, each once."""
        return tuple(sorted({member.path for member in self.members}))


def copy_of(file: FileFacts, first: int, last: int) -> Copy:
    """The run of these rows; what holds it is the outermost function of its first row."""
    table = file.statements
    end = max(table.end_lines[first:last])
    scope = table.scopes[first]
    owner = file.definitions[scope - 1].name if scope else ""
    return Copy(file.locate(Span(table.lines[first], 1, end)), owner, first, last)


def are_exact(files: list[FileFacts], members: tuple[Copy, ...]) -> bool:
    """Whether names and constants of all members agree."""
    exacts = {
        file.statements.exacts[one.first : one.last]
        for file, one in zip(files, members, strict=True)
    }
    return len(exacts) == 1
