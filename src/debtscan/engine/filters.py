"""Which findings are shown: those sure enough, and not ignored where they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from debtscan.engine.selection import covers
from debtscan.engine.settings import Settings
from debtscan.model import DebtscanError, Finding


def shown(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """Those that `min-confidence` and `per-file-ignores` let through, in their order."""
    least = settings.least_confidence
    ignored = _ignored(settings.per_file_ignores)
    return [each for each in findings if each.confidence >= least and not ignored(each)]


def _ignored(patterns: Mapping[str, Sequence[str]]) -> Callable[[Finding], bool]:
    if not patterns:
        return lambda finding: False
    specs = [(_spec(pattern), names) for pattern, names in patterns.items()]
    return lambda finding: any(
        covers(names, finding.rule, finding.category) and spec(finding.at.path)
        for spec, names in specs
    )


def _spec(pattern: str) -> Callable[[str], bool]:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines([pattern]).match_file
    except ValueError as error:
        raise DebtscanError(f"per-file-ignores: bad pattern `{pattern}`: {error}") from error
