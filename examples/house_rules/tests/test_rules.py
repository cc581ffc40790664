from pathlib import Path

import pytest
from debtscan.testing import assert_case, cases

from house_rules import PACK

SPECS = [
    pytest.param(rule, case, id=f"{rule.id}: {case.title}")
    for rule in PACK.rules
    for text in (
        rule.page.text,
        (Path(__file__).parent / f"{rule.check.__name__}.md").read_text(encoding="utf-8"),
    )
    for case in cases(text)
]


@pytest.mark.parametrize(("rule", "case"), SPECS)
def test_rule(rule, case):
    assert_case(case, [rule])
