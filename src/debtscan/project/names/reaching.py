"""Which assignments of a name may hold at a line of its scope."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from debtscan.facts import Assignment, Branch, FileFacts, Literal, Unknown

END = 1 << 30  #: a line after all others: the name is read from another scope
_BEFORE = ("for", "with", ":=")  #: bound before the rest of their own statement runs


def reaching(
    file: FileFacts, found: Sequence[Assignment], line: int
) -> tuple[Sequence[Assignment], bool]:
    """The assignments, of one name in one scope, that may hold at a line; and whether one of
    them must. Without any above the line (a loop comes round) all may."""
    if len(found) == 1 and found[0].how[:1] in "=:":
        return found, True
    telling = [one for one in found if one.how != "except"]
    if not telling or "~" in telling[0].target:
        return telling, True
    above = [one for one in telling if _is_above(file, one, line)]
    if not above:
        return telling, line == END
    kept: list[Assignment] = []
    for one in reversed(above):
        if kept and _decided(file, kept, one.at.line, line):
            return kept, True
        kept.append(one)
        if _always_passed(file, one.at.line, line, one.scope):
            return _valued(kept), True
    return _valued(kept), bool(_decided(file, kept, 0, line))


def _valued(kept: Sequence[Assignment]) -> Sequence[Assignment]:
    """Without `x = None`, `x: str`, when there is anything else."""
    told = [one for one in kept if not is_nothing(one)]
    return told or kept


def is_nothing(one: Assignment) -> bool:
    """A binding to None or an empty string, or a mere annotation."""
    value = one.value
    if isinstance(value, Literal):
        return value.value in (None, "")
    return isinstance(value, Unknown) and one.how.startswith(":")


def _is_above(file: FileFacts, one: Assignment, line: int) -> bool:
    if one.at.line > line:
        return False
    if one.how in _BEFORE:
        return True
    return _row(file, one.at.line) < _row(file, line)


def _row(file: FileFacts, line: int) -> int:
    """The statement a line belongs to."""
    return bisect_right(file.statements.lines, line) - 1


def _always_passed(file: FileFacts, first: int, line: int, scope: int) -> bool:
    """Whether who is at `line` came through the statement at line `first`: no block around
    that statement ended in between."""
    depths = file.statements.depths
    start = _row(file, first)
    if start < 0:
        return False
    if line == END:
        body = file.definitions[scope - 1].first if scope else 0
        return depths[start] <= depths[min(body, len(depths) - 1)]
    depth = depths[start]
    between = depths[start + 1 : _row(file, line) + 1]
    return all(one >= depth for one in between)


def _decided(file: FileFacts, kept: Sequence[Assignment], after: int, line: int) -> Branch | None:
    """A branch below `after`, passed on the way to `line`, whose every arm assigns."""
    scope, lines = kept[0].scope, [one.at.line for one in kept]
    for branch in _branches(file, min(lines), line):
        here = branch.scope == scope and branch.kind == "if" and branch.at.line > after
        passed = here and _always_passed(file, branch.at.line, line, scope)
        if passed and _covers(file, branch, lines):
            return branch
    return None


def _branches(file: FileFacts, first: int, line: int) -> Sequence[Branch]:
    """Branches that begin above a line and above the first assignment."""
    end = bisect_left(file.branches, min(first, line), key=_line)
    return file.branches[max(0, end - 6) : end]


def _line(branch: Branch) -> int:
    return branch.at.line


def _covers(file: FileFacts, branch: Branch, lines: Sequence[int]) -> bool:
    other = branch.orelse
    if other is None or not any(branch.body.line <= n <= branch.body.end_line for n in lines):
        return False
    start = bisect_left(file.branches, other.line, key=_line)
    follower = file.branches[start] if start < len(file.branches) else None
    if follower is not None and follower.kind == "elif" and follower.at.line == other.line:
        return _covers(file, follower, lines)
    return any(other.line <= number <= other.end_line for number in lines)
