"""What every format is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from debtscan.acceptance import Acceptance
from debtscan.facts import Role, Unread
from debtscan.model import Category, Confidence, Finding, Severity
from debtscan.score import Scorecard, Verdict


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a reader of a report may want to know of a rule."""

    id: str
    category: Category
    summary: str
    url: str = ""
    lifecycle: str = "stable"
    since: str = ""
    severity: Severity = Severity.MEDIUM
    confidence: Confidence = Confidence.MEDIUM
    page: str = ""  #: Markdown


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of every file: analysed (some of them from the cache), listed by name
    only, unread, or left out on purpose, ``excluded`` because the settings say so (a whole folder
    counts as one). ``unjudged`` are
    the paths of those analysed whose role keeps them out of the size, and nearly all rules."""

    analysed: int
    cached: int = 0
    listed: int = 0
    unread: tuple[Unread, ...] = ()
    ignored: int = 0
    excluded: int = 0
    unjudged: Mapping[Role, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one scan. ``root`` is the project's name for people, never a path;
    ``targets`` are what the findings and scores were narrowed to, empty for the whole;
    ``hidden`` counts findings that were not sure enough, ``acceptance`` holds those that the team
    accepted or knew before. Not all findings score: see `Scorecard.findings`. ``prefix`` leads
    from the repository's root to the project's: "" or `a/b/`. ``not_asked`` are the rules that
    the stage left out, ``deselected`` those that `select` or `ignore` did, ``unscored`` those whose
    findings are shown and neither score nor gate. ``not_compared`` says, in a few words each, why
    the score must not be held against the calibration's.
    ``url`` is debtscan's own page, where its distribution declares one."""

    root: str
    version: str
    findings: tuple[Finding, ...]
    scorecard: Scorecard
    verdict: Verdict
    coverage: Coverage
    rules: Mapping[str, RuleInfo] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    hidden: int = 0
    acceptance: Acceptance = field(default_factory=Acceptance)
    prefix: str = ""
    not_asked: tuple[str, ...] = ()
    deselected: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()
    unscored: Collection[str] = ()
    url: str = ""

    def scores(self, finding: Finding) -> bool:
        """Whether it counts: not when it comes from a pack that nobody opted in."""
        return finding.rule not in self.unscored

    def page_of(self, finding: Finding) -> str:
        """Where its rule can be read about; "" where no page is declared."""
        rule = self.rules.get(finding.rule)
        return rule.url if rule else ""

    def by_place(self) -> list[Finding]:
        """The findings in the order of the files."""
        return by_place(self.findings)

    def worst_first(self) -> list[Finding]:
        """The findings by what they weigh."""
        return worst_first(self.findings)


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """In the order of the files."""
    return sorted(findings, key=_place)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By what they weigh: severity times confidence; of equal weight, what is repaired quickest
    first."""
    return sorted(findings, key=lambda finding: (*_weight(finding), _place(finding)))


def _weight(finding: Finding) -> tuple[int, int]:
    return (-finding.severity * finding.confidence, finding.minutes)


def _place(finding: Finding) -> tuple[str | int, ...]:
    at = finding.at
    place = (at.path, at.cell, at.line, at.column, at.end_line, at.end_column)
    return (*place, finding.rule, finding.subject, finding.fingerprint)
