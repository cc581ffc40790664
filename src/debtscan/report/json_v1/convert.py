"""The report, put into the types of the schema."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from debtscan.acceptance import Suppressed
from debtscan.facts import Unread
from debtscan.model import Finding, Location, Related
from debtscan.report.content import Coverage, Report, RuleInfo
from debtscan.report.json_v1.types import (
    SCHEMA_VERSION,
    AcceptanceV1,
    CategoryV1,
    CheckV1,
    ComplaintV1,
    CoverageV1,
    CureV1,
    FindingV1,
    LeftOutV1,
    LimitV1,
    NotJudgedV1,
    RelatedV1,
    ReportV1,
    RuleV1,
    ScorecardV1,
    SizeV1,
    StaleV1,
    SuppressedV1,
    ToolV1,
    UnreadV1,
    VerdictV1,
)
from debtscan.report.visibility import encodable
from debtscan.score import CategoryScore, Check, Verdict


def document(report: Report) -> ReportV1:
    """The whole report, everything in it sorted."""
    card = report.scorecard
    return ReportV1(
        SCHEMA_VERSION,
        ToolV1("debtscan", report.version, card.constants.version),
        [encodable(target) for target in report.targets],
        report.hidden,
        _scorecard(report),
        _verdict(report.verdict),
        _coverage(report.coverage),
        [_rule(report.rules[rule]) for rule in sorted(report.rules)],
        [_finding(finding, report) for finding in report.by_place()],
        _acceptance(report),
        [encodable(rule) for rule in report.not_asked],
        [encodable(rule) for rule in report.deselected],
    )


def _verdict(verdict: Verdict) -> VerdictV1:
    limits = [
        LimitV1(each.name, each.count, each.most, each.passed, each.option)
        for each in verdict.limits
    ]
    return VerdictV1(verdict.passed, [_check(check) for check in verdict.checks], limits)


def _acceptance(report: Report) -> AcceptanceV1:
    accepted = report.acceptance
    return AcceptanceV1(
        report.hidden,
        [finding.fingerprint for finding in accepted.in_baseline],
        encodable(accepted.revision) or None,
        [finding.fingerprint for finding in accepted.in_revision],
        [_suppressed(each, report) for each in accepted.suppressed],
        [
            ComplaintV1(*_line_of(each.at), encodable(each.message), *_cell_of(each.at))
            for each in accepted.complaints
        ],
        [
            StaleV1(encodable(each.path), encodable(each.rule), encodable(each.subject))
            for each in accepted.stale
        ],
    )


def _suppressed(one: Suppressed, report: Report) -> SuppressedV1:
    finding = _finding(one.finding, report)
    place = _line_of(one.at)
    return SuppressedV1(one.by, encodable(one.reason), *place, finding, *_cell_of(one.at))


def _line_of(at: Location | None) -> tuple[str | None, int | None]:
    """Path, and line of the file or of the cell."""
    return (encodable(at.path), at.line) if at else (None, None)


def _cell_of(at: Location | None) -> tuple[int | UnsetType, int | UnsetType]:
    """The cell, and the line of the file itself; nothing outside notebooks."""
    return (at.cell or UNSET, at.raw_line or UNSET) if at else (UNSET, UNSET)


def _finding(finding: Finding, report: Report) -> FindingV1:
    at = finding.at
    return FindingV1(
        encodable(finding.rule),
        finding.category.value,
        encodable(at.path),
        at.line,
        at.column,
        at.last_line,
        at.end_column or None,
        encodable(finding.message),
        encodable(finding.why),
        encodable(finding.advice),
        encodable(finding.subject),
        finding.confidence.label,
        finding.severity.label,
        finding.minutes,
        finding.fingerprint,
        report.page_of(finding),
        [_related(related) for related in finding.related],
        report.scores(finding),
        at.cell or UNSET,
        (at.raw_line or None) if at.cell else UNSET,
    )


def _related(related: Related) -> RelatedV1:
    at = related.at
    role = encodable(related.role)
    return RelatedV1(encodable(at.path), at.line, at.last_line, role, *_cell_of(at))


def _scorecard(report: Report) -> ScorecardV1:
    card = report.scorecard
    size = card.size
    return ScorecardV1(
        card.overall,
        card.grade or None,
        card.not_graded or None,
        card.minutes_low,
        card.minutes_high,
        [_category(row) for row in card.categories],
        [LeftOutV1(category.value, encodable(why)) for category, why in card.left_out.items()],
        SizeV1(size.statements, size.live, size.keys, size.files, size.unread),
        card.percentile,
        card.corpus,
        card.constants.stage.value,
        [*report.not_compared],
    )


def _category(row: CategoryScore) -> CategoryV1:
    return CategoryV1(
        row.category.value,
        row.score,
        row.grade or None,
        row.weight,
        row.findings,
        row.minutes_low,
        row.minutes_high,
    )


def _check(check: Check) -> CheckV1:
    ordered = sorted(check.cure, key=lambda f: (f.at, f.rule, f.fingerprint))
    cure = [_cure(finding) for finding in ordered]
    return CheckV1(
        check.name, check.score, check.floor, check.passed, encodable(check.reason), cure
    )


def _cure(finding: Finding) -> CureV1:
    rule, path = encodable(finding.rule), encodable(finding.at.path)
    price = (finding.minutes, finding.fingerprint)
    return CureV1(rule, path, finding.at.line, *price, *_cell_of(finding.at))


def _coverage(coverage: Coverage) -> CoverageV1:
    unread = sorted(coverage.unread, key=lambda u: (u.path, u.line, u.reason, u.detail))
    return CoverageV1(
        coverage.analysed,
        coverage.listed,
        coverage.ignored,
        coverage.excluded,
        [_unread(each) for each in unread],
        [
            NotJudgedV1(role.value, len(paths), [encodable(path) for path in paths])
            for role, paths in coverage.unjudged.items()
        ],
    )


def _unread(unread: Unread) -> UnreadV1:
    return UnreadV1(
        encodable(unread.path),
        unread.line or None,
        encodable(unread.reason),
        encodable(unread.detail),
    )


def _rule(rule: RuleInfo) -> RuleV1:
    return RuleV1(
        encodable(rule.id),
        rule.category.value,
        encodable(rule.summary),
        rule.lifecycle,
        rule.since,
        rule.url,
    )
