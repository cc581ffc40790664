from dataclasses import dataclass, field

import pytest

from debtscan.facts import FileFacts, Role
from debtscan.project import Project
from debtscan.rulekit import (
    Category,
    Confidence,
    Lifecycle,
    NoOptions,
    Page,
    Severity,
    file_rule,
    option_fields,
    project_rule,
)


@dataclass(frozen=True)
class Options:
    """What can be chosen."""

    least: int = 3  #: shorter ones are let pass
    #: what counts,
    #: and what does not
    names: tuple[str, ...] = ("a#: b",)
    #: far above

    bare: bool = False
    made: frozenset[str] = field(default_factory=frozenset)  #: made anew


def test_options_are_described_where_they_are_declared():
    assert [(o.name, o.type, o.default, o.description) for o in option_fields(Options)] == [
        ("least", "int", 3, "shorter ones are let pass"),
        ("names", "tuple[str, ...]", ("a#: b",), "what counts, and what does not"),
        ("bare", "bool", False, ""),
        ("made", "frozenset[str]", frozenset(), "made anew"),
    ]
    assert option_fields(NoOptions) == ()


@pytest.mark.parametrize(("declare", "subject"), [(file_rule, FileFacts), (project_rule, Project)])
def test_a_declared_rule_knows_its_price_and_its_defaults(declare, subject):
    @declare(
        "some-rule",
        category=Category.GLUE_CODE,
        confidence=Confidence.LOW,
        severity=Severity.LOW,
        minutes=20,
        minutes_per_member=10,
        minutes_cap=45,
        since="0.1",
        options=NoOptions,
    )
    def some_rule(subject, options):
        return ()

    assert some_rule.subject is subject
    assert [some_rule.cost(members) for members in (0, 1, 2, 3, 99)] == [20, 20, 30, 40, 45]
    assert [some_rule.cost(members, first=5) for members in (1, 2, 99)] == [5, 15, 45]
    assert some_rule.lifecycle is Lifecycle.STABLE
    assert some_rule.roles == {Role.SOURCE}


def test_a_page_has_a_summary_sections_and_a_reason():
    page = Page("\nOne sentence.\n\n## What it does\nFinds.\n\n## Why it is debt\na\nb\n\nmore\n")
    assert page.summary == "One sentence."
    assert list(page.sections) == ["What it does", "Why it is debt"]
    assert page.why == "a b"
