"""Which name is bound, in which scope, to which value: loops, comprehensions, unpackings."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.facts import (
    Collection,
    FileFacts,
    Item,
    Literal,
    Operation,
    Reference,
    Result,
    Table,
    Unknown,
)
from debtscan.syntax.python import extract_python

NO = Literal(None)


def bound(text):
    return {one.target: one.value for one in extract_python(text).assignments}


def scopes_of(text, name):
    return [one.scope for one in extract_python(text).assignments if one.target == name]


def test_a_comprehension_is_any_number_of_members_like_its_element():
    facts = extract_python("import os\nx = [os.path.join(root, f) for f in os.listdir(root)]\n")
    loop, found = facts.assignments
    assert (loop.target, loop.how, loop.scope) == ("f~1", "for", 0)
    assert loop.value == Item(Result(0), Unknown())
    assert found.value == Collection((Result(1),), -1)
    assert facts.calls[1].arguments == (Reference("root"), Reference("f~1"))


@pytest.mark.parametrize("text", ["{f for f in g}", "(f for f in g)", "[f async for f in g]"])
def test_sets_and_generators_are_like_lists(text):
    assert bound(f"async def h():\n    x = {text}\n")["x"] == Collection((Reference("f~1"),), -1)


def test_a_dict_comprehension_has_one_entry():
    values = bound("x = {k: v for k, v in d.items()}\n")
    assert values["x"] == Table((Reference("k~1"),), (Reference("v~1"),))
    assert values["v~1"] == Item(Item(Result(0), Unknown()), Literal(1))


def test_comprehensions_of_one_scope_do_not_share_their_variables():
    text = "f = 'a.csv'\nx = [f for f in g]\ny = [f for f in h for f in f]\nload(f)\n"
    facts = extract_python(text)
    assert [one.target for one in facts.assignments] == ["f", "f~1", "x", "f~2", "f~2", "y"]
    assert facts.assignments[4].value == Item(Reference("f~2"), Unknown())
    assert facts.calls[-1].arguments == (Reference("f"),)


def test_a_comprehension_leaves_imports_alone():
    facts = extract_python("import numpy as np\nx = [np.a for np in y]\nnp.load(1)\n")
    assert facts.calls[0].callee == "numpy.load"
    assert set(facts.reads[0]) == {"np~1.a", "y", "numpy.load"}


def test_nested_comprehensions_see_the_outer_variable():
    values = bound("x = [[a + b for b in a] for a in m]\n")
    assert values["b~2"] == Item(Reference("a~1"), Unknown())


def test_a_walrus_in_a_comprehension_binds_around_it():
    text = "def f():\n    return [y for x in z if (y := g(x))]\n"
    assert scopes_of(text, "y") == [1]


def test_the_shape_of_a_statement_does_not_know_the_new_names():
    one = extract_python("x = [f.a(f) for f in g]\n").statements
    two = extract_python("[0 for q in r]\nx = [f.a(f) for f in g]\n").statements
    assert one.shapes[0] == two.shapes[1]
    assert one.exacts[0] == two.exacts[1]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a, b = 1, 2", {"a": Literal(1), "b": Literal(2)}),
        ("a, b = f()", {"a": Item(Result(0), Literal(0)), "b": Item(Result(0), Literal(1))}),
        (
            "a, *b, c = f()",
            {
                "a": Item(Result(0), Literal(0)),
                "b": Operation("slice", (Result(0), Literal(1), Literal(-1), NO)),
                "c": Item(Result(0), Literal(-1)),
            },
        ),
        ("*a, b = 1, 2, 3", {"b": Literal(3)}),
        ("a, *b = (x,)", {"a": Reference("x")}),
        ("a, b = [load(p) for p in q]", {"a": Result(0), "b": Result(0)}),
        ("a, b = 1, 2, 3", {"a": Literal(1)}),
    ],
)
def test_an_unpacking_gives_each_target_its_part(text, values):
    assert bound(text).items() >= values.items()


def test_global_and_nonlocal_names_are_bound_where_they_live():
    text = """
