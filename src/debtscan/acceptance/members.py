"""What a cluster holds, place by place, so that a part of it can be accepted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from debtscan.model import Finding, Location, Related


@dataclass(frozen=True, slots=True)
class Member:
    """One place of a cluster. ``number`` counts what stands there: at the finding's own place
    also all that has none of its own; ``end`` is None there."""

    at: Location
    parts: tuple[str, ...]
    number: int
    end: Related | None = None


def members(finding: Finding) -> list[Member]:
    """The finding's own place first, then the ends at which further parts of it stand."""
    ends = [end for end in finding.related if end.part]
    own = Counter(finding.parts) - Counter(end.part for end in ends)
    number = max(1, finding.members - len(ends))
    first = Member(finding.at, tuple(own.elements()), number)
    return [first, *(Member(end.at, (end.part,), 1, end) for end in ends)]


def left_of(finding: Finding, left: Sequence[Member], accepted: Sequence[Member]) -> Finding:
    """What nobody accepted, at the first place of it. It keeps its identity, so that accepting
    some of a known debt shows nothing new."""
    if not accepted:
        return finding
    here = f", left here: {left[0].end.role}" if left[0].end else ""
    said = f"{finding.message}; accepted at {_places(accepted, left[0].at)}{here}"
    return replace(_some(finding, left), message=said)


def piece_of(finding: Finding, accepted: Sequence[Member]) -> Finding:
    """What one comment accepts; of a cluster with more to it, with an identity of its own."""
    if sum(one.number for one in accepted) == _all(finding):
        return finding
    parts = "\0".join(part for one in accepted for part in one.parts)
    identity = f"{finding.fingerprint}\0{accepted[0].at.path}\0{parts}"
    mark = hashlib.blake2b(identity.encode(), digest_size=16).hexdigest()
    return replace(_some(finding, accepted), fingerprint=mark)


def _some(finding: Finding, some: Sequence[Member]) -> Finding:
    others = {id(one.end) for one in some[1:]}
    shows = (end for end in finding.related if not end.part or id(end) in others)
    number = sum(one.number for one in some)
    return replace(
        finding,
        at=some[0].at,
        related=tuple(shows),
        members=number,
        parts=tuple(sorted(part for one in some for part in one.parts)),
        minutes=-(-finding.minutes * number // _all(finding)),
    )


def _all(finding: Finding) -> int:
    return sum(one.number for one in members(finding))


def _places(accepted: Collection[Member], beside: Location) -> str:
    lines = [_place(one.at, beside) for one in accepted]
    more = f" and {len(lines) - 2} more places" if len(lines) > 3 else ""
    return ", ".join(lines[: 2 if more else 3]) + more


def _place(at: Location, beside: Location) -> str:
    line = f"cell {at.cell}, line {at.line}" if at.cell else f"line {at.line}"
    return line if at.path == beside.path else f"{at.path}, {line}"
