"""Which findings are shown: those sure enough, and not ignored where they lie; and which not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from debtscan.acceptance import By, Suppressed
from debtscan.engine.giving_way import undoubled
from debtscan.engine.selection import check_names, covers
from debtscan.engine.settings import Settings
from debtscan.model import Confidence, DebtscanError, Finding
from debtscan.rulekit import Rule


@dataclass(frozen=True, slots=True)
class Filtered:
    """``shown`` in order, without what a rule leaves to another one; ``unsure`` is what
    `min-confidence` keeps out, ``suppressed`` what `per-file-ignores` and `overrides` do."""

    shown: tuple[Finding, ...]
    unsure: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]


class _Pattern(NamedTuple):
    by: By
    paths: str
    rules: Sequence[str]


def check_covered(rules: Sequence[Rule[Any, Any]], settings: Settings) -> None:
    """Raise `DebtscanError` for a name that no rule or category has."""
    for names in settings.per_file_ignores.values():
        check_names(rules, names)
    for override in settings.overrides:
        check_names(rules, override.ignore)


def filtered(
    findings: Sequence[Finding], settings: Settings, rules: Sequence[Rule[Any, Any]]
) -> Filtered:
    """The findings as the settings sort them; every one is sorted once, save those that a rule
    leaves to another."""
    sure, unsure, ignored = [], [], {}
    patterns = [*_patterns(settings)]
    for each in findings:
        if each.confidence < _least(settings, each.at.path):
            unsure.append(each)
            continue
        sure.append(each)
        if pattern := _covering(each, patterns):
            ignored[id(each)] = Suppressed(each, pattern.by, pattern.paths)
    shown = undoubled([each for each in sure if id(each) not in ignored], rules)
    if not ignored:
        return Filtered(tuple(shown), tuple(unsure), ())
    told = [ignored[id(each)] for each in undoubled(sure, rules) if id(each) in ignored]
    return Filtered(tuple(shown), tuple(unsure), tuple(told))


def matches(pattern: str, path: str) -> bool:
    """Whether a gitignore pattern covers a path. Raises `DebtscanError` for a bad pattern."""
    return _spec(pattern)(path)


def _covering(finding: Finding, patterns: Sequence[_Pattern]) -> _Pattern | None:
    for each in patterns:
        if covers(each.rules, finding.rule, finding.category) and matches(
            each.paths, finding.at.path
        ):
            return each
    return None


def _patterns(settings: Settings) -> Iterator[_Pattern]:
    for paths, rules in settings.per_file_ignores.items():
        yield _Pattern("per-file-ignores", paths, rules)
    for override in settings.overrides:
        yield from (_Pattern("overrides", paths, override.ignore) for paths in override.paths)


def _least(settings: Settings, path: str) -> Confidence:
    """The least confidence shown at a path: the last override that says one wins."""
    for override in reversed(settings.overrides):
        if override.min_confidence and any(matches(each, path) for each in override.paths):
            return Confidence[override.min_confidence.upper()]
    return settings.least_confidence


@cache
def _spec(pattern: str) -> Callable[[str], bool]:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines([pattern]).match_file
    except ValueError as error:
        raise DebtscanError(f"bad pattern `{pattern}`: {error}") from error
