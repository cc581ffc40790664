"""Names that no scope binds, by Python's own rules."""

import pytest

from debtscan.syntax.python import extract_python


def free(text: str) -> list[str]:
    return [one.name for one in extract_python(text).free]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x = y\n", ["y"]),
        ("def f():\n    return later\nlater = 1\n", []),
        ("def f():\n    own = 1\ndef g():\n    return own\n", ["own"]),
        ("def f():\n    own = 1\n    return lambda: own\n", []),
        ("class A:\n    x = 1\n    y = x\n    def f(self):\n        return x\n", ["x"]),
        ("[a for a in b for c in a if c]\na\n", ["b", "a"]),
        ("[last := x for x in ()]\nprint(last, x)\n", ["x"]),
        ("f = lambda a, *b, c=d, **e: (a, b, c, e)\n", ["d"]),
        ("def f():\n    global made\n    made = 1\nmade\n", []),
        ("try:\n    pass\nexcept E as e:\n    e\n", ["E"]),
        ("import a.b as c, d.e\nc, d, a\n", ["a"]),
        ("def f():\n    n += 1\n", ["n"]),
        ("def f(a: T) -> U:\n    b: V = a\n", ["T", "U"]),
        ("from __future__ import annotations\ndef f(a: T) -> U: ...\n", []),
        ("match 1:\n    case [a, *b] | {'k': a, **b}: print(a, b, c)\n", ["c"]),
    ],
)
def test_what_is_free(text, names):
    assert sorted(free(text)) == sorted(names)


def test_places_count_characters_and_name_the_innermost_definition():
    facts = extract_python("def f():\n    class G:\n        é = 'ü'; ß = missing\n")
    (one,) = facts.free
    assert (one.at.line, one.at.column, one.scope) == (3, 22, 2)
    assert facts.definitions[one.scope - 1].name == "f.G"
