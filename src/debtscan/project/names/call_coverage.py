"""How many calls are resolved, and why the others are not.

What counts for `repository_coverage`: calls whose last name some definition of the repository
bears, unless they are shown to mean something else:

- the receiver, or the name itself, is from outside: an imported module, a builtin, the result of
  a call of either, a literal or container, an instance of a class that inherits the name from a
  base class outside;
- the receiver is not known, and the name is one that objects of common libraries have as well
  (`libraries.common_methods`): `x.append`, `x.get`, `x.step`.

Everything else stays in the denominator. The strict reading leaves no call out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from debtscan.project.coverage import Coverage, covered
from debtscan.project.libraries.common_methods import COMMON_METHODS
from debtscan.project.names.objects import cause_of

if TYPE_CHECKING:
    from debtscan.project.names.calls import Calls


def call_coverage(calls: Calls) -> Coverage:
    """All calls: known when every alternative is a definition or something from outside."""
    known, causes = 0, []
    for path, index in _every(calls):
        if calls.any_targets(path, index) or calls.is_outside(path, index):
            known += 1
        else:
            causes.append(_cause(calls, path, index))
    return covered(known, causes)


def repository_coverage(calls: Calls, *, strict: bool = False) -> Coverage:
    """Calls that name a definition of the repository: known when resolved to definitions."""
    known, causes = 0, []
    names = calls.symbols.last_names
    for path, index in _every(calls):
        callee = calls.files[path].calls[index].callee
        if callee.rpartition(".")[2] not in names:
            continue
        if calls.targets(path, index):
            known += 1
        elif strict or not _means_something_else(calls, path, index, callee):
            causes.append(_cause(calls, path, index))
    return covered(known, causes)


def _means_something_else(calls: Calls, path: str, index: int, callee: str) -> bool:
    if calls.is_outside(path, index):
        return True
    head, _, last = callee.rpartition(".")
    return bool(head) and last in COMMON_METHODS


def _cause(calls: Calls, path: str, index: int) -> str:
    meant = calls.meant(path, index)
    if calls.is_outside(path, index):
        return "from outside the repository"
    if not meant:
        return "only None or itself is bound to it"
    return cause_of(meant) or "a definition or something from outside"


def _every(calls: Calls) -> Iterator[tuple[str, int]]:
    for path, file in calls.files.items():
        for index in range(len(file.calls)):
            yield path, index
