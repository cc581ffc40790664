"""What an expression is known to be, as rules and the project model will ask it."""

import pytest

from debtscan.facts import (
    Collection,
    Item,
    Literal,
    Operation,
    Reference,
    Result,
    Table,
    Text,
    Unknown,
)
from debtscan.syntax.python import extract_python


def value_of(expression, before=""):
    facts = extract_python(f"{before}\nx = {expression}\n")
    return next(a.value for a in facts.assignments if a.target == "x")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1e-3", Literal(0.001)),
        ("-3", Literal(-3)),
        ("None", Literal(None)),
        ("'a' 'b'", Literal("ab")),
        ("b'a'", Unknown()),
        ("2 ** 70", Operation("**", (Literal(2), Literal(70)))),
        ("99999999999999999999", Unknown()),
        ("a.b.c", Reference("a.b.c")),
        ("[1, *rest]", Collection((Literal(1), Unknown()), 2)),
        ("{'k': v, **more}", Table((Literal("k"), Unknown()), (Reference("v"), Reference("more")))),
        ("cfg['lr']", Item(Reference("cfg"), Literal("lr"))),
        ("load()", Result(0)),
        ("a and b and c", Operation("and", tuple(map(Reference, "abc")))),
        ("not a", Operation("not", (Reference("a"),))),
        (
            "a if t else b",
            Operation("if", (Reference("t"), Reference("a"), Reference("b"))),
        ),
        (
            "f'{d}/x_{n:03d}.csv'",
            Text((Reference("d"), Literal("/x_"), Reference("n"), Literal(".csv"))),
        ),
        ("'x_%d.csv' % n", Text((Literal("x_"), Reference("n"), Literal(".csv")))),
        (
            "'{}/{name}.npy'.format(d, name=n)",
            Text((Reference("d"), Literal("/"), Reference("n"), Literal(".npy"))),
        ),
        ("d + '/x.csv'", Text((Reference("d"), Literal("/x.csv")))),
        ("root / 'x.csv'", Operation("/", (Reference("root"), Literal("x.csv")))),
    ],
)
def test_an_expression_keeps_what_is_known_of_it(expression, value):
    assert value_of(expression) == value


def test_names_are_resolved_through_imports_and_aliases():
    before = "import numpy as np\nfrom torch import nn as layers\nimport os\njoin = os.path.join"
    facts = extract_python(f"{before}\nx = join(np.pi, layers.Linear(2))\n")
    assert [call.callee for call in facts.calls] == ["os.path.join", "torch.nn.Linear"]
    assert facts.calls[0].arguments[0] == Reference("numpy.pi")


def test_a_rebound_name_is_no_longer_the_import():
    facts = extract_python("import json\njson = build()\njson.load(f)\n")
    assert facts.calls[-1].callee == "json.load"
    facts = extract_python("import numpy as np\nnp = build()\nnp.load(f)\n")
    assert facts.calls[-1].callee == "np.load"


def test_a_parameter_hides_an_import():
    facts = extract_python("import numpy as np\ndef f(np):\n    return np.load(1)\n")
    assert facts.calls[0].callee == "np.load"


def test_relative_imports_keep_their_dots():
    facts = extract_python("from ..data import load\nfrom . import nets\nload()\nnets.build()\n")
    assert [call.callee for call in facts.calls] == ["..data.load", ".nets.build"]


def test_a_value_is_never_nested_deeper_than_any_decoder_allows():
    value = value_of("+".join(["a"] * 300))
    depth = 0
    while isinstance(value, Operation):
        value, depth = value.operands[0], depth + 1
    assert depth < 40
