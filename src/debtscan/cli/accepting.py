"""Takes out of a run's findings what the team accepted or knew before."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from debtscan.acceptance import (
    Acceptance,
    KnownRules,
    Record,
    Suppression,
    match,
    record_of,
    suppress,
)
from debtscan.cli.baselines import find_baseline, read_baseline
from debtscan.cli.request import Request
from debtscan.cli.targets import Targets
from debtscan.engine import Scan, Settings
from debtscan.engine.filters import matches
from debtscan.model import DebtscanError, Finding
from debtscan.model.nearest import did_you_mean
from debtscan.rulekit import RulePack


@dataclass(frozen=True, slots=True)
class Sifted:
    """``counted`` findings score; ``shown`` are those of them, and of packs that do not score,
    which nobody knew before: all of them where neither baseline nor revision is asked."""

    counted: tuple[Finding, ...]
    shown: tuple[Finding, ...]
    acceptance: Acceptance


def sift(
    found: Scan,
    settings: Settings,
    request: Request,
    targets: Targets,
    packs: Sequence[RulePack],
    before: Sequence[Finding] | None,
) -> Sifted:
    """What scores, what is reported, and what was taken out of the report.

    Debt of the baseline scores: the score says what there is, the baseline what is new.
    ``before`` is what a revision held, None when none was asked for. Raises `DebtscanError` for
    a baseline that cannot be read.
    """
    within = suppressed(found, settings, targets, packs)
    acceptance = Acceptance(within.suppressed, within.complaints)
    shown = within.kept
    if (baseline := find_baseline(found.root, settings, request)) is not None:
        matched = match(shown, read_baseline(baseline), paths_of(found), definitions_of(found))
        stale = () if targets.names else asked_only(matched.stale, found)
        acceptance = replace(acceptance, in_baseline=matched.known, stale=stale)
        shown = matched.new
    if before is not None:
        matched = match(shown, map(record_of, before), paths_of(found), definitions_of(found))
        acceptance = replace(acceptance, in_revision=matched.known, revision=request.since or "")
        shown = matched.new
    elif settings.fail_on == "new" and baseline is None and request.use_baseline:
        raise DebtscanError(
            "--fail-on new needs a baseline (debtscan baseline create) or --since REV"
        )
    return Sifted(counting(within.kept, settings, packs), shown, acceptance)


def suppressed(
    found: Scan, settings: Settings, targets: Targets, packs: Sequence[RulePack]
) -> Suppression:
    """The findings within the targets, without those that comments and the settings accept.

    All are sifted first: a comment elsewhere may decide where within them a cluster stands.
    """
    rules = KnownRules(
        {rule.id for pack in packs for rule in pack.rules}, {rule.id for rule in found.rules}
    )
    accepted = suppress(
        found.findings,
        found.files,
        settings.accepted,
        rules,
        datetime.datetime.now(datetime.UTC).date(),
        matches,
        whole=not targets.names,
    )
    hidden = (*accepted.suppressed, *found.suppressed)
    return Suppression(
        tuple(each for each in accepted.kept if targets.hold(each.at.path)),
        tuple(each for each in hidden if targets.hold(each.finding.at.path)),
        tuple(each for each in accepted.complaints if not each.at or targets.hold(each.at.path)),
    )


def counting(
    findings: Sequence[Finding], settings: Settings, packs: Sequence[RulePack]
) -> tuple[Finding, ...]:
    """Those of debtscan's own rules and of packs that were opted in."""
    silent = unscored(settings, packs)
    return tuple(each for each in findings if each.rule not in silent)


def unscored(settings: Settings, packs: Sequence[RulePack]) -> frozenset[str]:
    """Ids of third-party rules that are shown and neither score nor gate. Raises
    `DebtscanError` for an opted-in pack that is not installed."""
    names = {pack.name for pack in packs}
    for name in settings.scored_packs:
        if name not in names:
            hint = did_you_mean(name, names)
            raise DebtscanError(f"scored-packs: no pack `{name}` is installed{hint}")
    return frozenset(
        rule.id
        for pack in packs
        for rule in pack.rules
        if "/" in rule.id and pack.name not in settings.scored_packs
    )


def paths_of(found: Scan) -> frozenset[str]:
    """All files that exist now."""
    named = (*found.unread, *found.listed)
    return frozenset([*(file.path for file in found.files), *(each.path for each in named)])


def definitions_of(found: Scan) -> frozenset[str]:
    """All functions and classes that exist now, as `path:name`."""
    return frozenset(f"{file.path}:{one.name}" for file in found.files for one in file.definitions)


def asked_only(records: Sequence[Record], found: Scan) -> tuple[Record, ...]:
    """Those of rules that were asked: the others say nothing about their records."""
    asked = {rule.id for rule in found.rules}
    return tuple(record for record in records if record.rule in asked)
