"""Stage 7: hits become findings, with an identity that survives edits around them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from debtscan.engine.anchors import anchor
from debtscan.engine.naming import Name, Naming
from debtscan.facts import FileFacts, Role
from debtscan.model import Finding, Hit, Location, Related
from debtscan.model.redaction import redact
from debtscan.rulekit import Rule

#: Nobody in the project can pay for debt in these; no rule may opt in.
UNJUDGED = frozenset({Role.VENDORED, Role.GENERATED, Role.MIGRATION, Role.TEMPLATE})
RuleHit = tuple[Rule[Any, Any], Hit]


def judged_roles(rule: Rule[Any, Any]) -> frozenset[Role]:
    """In which files findings of this rule may lie."""
    return rule.roles - UNJUDGED


def settle(
    hits: Iterable[RuleHit],
    roles: Mapping[str, Role],
    files: Mapping[str, FileFacts] | None = None,
) -> list[Finding]:
    """The findings of the hits, sorted by place, whatever order they came in.

    ``roles`` gives the role by path, ``files`` what findings are anchored in. Hits outside the
    rule's roles are dropped; hits of one rule that agree in place and subject are one finding.
    """
    alike: defaultdict[tuple[str, str, str], list[RuleHit]] = defaultdict(list)
    for rule, hit in hits:
        if roles.get(hit.at.path, Role.SOURCE) in judged_roles(rule):
            alike[rule.id, hit.at.path, redact(hit.subject)].append((rule, hit))
    naming = Naming(files or {})
    findings = [
        _finding(
            rule,
            hit,
            subject=key[2],
            fingerprint=_fingerprint(*key, occurrence),
            anchor=anchor(files or {}, hit.at, hit.subject),
            names=naming.named(hit),
        )
        for key, members in alike.items()
        for occurrence, (rule, hit) in enumerate(_distinct(members))
    ]
    return sorted(findings, key=_order)


def _distinct(members: list[RuleHit]) -> Iterator[RuleHit]:
    """One hit for each place, the best evidence first, in the order of the places."""
    for _, same in groupby(sorted(members, key=_evidence), key=lambda each: each[1].at):
        yield next(same)


def _evidence(each: RuleHit) -> tuple[Any, ...]:
    rule, hit = each
    confidence, severity = hit.confidence or rule.confidence, hit.severity or rule.severity
    return (*_place(hit.at), -confidence, -severity, hit.message, hit.advice, hit.related)


def _fingerprint(rule: str, path: str, subject: str, occurrence: int) -> str:
    """Without lines: code inserted above changes nothing; equal debts are told apart by
    their number, so that one that was paid cannot hide a new one."""
    identity = "\0".join((rule, path, subject, str(occurrence)))
    return hashlib.blake2b(identity.encode(), digest_size=16).hexdigest()


def _finding(
    rule: Rule[Any, Any],
    hit: Hit,
    subject: str,
    fingerprint: str,
    anchor: str,
    names: tuple[Name, ...],
) -> Finding:
    return Finding(
        rule=rule.id,
        category=rule.category,
        at=hit.at,
        message=redact(hit.message),
        why=rule.page.why,
        advice=redact(hit.advice),
        subject=subject,
        confidence=hit.confidence or rule.confidence,
        severity=hit.severity or rule.severity,
        minutes=rule.cost(hit.members, hit.minutes),
        fingerprint=fingerprint,
        related=tuple(map(_told, hit.related)),
        anchor=anchor,
        members=hit.members,
        deletes=rule.deletes,
        names=names,
        parts=tuple(sorted(map(redact, hit.parts))),
        needs=hit.needs,
    )


def _told(end: Related) -> Related:
    return replace(end, part=redact(end.part)) if end.part else end


def _order(finding: Finding) -> tuple[Any, ...]:
    return (*_place(finding.at), finding.rule, finding.subject, finding.fingerprint)


def _place(at: Location) -> tuple[Any, ...]:
    return (at.path, at.cell, at.line, at.column, at.end_line, at.end_column)
