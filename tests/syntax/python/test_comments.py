"""Comments that hold code, and those that only look like it."""

import pytest

from debtscan.syntax.python import extract_python


def found(text):
    return [(c.at.line, c.at.end_line, c.statements) for c in extract_python(text).commented_code]


def test_code_in_comments_is_counted_with_its_nesting():
    text = "x = 1\n# for batch in loader:\n#     loss = step(batch)\n#     loss.backward()\ny = 2\n"
    assert found(text) == [(2, 4, 3)]


def test_a_line_of_prose_above_the_code_does_not_hide_it():
    text = "# the old way, slower\n# model = build(3)\n# model.fit(x, y)\n# model.save(path)\n"
    assert found(text) == [(2, 4, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "# (B, N, C)\n# (B, C, N)\n# [nl, 2]\n",
        "# a note: this is\n# about = signs and (parentheses)\n# in several lines\n",
        "# batch: int\n# size: int\n# name: str\n",
        "# first\n# second\n# third\n",
        'x = """\n# a = 1\n# b = f(a)\n# c = g(b)\n"""\n',
        "# ------\n# ======\n# ------\n",
    ],
)
def test_what_is_not_code_stays_a_comment(text):
    assert found(text) == []
