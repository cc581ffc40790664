"""The composition root: engine, score and report are joined here and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec

import debtscan
from debtscan.cli import main
from debtscan.cli.accepting import Sifted, sift, unscored
from debtscan.cli.comparing import incomparable
from debtscan.cli.covering import coverage, unread_of
from debtscan.cli.excerpts import Excerpts
from debtscan.cli.outputs import put
from debtscan.cli.progress import progress_bar
from debtscan.cli.request import Request
from debtscan.cli.rule_info import own_page, rule_info
from debtscan.cli.streams import complain, notice
from debtscan.cli.targets import Targets
from debtscan.cli.timing import Stopwatch
from debtscan.cli.told import told
from debtscan.engine import Scan, Settings, findings_since, load_packs
from debtscan.engine import scan as run_scan
from debtscan.engine.selection import left_out, left_to_production, select
from debtscan.facts import Unread
from debtscan.model import DebtscanError, Finding
from debtscan.report import Report
from debtscan.rulekit import Rule, RulePack
from debtscan.score import Floors, Limit, absent, constants_of, grade, judge, measure
from debtscan.score.applies import NO_RULE
from debtscan.source import find_root, repository_prefix


def scan(request: Request) -> int:
    """Run one scan, write its reports, return the exit code."""
    watch = Stopwatch()
    root = find_root(request.targets)
    settings = _floored(told(root, request.settings, request.configuration), request)
    packs = load_packs()
    rules = select([rule for pack in packs for rule in pack.rules], settings.selection)
    _refuse_empty_floors(settings.floors, rules, unscored(settings, packs))
    before = findings_since(root, request.since, settings, packs=packs) if request.since else None
    with progress_bar(request.quiet) as progress:
        found = run_scan(root, settings, progress, packs=packs)
    watch.lap("scan")
    for each in found.notices:
        notice(each)
    report = compose(found, settings, Targets.within(root, request.targets), packs, request, before)
    watch.lap("score")
    put(report, request, Excerpts(found.root, found.files))
    watch.lap("report")
    if request.timing:
        watch.tell(found.seconds)
    return _exit_code(report, request)


def compose(
    found: Scan,
    settings: Settings,
    targets: Targets,
    packs: Sequence[RulePack],
    request: Request,
    before: Sequence[Finding] | None = None,
) -> Report:
    """Score what was found within the targets and put the report together. ``before`` is what
    the revision held that was asked for.

    Raises `DebtscanError` when there was nothing to judge: no score is better than a good one.
    """
    files = [file for file in found.files if targets.hold(file.path)]
    unread = unread_of(found)
    missing = [each for each in unread if targets.hold(each.path)]
    if not files:
        raise DebtscanError(_nothing(targets, missing))
    sifted = sift(found, settings, request, targets, packs, before)
    counted = sifted.counted
    installed = [rule for pack in packs for rule in pack.rules]
    silent = unscored(settings, packs)
    judging = [rule for rule in found.rules if rule.id not in silent]
    size, constants = measure(files, counted, missing), constants_of(settings.selection.stage)
    card = grade(counted, size, absent(judging, files, missing), constants)
    not_asked = tuple(rule.id for rule in left_to_production(installed, settings.selection))
    not_compared = tuple(incomparable(found, settings, targets, sifted.acceptance, packs))
    if not_compared:
        card = replace(card, percentile=None)
    return Report(
        root=found.root.name or "/",
        version=debtscan.__version__,
        findings=sifted.shown,
        scorecard=card,
        verdict=judge(card, settings.floors, _limits(sifted, settings, silent, request)),
        coverage=coverage(found, unread),
        rules=rule_info(found.rules, packs),
        targets=targets.names,
        hidden=sum(targets.hold(each.at.path) for each in found.unsure),
        acceptance=sifted.acceptance,
        prefix=repository_prefix(found.root),
        not_asked=not_asked,
        deselected=tuple(rule.id for rule in left_out(installed, settings.selection)),
        not_compared=not_compared,
        unscored=silent,
        url=own_page(),
    )


def _limits(
    sifted: Sifted, settings: Settings, silent: Collection[str], request: Request
) -> Iterator[Limit]:
    if settings.fail_on:
        option = f"--fail-on {settings.fail_on}"
        if settings.fail_on == "new":
            what, gating = "new findings", sum(each.rule not in silent for each in sifted.shown)
            option += "" if request.use_baseline or request.since else ", --no-baseline"
        else:
            what, gating = "findings", len(sifted.counted)
        yield Limit(what, gating, 0, option)
    if settings.max_suppressed is not None:
        number = len(sifted.acceptance.suppressed)
        yield Limit("suppressed", number, settings.max_suppressed, "--max-suppressed")


def _floored(settings: Settings, request: Request) -> Settings:
    if request.use_floors:
        return settings
    return msgspec.structs.replace(settings, fail_under=request.settings.get("fail-under"))


def _refuse_empty_floors(
    floors: Floors, rules: Sequence[Rule[Any, Any]], silent: Collection[str]
) -> None:
    """A floor nobody measures would always hold."""
    covered = {rule.category for rule in rules if rule.id not in silent}
    for category in floors.categories:
        if category not in covered:
            raise DebtscanError(f"fail-under: {category.value}: {NO_RULE}")
    if floors.overall is not None and not covered:
        raise DebtscanError("fail-under: overall: no selected rule scores")


def _nothing(targets: Targets, missing: Sequence[Unread]) -> str:
    if not missing:
        return f"nothing to scan in {targets}"
    first = missing[0]
    detail = f" ({first.detail})" if first.detail else ""
    return f"nothing in {targets} could be read, {first.path} for one: {first.reason}{detail}"


def _exit_code(report: Report, request: Request) -> int:
    """An error outranks a failed gate."""
    unread = len(report.coverage.unread)
    if request.strict and unread:
        complain(f"not everything could be read (--strict): {unread} unread")
        return main.IMPOSSIBLE
    if report.verdict.passed or request.exit_zero:
        return 0
    return main.FAILED
