"""Values of options that code replaces before anything reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set

from msgspec import Struct

from debtscan.facts import Assignment, FileFacts
from debtscan.model import Location
from debtscan.project.flow.carried import Carrier, Place, Produced
from debtscan.project.flow.flows import Flows
from debtscan.project.flow.sinks import is_log
from debtscan.project.flow.uses import Use
from debtscan.project.names.overwritten_parameters import outermost

_HANDS_ON = frozenset({"argument", "keyword", "spread", "assigned", "returned"})


class _Write(Struct, frozen=True):
    """An assignment that runs whenever its function does."""

    file: FileFacts
    one: Assignment
    end: int  #: last line of the statement


def is_overwritten(
    flows: Flows,
    reads: Set[Location],
    writes: Set[Location],
    namespaces: Collection[Carrier],
    escapes: bool,
    carriers: Set[Carrier] = frozenset(),
) -> bool:
    """Whether a write runs always and before every read: all of them stand below it in one
    function, or it follows the parsing before the namespace is handed on.

    `carriers`: all that holds the namespace.
    """
    given = _given_back(flows, reads, namespaces, carriers)
    return bool(reads) and any(
        (_stands_above(one, reads) and (not escapes or _is_first(flows, one, 0)))
        or any(_follows(flows, one, reads, parsed) for parsed in (*namespaces, *given))
        for one in _plain_writes(flows, writes)
        if len(namespaces) == 1 or _stands_above(one, reads)
    )


def _given_back(
    flows: Flows, reads: Set[Location], namespaces: Collection[Carrier], carriers: Set[Carrier]
) -> Sequence[Carrier]:
    """The one call of a function that parses and gives the namespace back as it is:
    `args = get_args()`."""
    calls = [one for one in carriers if isinstance(one, Produced) and one not in namespaces]
    untouched = all(_is_untouched(flows, reads, one, carriers) for one in namespaces)
    return calls if len(calls) == len(namespaces) == 1 and untouched else ()


def _is_untouched(
    flows: Flows, reads: Set[Location], parsed: Carrier, carriers: Set[Carrier]
) -> bool:
    """Whether the function that parses reads the option nowhere, and hands the namespace to
    nobody but its caller."""
    if not isinstance(parsed, Produced):
        return False
    file = flows.files[parsed.path]
    scope = file.calls[parsed.call].scope
    if not scope:
        return False
    body = file.definitions[scope - 1].at
    if any(at.path == file.path and body.line <= at.line <= body.end_line for at in reads):
        return False
    own = {one.name for one in carriers if isinstance(one, Place) and one.path == file.path}
    return not any(
        use.kind in _HANDS_ON - {"returned"} and use.scope == scope and not _is_log(file, use)
        for name in own
        for use in flows.uses(file.path).of(name)
    )


def _plain_writes(flows: Flows, writes: Set[Location]) -> Iterator[_Write]:
    for path in sorted({at.path for at in writes}):
        file = flows.files[path]
        ends = outermost(file)
        for one in file.assignments:
            named = "." in one.target or one.target.endswith("[]")
            end = ends.get((one.scope, one.at.line))
            if named and one.how == "=" and end is not None and file.locate(one.at) in writes:
                yield _Write(file, one, end)


def _stands_above(write: _Write, reads: Set[Location]) -> bool:
    """All reads lie below it in the function that writes; the module's code runs first."""
    lines = [at.line for at in reads]
    if {at.path for at in reads} != {write.file.path} or min(lines) <= write.end:
        return False
    scope = write.one.scope
    return not scope or max(lines) <= write.file.definitions[scope - 1].at.end_line


def _follows(flows: Flows, write: _Write, reads: Set[Location], parsed: Carrier) -> bool:
    """The namespace is parsed in the same function, and nothing sees it before the write."""
    file, one = write.file, write.one
    if not isinstance(parsed, Produced) or parsed.path != file.path:
        return False
    call = file.calls[parsed.call]
    start = call.at.line
    if call.scope != one.scope or start >= one.at.line:
        return False
    early = any(at.path == file.path and start <= at.line <= write.end for at in reads)
    above = not one.scope and any(at.path == file.path and at.line < start for at in reads)
    leaves = any(r.scope == one.scope and start < r.at.line < one.at.line for r in file.returns)
    return not (early or above or leaves) and _is_first(flows, write, start)


def _is_first(flows: Flows, write: _Write, start: int) -> bool:
    """Whether the function hands the namespace to nobody above the write."""
    name = write.one.target.removesuffix("[]").rpartition(".")[0] or write.one.target[:-2]
    return not any(
        use.kind in _HANDS_ON and start <= use.at.line <= write.end and not _is_log(write.file, use)
        for use in flows.uses(write.file.path).of(name)
        if use.scope == write.one.scope
    )


def _is_log(file: FileFacts, use: Use) -> bool:
    return use.kind in ("argument", "keyword") and is_log(file.calls[use.index].callee)
