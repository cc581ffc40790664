"""What clusters say that they hold: without it a member paid would hide a member added."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from debtscan_rules import PACK

from debtscan.testing import cases, try_rules
from debtscan.testing.cases import Case

PAGES = [
    pytest.param(rule, case, id=f"{rule.id}: {case.title}")
    for rule in PACK.rules
    for case in cases(rule.page.text)
    if not case.notebooks
]


def hits(rule) -> Iterator[ast.Call]:
    source = ast.parse(inspect.getsource(inspect.getmodule(rule.check)))
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Hit":
            yield node


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_whoever_counts_members_names_them(rule):
    for hit in hits(rule):
        given = {keyword.arg for keyword in hit.keywords}
        assert "parts" in given or "members" not in given, f"line {hit.lineno}"


def identities(case: Case, rule) -> list[tuple[object, ...]]:
    found = try_rules(case, [rule]).findings
    return sorted((one.at.path, one.subject, one.parts) for one in found)


@pytest.mark.parametrize(("rule", "case"), PAGES)
def test_lines_above_change_no_identity(rule, case):
    lower = {path: "\n" * 7 + text for path, text in case.files.items()}
    assert identities(replace(case, files=lower), rule) == identities(case, rule)


@pytest.mark.parametrize(("rule", "case"), PAGES)
def test_clusters_name_their_members_apart(rule, case):
    for found in try_rules(case, [rule]).findings:
        assert found.parts or found.members == 1
        # equal ones only where each is one more to repair
        assert len(found.parts) in {len(set(found.parts)), found.members}
        assert "" not in found.parts


@pytest.mark.parametrize(("rule", "case"), PAGES)
def test_ends_that_can_be_accepted_are_parts(rule, case):
    """Else a comment there would leave what it accepts among what is left."""
    for found in try_rules(case, [rule]).findings:
        ends = Counter(end.part for end in found.related if end.part)
        assert not ends - Counter(found.parts)
        assert ends.total() < found.members or not ends
