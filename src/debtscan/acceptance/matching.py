"""Which findings were there before: each is paired with at most one record.

Pairs are made in rounds, from the strongest agreement to the weakest, so that two debts alike
never swap and a debt that was paid cannot hide another (compare the rounds of SonarQube's issue
tracking); then once more by the names that renamed definitions have now. A cluster that gained a
member is new, one that lost some is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

from debtscan.acceptance.parts import Parts, following
from debtscan.acceptance.records import Record, record_of
from debtscan.acceptance.renames import Renames
from debtscan.model import Finding

Key = Callable[[Record], Hashable | None]  #: None: this record takes no part in the round


@dataclass(frozen=True, slots=True)
class Matched:
    """Findings nobody knew, findings that a record knew, records without a finding, and records
    of clusters that grew, whose findings are new."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    stale: tuple[Record, ...]
    outgrown: tuple[Record, ...] = ()


def match(
    findings: Sequence[Finding],
    records: Iterable[Record],
    paths: Collection[str],
    definitions: Collection[str] = (),
) -> Matched:
    """Pair findings with records. ``paths`` are the files that exist now, ``definitions`` what
    they define (`path:name`): what is gone may stand under another name."""
    pairing = _Pairing(findings, records, paths, definitions)
    for key in _ROUNDS:
        pairing.round(key)
    for key in _ROUNDS:
        pairing.round(key, renamed=True)
    pairing.round(_moved, moved=True)
    pairing.clusters()
    pairing.pieces()
    return pairing.outcome()


class _Pairing:
    def __init__(
        self,
        findings: Sequence[Finding],
        records: Iterable[Record],
        paths: Collection[str],
        definitions: Collection[str],
    ) -> None:
        self._findings = findings
        self._identities = [record_of(finding) for finding in findings]
        self._records = sorted(records)
        renames = Renames(self._identities, self._records, definitions)
        self._renamed = [renames.applied(record) for record in self._records]
        self._followed = [renames.followed(record) for record in self._renamed]
        self._parts = Parts(self._identities, self._renamed, paths)
        self._open = dict.fromkeys(range(len(findings)))  #: findings without a record
        self._left = dict.fromkeys(range(len(self._records)))  #: records without a finding
        self._grown: dict[int, Record] = {}

    def round(self, key: Key, moved: bool = False, renamed: bool = False) -> None:
        """Pair what agrees in a key, in order; ``renamed`` by the names of now."""
        records = self._renamed if renamed else self._records
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for number in self._left:
            waiting[key(records[number])].append(number)
        for number in list(self._open):
            agreed = key(self._identities[number])
            if agreed is not None and waiting[agreed]:
                self._pair(number, waiting[agreed].pop(0), moved)

    def clusters(self) -> None:
        """Pair a cluster with the one it is what is left of, though its name changed."""
        by_rule: defaultdict[str, list[int]] = defaultdict(list)
        for number in self._left:
            if self._renamed[number].parts:
                by_rule[self._renamed[number].rule].append(number)
        for number in list(self._open):
            mine = self._identities[number]
            for candidate in by_rule[mine.rule]:
                old = self._renamed[candidate]
                if self._parts.are_kin(mine, old) and not self._parts.grew(mine, old):
                    by_rule[mine.rule].remove(candidate)
                    self._pair(number, candidate)
                    break

    def pieces(self) -> None:
        """Drop what clusters fell apart into: all of it was there, in one cluster or another."""
        for number in list(self._open):
            if self._parts.were_there(self._identities[number]):
                del self._open[number]

    def _pair(self, finding: int, record: int, moved: bool = False) -> None:
        del self._open[finding], self._left[record]
        now, before = self._identities[finding], self._records[record]
        held = [before, self._renamed[record]]
        if now.subject == held[1].subject:  # one that names its ends has others now
            held.append(self._followed[record])
        if moved:
            held += [following(each, now) for each in held]
        if all(self._parts.grew(now, each) for each in held):
            self._grown[finding] = before

    def outcome(self) -> Matched:
        new = self._grown.keys() | self._open.keys()
        return Matched(
            tuple(each for number, each in enumerate(self._findings) if number in new),
            tuple(each for number, each in enumerate(self._findings) if number not in new),
            tuple(self._records[number] for number in self._left),
            tuple(self._grown.values()),
        )


def _unchanged(record: Record) -> Hashable:
    return (*_exactly(record), record.parts)


def _exactly(record: Record) -> tuple[Hashable, ...]:
    return (*_same_subject(record), record.anchor)


def _same_parts(record: Record) -> Hashable | None:
    """The statement was edited; of several alike it is the one that holds the same."""
    return (*_same_subject(record), record.parts) if record.parts else None


def _same_subject(record: Record) -> tuple[Hashable, ...]:
    """The statement was edited, the debt is the same."""
    return (record.rule, record.path, record.subject)


_ROUNDS = (_unchanged, _exactly, _same_parts, _same_subject)


def _moved(record: Record) -> Hashable | None:
    """The file was renamed, or the code went to another."""
    if not record.anchor:
        return None
    module = record.path.removesuffix(".py").replace("/", ".")
    own = rf"(?<!\w)(?:{re.escape(record.path)}|{re.escape(module)})(?!\w)"
    return (record.rule, re.sub(own, "@", record.subject), record.anchor)
