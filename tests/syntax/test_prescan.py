"""The guard before libcst, and the reason why a text does not parse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.syntax.prescan import classify_failure, prescan
from debtscan.syntax.skeleton import bare_code, nesting

BOMBS = {
    "parentheses": lambda n: "x = " + "(" * n + "1" + ")" * n,
    "brackets over lines": lambda n: "x = " + "[\n" * n + "]\n" * n,
    "calls": lambda n: "f(a, " * n + ")" * n,
    "dictionaries": lambda n: "x = " + "{1: '}', 2: " * n + "1" + "}" * n,
    "f-string": lambda n: 'x = f"' + "a" * 500 + "{" + "(" * n + "1" + ")" * n + '}"',
    "a sum": lambda n: "x = " + " + ".join(["a"] * n),
    "a sum over lines": lambda n: "x = (" + "\n  + ".join(["a"] * n) + ")",
    "a sum over backslashes": lambda n: "x = " + " + \\\n".join(["a"] * n),
    "a sum of calls": lambda n: "x = " + " + ".join(["f(a, b)"] * n),
    "a sum in a call": lambda n: "f(a, " + " + ".join(["a"] * n) + ", b)",
    "conditions": lambda n: "x = " + " and ".join(["a"] * n),
    "attributes": lambda n: "x = " + ".".join(["a"] * n),
    "methods": lambda n: "x = a" + ".b(1, 2)" * n,
    "subscripts": lambda n: "x = a" + "[0]" * n,
    "not": lambda n: "x = " + "not " * n + "a",
    "minus": lambda n: "x = " + "-" * n + "a",
    "lambda": lambda n: "x = " + "lambda: " * n + "a",
    "ternaries": lambda n: "x = " + "a if b else " * n + "a",
    "strings": lambda n: "x = (" + "'a'\n" * n + ")",
    "elif": lambda n: "if a:\n    f(x)\n" + "elif a:\n    f(x)\n" * n,
    "comprehensions": lambda n: "x = [y " + "for y in z " * n + "]",
}


@pytest.mark.parametrize("shape", BOMBS)
def test_bombs_are_refused(shape):
    unread = prescan(BOMBS[shape](1500))
    assert unread is not None
    assert unread.reason == "too-deep"
    assert unread.detail


@pytest.mark.parametrize("shape", BOMBS)
def test_small_ones_pass(shape):
    assert prescan(BOMBS[shape](150)) is None


@pytest.mark.parametrize("pattern", ["(", "[", "{1: "])
def test_nested_case_patterns_are_refused_early(pattern):
    text = f"match x:\n    case {pattern * 12}y"
    assert prescan(text).detail == "case pattern nested 12 deep"
    assert prescan("match x:\n    case [A(b={'c': [d]})]:\n        f(((((((((1)))))))))\n") is None


@pytest.mark.parametrize(
    "text",
    [
        "x = [" + "1.5, -2, a.b(c), " * 3000 + "]",
        "x = [\n" + "    ('a' + b, f(c)),\n" * 3000 + "]",
        "x = '" + "(" * 1000 + "'\n# " + "[" * 1000,
        '"""' + "((((\n" * 500 + '"""\nx = 1',
        "x = {\n" + "".join(f"    'k{n}': a + b,\n" for n in range(3000)) + "}",
        "".join(f"x{n} = a.b.c(d) + e * f[g]\n" for n in range(3000)),
        "".join(f"if a{n}:\n    f()\nelif b:\n    g()\n" for n in range(1500)),
        "css = f'''" + "a {{ b: (c) }}\n" * 500 + "'''",
        "x = ')' * 3 + '('\n" * 500,
    ],
)
def test_long_plain_code_passes(text):
    assert prescan(text) is None


def test_nul_bytes_and_sizes_are_refused():
    binary = prescan("a = 1\nb = '\0'\n")
    assert (binary.reason, binary.line) == ("binary", 2)
    assert prescan("x = [" + "1, " * 400_000 + "]").reason == "too-large"
    assert prescan("x = '" + "a" * 2_000_000 + "'") is None


def test_words_of_what_is_refused_are_known():
    assert {"precious", "frob"} <= set(prescan("precious = " + "(" * 300 + "frob").words)


@given(st.integers(0, 60), st.text("ab '\"#\n+,.", max_size=30))
def test_the_depth_of_brackets_is_found_among_other_text(depth, noise):
    text = f"# {noise!r}\nx = {noise!r}\ny = {'([{' * depth}1{'}])' * depth}  # ((\n"
    assert nesting(bare_code(text)) == 3 * depth


@pytest.mark.parametrize(
    "text",
    [
        "print 'a'",
        "x = 1\nif x: print x, y",
        "print >>f, 'a'",
        "try:\n    f()\nexcept Error, e:\n    g()",
        "try:\n    f()\nexcept (A, B), e:\n    g()",
        "raise ValueError, 'x'",
        "exec 'a = 1' in d",
        "x = `y`",
        "if a <> b: pass",
        "x = 0777",
        "x = [1, 00001]",
        "f = lambda x, (a, b): a",
        "x = 10L",
        "x = ur'a'",
        "def f(a, (b, c)): pass",
        "print",
    ],
)
def test_python_2_is_recognised(text):
    assert classify_failure(text) == ("syntax" if text == "print" else "python2")


@pytest.mark.parametrize(
    "text",
    [
        "from {{ cookiecutter.name }} import config",
        "{% if x %}\nimport a\n{% endif %}",
        "class {{cookiecutter.Name}}(Base): pass",
        "x = <%= y %>",
    ],
)
def test_templates_are_recognised(text):
    assert classify_failure(text) == "template"


@pytest.mark.parametrize(
    "text",
    [
        *("def f(:", "x = # TODO", "print('a'", "a b c", "x = '{{ y }}' +"),
        "def blur(image, size=(8, 8)):\n",
        "shape = lambda x, size=(8, 8): x size",
        "mean = [0.0625, 1.00001, 2e-05] def",
    ],
)
def test_the_rest_is_broken(text):
    assert classify_failure(text) == "syntax"
