"""Which findings are shown: those sure enough, and not ignored where they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from debtscan.engine.selection import check_names, covers
from debtscan.engine.settings import Settings
from debtscan.model import Confidence, DebtscanError, Finding
from debtscan.rulekit import Rule


def check_covered(rules: Sequence[Rule[Any, Any]], settings: Settings) -> None:
    """Raise `DebtscanError` for a name that no rule or category has."""
    for names in settings.per_file_ignores.values():
        check_names(rules, names)
    for override in settings.overrides:
        check_names(rules, override.ignore)


def shown(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """Those that `min-confidence`, `per-file-ignores` and `overrides` let through, in order."""
    ignored = [*_ignored(settings)]
    return [
        each
        for each in findings
        if each.confidence >= _least(settings, each.at.path)
        and not any(
            covers(names, each.rule, each.category) and matches(pattern, each.at.path)
            for pattern, names in ignored
        )
    ]


def matches(pattern: str, path: str) -> bool:
    """Whether a gitignore pattern covers a path. Raises `DebtscanError` for a bad pattern."""
    return _spec(pattern)(path)


def _ignored(settings: Settings) -> Iterator[tuple[str, Sequence[str]]]:
    yield from settings.per_file_ignores.items()
    for override in settings.overrides:
        yield from ((pattern, override.ignore) for pattern in override.paths)


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
