import pytest
from rule_factory import Options, rule

from debtscan.engine.options import bind
from debtscan.model import DebtscanError

RULES = [rule("some-rule", options=Options), rule("house/other")]


def test_defaults_and_given_values():
    bound = bind(RULES, {"some-rule": {"min_lines": 5, "names": ["x", "y"], "share": 1}})
    assert bound["some-rule"] == Options(min_lines=5, names=("x", "y"), share=1.0)
    assert bind(RULES, {})["some-rule"] == Options()


def test_names_may_be_written_with_dashes():
    assert bind(RULES, {"some-rule": {"min-lines": 5}})["some-rule"].min_lines == 5


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"some-rul": {}}, "rules.some-rul: unknown rule (did you mean `some-rule`?)"),
        (
            {"some-rule": {"min_line": 5}},
            "rules.some-rule.min_line: unknown option (did you mean `min-lines`?)",
        ),
        (
            {"some-rule": {"min_lines": "five"}},
            "rules.some-rule.min-lines: expected `int`, got `str`",
        ),
        (
            {"some-rule": {"names": ["x", 3]}},
            "rules.some-rule.names[1]: expected `str`, got `int`",
        ),
        ({"house/other": {"x": 1}}, "rules.house/other.x: unknown option"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(given, message):
    with pytest.raises(DebtscanError) as caught:
        bind(RULES, given)
    assert str(caught.value) == message
