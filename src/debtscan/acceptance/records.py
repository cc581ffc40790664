"""What is remembered of a finding: enough to know it again, nothing that an edit near it moves."""

from __future__ import annotations

from dataclasses import dataclass

from debtscan.model import Finding


@dataclass(frozen=True, slots=True, order=True)
class Record:
    """The identity of a finding without lines.

    ``anchor`` is a hash of the statement it stands on that no formatting changes; ``parts`` name
    what a cluster holds and ``members`` counts it, so that a cluster that grew is told apart.
    ``names`` are the definitions that subject and parts name (`path:name`), each with a hash of
    what it holds, so that one that was renamed is known again.
    """

    path: str
    rule: str
    subject: str
    anchor: str = ""
    members: int = 1
    parts: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


def record_of(finding: Finding) -> Record:
    """The finding, as a baseline remembers it."""
    return Record(
        finding.at.path,
        finding.rule,
        finding.subject,
        finding.anchor,
        finding.members,
        tuple(sorted(finding.parts)),
        finding.names,
    )
