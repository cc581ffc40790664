"""The one assertion a rule's test needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from debtscan.model import Finding
from debtscan.rulekit import Rule
from debtscan.testing.cases import Case
from debtscan.testing.markers import Expectation, expected, meant_unread
from debtscan.testing.trial import try_rules


def assert_case(case: Case, rules: Sequence[Rule[Any, Any]]) -> None:
    """Fail unless the rules report exactly the lines that are marked, and every file can be
    read but those marked `unread`."""
    trial = try_rules(case, rules)
    wanted = expected(case)
    got = {_where(finding): finding for finding in trial.findings}
    problems = [
        *_listed("not reported", sorted(wanted - got.keys())),
        *_listed("not expected", sorted(got.keys() - wanted), got),
        *_unread_problems(meant_unread(case), {each.path: each for each in trial.unread}),
    ]
    assert not problems, "\n".join([case.title, *problems])


def _where(finding: Finding) -> Expectation:
    at = finding.at
    return Expectation(at.path, at.cell, at.line, finding.rule)


def _listed(
    what: str, places: Iterable[Expectation], found: dict[Expectation, Finding] | None = None
) -> Iterable[str]:
    for each in places:
        place = f"cell {each.cell}:{each.line}" if each.cell else f"{each.line}"
        message = f" ({found[each].message})" if found else ""
        yield f"  {what}  {each.path}:{place} {each.rule}{message}"


def _unread_problems(meant: set[str], unread: dict[str, Any]) -> Iterable[str]:
    for path in sorted(unread.keys() - meant):
        yield f"  not readable  {path}: {unread[path].reason} {unread[path].detail}".rstrip()
    for path in sorted(meant - unread.keys()):
        yield f"  readable after all  {path}"
