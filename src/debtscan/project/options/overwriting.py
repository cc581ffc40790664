"""Values of options that code replaces before anything reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from debtscan.facts import Assignment, FileFacts
from debtscan.model import Location


def is_overwritten(
    files: Mapping[str, FileFacts], reads: Set[Location], writes: Set[Location]
) -> bool:
    """Whether one file has all reads, and a write that runs always and before them."""
    paths = {at.path for at in reads}
    if len(paths) != 1 or not writes:
        return False
    file = files[min(paths)]
    lines = [at.line for at in reads]
    return any(
        _is_unconditional(file, one) and at.line < min(lines) and _encloses(file, one, lines)
        for one, at in _assignments(file)
        if at in writes
    )


def _assignments(file: FileFacts) -> Iterator[tuple[Assignment, Location]]:
    for one in file.assignments:
        if "." in one.target or one.target.endswith("[]"):
            yield one, file.locate(one.at)


def _is_unconditional(file: FileFacts, one: Assignment) -> bool:
    """A plain assignment in no branch of its function, nor in what handles a failure."""
    spans = [part for b in file.branches for part in (b.body, b.orelse) if b.scope == one.scope]
    spans += [clause.at for clause in file.excepts if clause.scope == one.scope]
    inside = any(at is not None and at.line <= one.at.line <= at.end_line for at in spans)
    return one.how == "=" and not inside


def _encloses(file: FileFacts, one: Assignment, lines: list[int]) -> bool:
    """Whether all reads lie in the function that writes; the module's code runs first."""
    if not one.scope:
        return True
    at = file.definitions[one.scope - 1].at
    return all(at.line <= line <= at.end_line for line in lines)
