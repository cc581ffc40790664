"""Every rule on its own page and on its Markdown spec."""

from pathlib import Path

import pytest
from debtscan_rules import PACK

from debtscan.testing import assert_case, cases

HERE = Path(__file__).parent
SPECS = [
    pytest.param(rule, case, id=f"{rule.id}: {case.title}")
    for rule in PACK.rules
    for text in (
        rule.page.text,
        *(path.read_text(encoding="utf-8") for path in HERE.rglob(f"{rule.check.__name__}.md")),
    )
    for case in cases(text)
]


@pytest.mark.parametrize(("rule", "case"), SPECS)
def test_rule(rule, case):
    assert_case(case, [rule])