n = 0
def f(k):
    m = 0
    def g():
        global n
        nonlocal m, k
        def h():
            nonlocal m
            with open(n) as m: pass
        for n in k: pass
        m = k = 2
"""
    facts = extract_python(text)
    index = {d.name: i for i, d in enumerate(facts.definitions, start=1)}
    assert scopes_of(text, "n") == [0, 0]
    assert scopes_of(text, "m") == [index["f"], index["f"], index["f"]]
    assert scopes_of(text, "k") == [index["f"]]


def test_wrong_scope_statements_do_no_harm():
    text = "nonlocal x\nx = 1\nclass A:\n    nonlocal y\n    y = 2\n"
    facts = extract_python(text)
    assert isinstance(facts, FileFacts)
    assert scopes_of(text, "x") == [0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x[1:]", Operation("slice", (Reference("x"), Literal(1), NO, NO))),
        ("x[:-4:n]", Operation("slice", (Reference("x"), NO, Literal(-4), Reference("n")))),
        ("x[:]", Operation("slice", (Reference("x"), NO, NO, NO))),
        ("x[lambda: 1]", Item(Reference("x"), Unknown())),
        (
            "x[:, 0]",
            Item(Reference("x"), Collection((Operation("slice", (NO,) * 3), Literal(0)), 2)),
        ),
    ],
)
def test_a_slice_is_no_unknown_key(text, value):
    assert bound(f"y = {text}")["y"] == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("df[['a', 'b', c]]", [("df", "a", False), ("df", "b", False)]),
        ("df.loc[:, 'a']", [("df.loc", "a", False)]),
        ("df.loc['row', ['a', 'b']] = 1", [("df.loc", "a", True), ("df.loc", "b", True)]),
        ("self.df[['a']] = 1", [("self.df", "a", True)]),
        ("load()[['a']]", [("?", "a", False)]),
        ("table['a', 'b']", []),
        ("table[('a', 'b')]", []),
        ("df.loc[:, 0]", []),
        ("df.loc['a',]", []),
        ("df.iloc[:, 0:]", []),
    ],
)
def test_columns_that_are_written_out_are_keys(text, found):
    facts = extract_python(text)
    assert [(one.of, one.key, one.store) for one in facts.key_accesses] == found


NAMES = st.text("abc_", min_size=1, max_size=2).filter(lambda name: not keyword.iskeyword(name))


@given(st.lists(NAMES, min_size=1, max_size=6), NAMES)
def test_no_comprehension_ever_rebinds_a_name_of_its_scope(variables, outer):
    loops = "\n".join(f"[{name} for {name} in {outer}]" for name in variables)
    facts = extract_python(f"{outer} = 1\n{loops}\nuse({outer})\n")
    plain = [one.target for one in facts.assignments if "~" not in one.target]
    assert plain == [outer]
    assert facts.calls[0].arguments == (Reference(outer),)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("a = 1", "="),
        ("a: int = 1", ":int"),
        ("a: int", ":int"),
        ("(a := 1)", ":="),
        ("a @= 1", "@="),
        ("for a in b: pass", "for"),
        ("[a for a in b]", "for"),
        ("with b as a: pass", "with"),
        ("try: pass\nexcept B as a: pass", "except"),
    ],
)
def test_a_binding_says_how_it_is_bound(text, how):
    (found,) = extract_python(text).assignments
    assert found.how == how


def test_deleting_binds_nothing():
    assert extract_python("del a, b.c, d[0]").assignments == ()


def test_names_that_no_statement_of_their_own_binds():
    text = """
type Rows[Cell] = list[Cell]
rank = lambda entry, *rest, by=None, **more: entry
def first[Row](rows: Row): ...
match rows:
    case [head, *tail] | {"a": (inner, 2), **others}: ...
    case Point(x=across) as whole if across: ...
    case None | 1 | _: ...
"""
    names = "Cell Row Rows across by entry head inner more others rest tail whole"
    assert extract_python(text).captured == tuple(sorted(names.split()))
