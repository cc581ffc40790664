"""Variables of the environment, and options declared through another name."""

import pytest

from debtscan.facts import FileFacts, Literal
from debtscan.syntax.python import extract_python


def python(text: str) -> FileFacts:
    facts = extract_python(text)
    assert isinstance(facts, FileFacts)
    return facts


@pytest.mark.parametrize(
    ("code", "name", "default", "required"),
    [
        ('import os\nx = os.environ["X"]', "X", None, True),
        ('import os\nx = os.environ.get("X", "d")', "X", Literal("d"), False),
        ('import os\nx = os.getenv("X", default=1)', "X", Literal(1), False),
        ('from os import environ\nx = environ.get("X")', "X", None, False),
        ('from os import getenv as g\nx = g("X")', "X", None, False),
    ],
)
def test_variables_of_the_environment(
    code: str, name: str, default: object, required: bool
) -> None:
    facts = python(code)
    (found,) = facts.environment
    assert (found.framework, found.name) == ("environment", name)
    assert (found.default, found.required) == (default, required)
    assert not facts.options


@pytest.mark.parametrize(
    "code",
    [
        'import os\nos.environ["X"] = "1"',
        'env.str("X")',
        "import os\nos.getenv(name)",
        'def f(environ):\n    return environ.get("X")',
    ],
)
def test_what_reads_no_variable(code: str) -> None:
    assert python(code).environment == ()


@pytest.mark.parametrize("scope", ["", "def f(parser):\n  "])
def test_an_alias_of_add_argument_declares_options(scope: str) -> None:
    code = f'{scope}add = parser.add_argument; add("--x", default=3); other("--y")'
    (option,) = python(code).options
    assert (option.framework, option.name, option.holder) == ("argparse", "x", "parser")
    assert option.default == Literal(3)
