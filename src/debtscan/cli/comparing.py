"""Why a score must not be held against those of the calibration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debtscan.acceptance import Acceptance, By
from debtscan.cli.accepting import unscored
from debtscan.cli.targets import Targets
from debtscan.engine import Scan, Settings
from debtscan.engine.selection import Selection, select
from debtscan.rulekit import RulePack

#: Debt that the settings take out; what a comment accepts stands in the code, with its reason.
_BY_SETTINGS: dict[By, str] = {
    "per-file-ignores": "per-file-ignores",
    "overrides": "overrides",
    "settings": "ignore entries",
}


def incomparable(
    found: Scan,
    settings: Settings,
    targets: Targets,
    acceptance: Acceptance,
    packs: Sequence[RulePack],
) -> Iterator[str]:
    """Nothing for a whole project, judged as the repositories of the calibration were: by
    debtscan's own stable rules and the default settings. What made no difference is no reason;
    the stage is the score's own."""
    if targets.names:
        yield "part of the project"
    if found.excluded:
        yield "paths excluded"
    yield from _rules(found, settings, packs)
    if any(targets.hold(each.at.path) for each in found.unsure):
        yield "min-confidence"
    yield from (name for by, name in _BY_SETTINGS.items() if acceptance.count(by))


def _rules(found: Scan, settings: Settings, packs: Sequence[RulePack]) -> Iterator[str]:
    own = [rule for pack in packs for rule in pack.rules if "/" not in rule.id]
    usual = {rule.id for rule in select(own, Selection(stage=settings.selection.stage))}
    asked = {rule.id for rule in found.rules} - unscored(settings, packs)
    if not usual <= asked:
        yield "rules left out"
    if not asked <= usual:
        yield "further rules"
    if any(settings.rules.values()):
        yield "rule options"
