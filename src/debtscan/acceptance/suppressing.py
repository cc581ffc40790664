"""Findings that somebody accepted, by a comment beside them or in the settings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from debtscan.acceptance.entries import Entries, Matches
from debtscan.acceptance.known_rules import KnownRules
from debtscan.acceptance.outcome import Complaint, Suppressed
from debtscan.acceptance.remarks import Remarks
from debtscan.acceptance.settings import AcceptedDebt
from debtscan.facts import FileFacts
from debtscan.model import Finding


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is left to report, what was accepted, and which acceptances do nothing."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    complaints: tuple[Complaint, ...]


def suppress(
    findings: Iterable[Finding],
    files: Iterable[FileFacts],
    settings: Sequence[AcceptedDebt],
    rules: KnownRules,
    today: datetime.date,
    matches: Matches,
    whole: bool = True,
) -> Suppression:
    """Take out what comments in ``files`` and the settings accept.

    An acceptance of a rule that was not asked is left alone; any other that accepts nothing is
    complained of. What lies outside ``files`` is not looked for. ``matches`` tells whether a
    gitignore pattern covers a path; ``whole`` that all findings of the project are here.
    """
    remarks = Remarks(files, rules)
    entries = Entries(settings, rules, today, matches)
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        rest, accepted = remarks.sift(finding)
        suppressed.extend(accepted)
        if rest and (entry := entries.accept(finding, rest)):
            suppressed.append(entry)
        elif rest:
            kept.append(rest)
    complaints = (*remarks.complaints(), *entries.complaints(whole))
    kept.sort(key=_place)  # what is left of a cluster may stand elsewhere
    return Suppression(tuple(kept), tuple(suppressed), tuple(complaints))


def _place(finding: Finding) -> tuple[str, int, int, int]:
    return (finding.at.path, finding.at.cell, finding.at.line, finding.at.column)
