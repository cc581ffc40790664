"""Which comments hold code that somebody switched off, and which only look like it."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.facts import CommentedCode
from debtscan.syntax.python.commented_code import commented_code
from debtscan.syntax.python.comments import own_lines


def found(text: str) -> list[CommentedCode]:
    lines = dedent(text).strip("\n").split("\n")
    return list(commented_code(own_lines(lines, ()), lines))


def test_statements_are_counted_with_nested_ones() -> None:
    (code,) = found("""
        x = 1
        # for row in rows:
        #     row = clean(row)
        #     total += row
    """)
    assert (code.at.line, code.at.end_line, code.lines, code.statements) == (2, 4, 3, 3)
    assert code.excerpt == "for row in rows:"


def test_blank_lines_do_not_cut_a_dead_function_in_two() -> None:
    (code,) = found("""
        # def load(path):
        #     rows = read(path)

        #     # keep the newest
        #     rows = rows[-1:]

        #     return rows
    """)
    assert (code.at.line, code.at.end_line, code.lines) == (1, 7, 5)


def test_live_code_between_comments_keeps_them_apart() -> None:
    codes = found("""
        # a = load(x)
        # b = load(y)
        # c = load(z)
        step()
        # d = load(x)
        # e = load(y)
        # f = load(z)
    """)
    assert [code.at.line for code in codes] == [1, 5]


def test_prose_around_and_between_code_is_left_out() -> None:
    first, second = found("""
        # The old way of doing it, kept for a while.
        # a = load(x)
        # b = clean(a)
        # and then, when the file is large enough to matter
        # c = split(b)
        # d = train(c)
    """)
    assert (first.at.line, first.at.end_line) == (2, 3)
    assert (second.at.line, second.at.end_line) == (5, 6)


@pytest.mark.parametrize("head", ["elif kind == 'tail':", "else:"])
def test_an_arm_without_its_if_is_code(head: str) -> None:
    (code,) = found(f"""
        # {head}
        #     rows = rows[-9:]
        #     keep(rows)
    """)
    assert code.at.line == 1


def test_a_python_2_print_is_code() -> None:
    (code,) = found("""
        # print "entropy", entropy(y)
        # print "share", share(y)
        # print 'left'
    """)
    assert code.statements == 3


@pytest.mark.parametrize(
    "text",
    [
        "# q: (batch, heads, n, d)\n# k: (batch, heads, m, d)\n# (batch, n)\n# out: (batch, n, d)",
        "# C = W + L + R\n# F = L + R + 1 (span)\n# q = (B, N, C)\n# k = (B, M, C)",
        "# Usage:\n#     model = load('x')\n#     print(model(1))\n#     print(model(2))",
        "# Usage: as below\n# model = load('x')\n# print(model(1))\n# print(model(2))",
        "# The loop below is equivalent to:\n# for i in x:\n#     y.append(i)\n#     z.append(f(i))",
        "# lr: 0.1\n# momentum: 0.9\n# epochs: 12\n# seed: 3",
        "# 0 = sell\n# 1 = hold\n# 2 = buy\n# [0, 1, 2]",
        "# x: int\n# y: str\n# def_: List[int]\n# z: Optional[str]",
        "# /// script\n# dependencies = ['a']\n# tools = f(x)\n# other = g(x)\n# ///",
        "# ---\n# jupyter = f(1)\n# jupytext = g(2)\n# ---",
        "# %% [markdown]\n# a = f(1)\n# b = g(2)\n# c = h(3)",
        "# Licensed under the Apache License (the License);\n# you may not use it (see above)\n#",
    ],
)
def test_what_is_no_dead_code(text: str) -> None:
    assert found(text) == []


def test_a_bracket_that_never_closes_costs_its_line_only() -> None:
    (code,) = found("""
        # parser.add_argument('--dim' type=int)
        # args = vars(parser.parse_args())
        # lr = args['lr']
        # dim = args['dim']
    """)
    assert code.at.line == 2


@given(st.lists(st.sampled_from(["x = f(1)", "((((", "if a:", "    b()", "else:", "words", "", '"""'])))
def test_any_comment_text_is_survived(body: list[str]) -> None:
    text = "\n".join(f"# {line}" for line in body)
    for code in commented_code(own_lines(text.split("\n"), ()), text.split("\n")):
        assert 1 <= code.at.line <= code.at.end_line <= len(body)
        assert code.statements >= 2
