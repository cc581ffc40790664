"""The types of schema version 1, frozen: a change that removes or renames makes version 2.

Lines and columns count from 1, columns in code points; end columns are exclusive. In notebooks
`line` counts within `cell`, and `raw_line` is the line of the file.
"""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

SCHEMA_VERSION = 1


class RelatedV1(Struct, frozen=True):
    """Another place of the same debt. ``cell`` and ``raw_line`` in notebooks only."""

    path: str
    line: int
    end_line: int
    role: str
    cell: int | UnsetType = UNSET
    raw_line: int | UnsetType = UNSET


class FindingV1(Struct, frozen=True):
    """One finding. Columns are 1-based and count code points, the end column is exclusive and null
    when unknown. In notebooks ``line`` counts within
    ``cell``, and ``raw_line`` is the line of the file (null when unknown). ``scores`` is false
    for findings of packs that nobody opted in: they neither score nor gate."""

    rule: str
    category: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int | None
    message: str
    why: str
    advice: str
    subject: str
    confidence: str
    severity: str
    minutes: int
    fingerprint: str
    url: str
    related: list[RelatedV1]
    scores: bool
    cell: int | UnsetType = UNSET
    raw_line: int | UnsetType | None = UNSET


class ToolV1(Struct, frozen=True):
    """What made the report."""

    name: str
    version: str
    scoring: str


class CategoryV1(Struct, frozen=True):
    """One row of the scorecard; no score when the repository was not graded."""

    category: str
    score: float | None
    grade: str | None
    weight: float
    findings: int
    minutes_low: int
    minutes_high: int


class LeftOutV1(Struct, frozen=True):
    """A category without a score, and why."""

    category: str
    reason: str


class SizeV1(Struct, frozen=True):
    """What the debt was divided by."""

    statements: int
    live_statements: int
    configuration_keys: int
    files: int
    unread_files: float


class ScorecardV1(Struct, frozen=True):
    """Scores as printed: rounded down to one decimal. ``percentile`` of the ``corpus``
    repositories of the calibration score lower; null where the run cannot be compared with
    theirs: ``not_compared`` says why, and ``stage`` is what the score was made for, since those
    of "research" weigh categories otherwise, and compare with none of "production"."""

    overall: float | None
    grade: str | None
    not_graded: str | None
    minutes_low: int
    minutes_high: int
    categories: list[CategoryV1]
    left_out: list[LeftOutV1]
    size: SizeV1
    percentile: int | None
    corpus: int
    stage: str
    not_compared: list[str]


class CureV1(Struct, frozen=True):
    """A finding whose repair helps to pass. ``cell`` and ``raw_line`` in notebooks only."""

    rule: str
    path: str
    line: int
    minutes: int
    fingerprint: str
    cell: int | UnsetType = UNSET
    raw_line: int | UnsetType = UNSET


class CheckV1(Struct, frozen=True):
    """One floor; ``name`` is a category or "overall"."""

    name: str
    score: float | None
    floor: float
    passed: bool
    reason: str
    cure: list[CureV1]


class LimitV1(Struct, frozen=True):
    """How many of something there are, and may be at most; ``option`` is what set it."""

    name: str
    count: int
    most: int
    passed: bool
    option: str


class VerdictV1(Struct, frozen=True):
    """Whether every floor and limit holds."""

    passed: bool
    checks: list[CheckV1]
    limits: list[LimitV1]


class SuppressedV1(Struct, frozen=True):
    """A finding that was accepted, ``by`` a "comment" (then with its place), an entry of the
    "settings", or "per-file-ignores" and "overrides" (``reason`` is their pattern). ``cell`` and
    ``raw_line`` are those of a comment in a notebook."""

    by: str
    reason: str
    path: str | None
    line: int | None
    finding: FindingV1
    cell: int | UnsetType = UNSET
    raw_line: int | UnsetType = UNSET


class ComplaintV1(Struct, frozen=True):
    """A suppression that does nothing; no place when it stands in the settings. ``cell`` and
    ``raw_line`` in notebooks only."""

    path: str | None
    line: int | None
    message: str
    cell: int | UnsetType = UNSET
    raw_line: int | UnsetType = UNSET


class StaleV1(Struct, frozen=True):
    """A record of the baseline whose debt is gone."""

    path: str
    rule: str
    subject: str


class AcceptanceV1(Struct, frozen=True):
    """What is not among the findings. ``filtered`` counts what min-confidence keeps out;
    ``in_baseline`` and ``in_revision`` are fingerprints of findings that were there before."""

    filtered: int
    in_baseline: list[str]
    revision: str | None
    in_revision: list[str]
    suppressed: list[SuppressedV1]
    complaints: list[ComplaintV1]
    stale: list[StaleV1]


class UnreadV1(Struct, frozen=True):
    """A file, or a part of one, that could not be read."""

    path: str
    line: int | None
    reason: str
    detail: str


class NotJudgedV1(Struct, frozen=True):
    """Files that were analysed, and whose role keeps them out of the size and nearly all rules:
    "vendored", "generated", "test" ..."""

    role: str
    files: int
    paths: list[str]


class CoverageV1(Struct, frozen=True):
    """What became of every file. ``ignored`` and ``excluded`` (by the settings) count a whole
    folder as one; ``not_judged`` are among those analysed."""

    analysed: int
    listed: int
    ignored: int
    excluded: int
    unread: list[UnreadV1]
    not_judged: list[NotJudgedV1]


class RuleV1(Struct, frozen=True):
    """A rule that ran."""

    id: str
    category: str
    summary: str
    lifecycle: str
    since: str
    url: str


class ReportV1(Struct, frozen=True):
    """The whole document. ``column_kind`` says what columns count, from 1, in the words of SARIF;
    ``not_asked`` are the rules that the research stage leaves out,
    ``deselected`` those that `select` and `ignore` do."""

    schema_version: int
    tool: ToolV1
    targets: list[str]
    hidden: int
    scorecard: ScorecardV1
    verdict: VerdictV1
    coverage: CoverageV1
    rules: list[RuleV1]
    findings: list[FindingV1]
    acceptance: AcceptanceV1
    not_asked: list[str]
    deselected: list[str]
    column_kind: str = "unicodeCodePoints"
