"""JSON: the same rows as YAML, by one scan; data is counted, never kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import at, keys, read, refused

from debtscan.facts import Kind


def test_keys_have_paths_values_and_places():
    text = '{"a": {"b": [1, "x", {"c": null}]}, "d": 1.5,\n "e": true}'
    facts = read(Kind.JSON, text)
    assert [(key.path, key.kind, key.value) for key in facts.config] == [
        ("a", "mapping", None),
        ("a.b", "sequence", None),
        ("a.b[0]", "scalar", 1),
        ("a.b[1]", "scalar", "x"),
        ("a.b[2].c", "scalar", None),
        ("d", "scalar", 1.5),
        ("e", "scalar", True),
    ]
    assert [at(text, key.at) for key in facts.config][:2] == ['"a"', '"b"']
    assert at(text, facts.config[-1].at) == '"e"'


def test_duplicates_say_whether_the_values_agree():
    text = '{"a": [1], "b": 1,\n "a": [1], "b": 2, "c": {"a": 0}}'
    same, different = read(Kind.JSON, text).duplicates
    assert (same.path, same.at.line, same.first.line, same.same_value) == ("a", 2, 1, True)
    assert (different.path, different.same_value) == ("b", False)


@pytest.mark.parametrize(
    "text", ['{"a": 1, // why\n "b": 2}', '{"a": 1, /* x */ "b": 2,}', '\n\n{"a": 1,"b":2}\n']
)
def test_comments_and_trailing_commas_are_let_pass(text):
    assert keys(read(Kind.JSON, text)) == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ('{"a": }', "syntax", 1),
        ('{\n"a" 1}', "syntax", 2),
        ('{"a": 1]', "syntax", 1),
        ("{a: 1}", "syntax", 1),
        ('{"a": tru}', "syntax", 1),
        ('{"a": 01}', "syntax", 1),
        ('{\n\n"a": "x', "syntax", 3),
        ('{"a": 1', "syntax", 1),
        ("}", "syntax", 1),
        ('{"a": {{ x }}}', "template", 1),
        ("[" * 300 + "]" * 300, "too-deep", 1),
    ],
)
def test_what_is_no_json_says_where(text, reason, line):
    unread = refused(Kind.JSON, text)
    assert (unread.reason, unread.line) == (reason, line)


@pytest.mark.parametrize(
    "data",
    [
        {f"k{n}": {"a": n} for n in range(6000)},
        {"images": [{"id": n, "file": "x"} for n in range(1000)]},
        {"vocabulary": {f"w{n}": n for n in range(2000)}},
        list(range(30_000)),
    ],
)
def test_data_is_read_and_not_kept(data):
    assert len(read(Kind.JSON, json.dumps(data)).config) <= 66


def test_lines_of_documents_are_data():
    assert read(Kind.JSON, '{"a": 1}\n{"a": 2}\n').config == ()


def test_numbers_and_characters_that_no_format_can_carry_become_text():
    text = '{"a": 123456789012345678901234567890, "b": 1e999, "c": "\\ud800", "d": NaN}'
    found = keys(read(Kind.JSON, text))
    assert (found["b"], found["c"], found["d"]) == ("inf", "?", "NaN")
    assert str(found["a"]).startswith("0x")


LEAVES = st.one_of(st.integers(-(10**6), 10**6), st.booleans(), st.none(), st.text(max_size=6))
KEYS = st.text(max_size=6).filter(lambda key: not key.endswith("]") and "." not in key)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.dictionaries(KEYS, inner, max_size=4), st.lists(inner, max_size=4)),
    max_leaves=12,
)


def leaves(tree, path=""):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from leaves(value, f"{path}[{number}]")
    else:
        yield path, tree


@given(st.dictionaries(KEYS, TREES, max_size=5), st.sampled_from([None, 1]), st.booleans())
def test_any_tree_comes_back_with_its_places(tree, indent, plain):
    text = json.dumps(tree, indent=indent, ensure_ascii=plain)
    facts = read(Kind.JSON, text)
    scalars = [(key.path, key.value) for key in facts.config if key.kind == "scalar"]
    assert scalars == list(leaves(tree))
    for key in facts.config:
        if not key.path.endswith("]"):
            assert json.loads(at(text, key.at)) == key.path.rpartition(".")[2]


@given(st.text('{}[]:,"\\ \n1a/*', max_size=40))
def test_nothing_raises(text):
    read_or_refused = read if _is_json(text) else _any
    read_or_refused(Kind.JSON, text)


def _is_json(text):
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _any(kind, text):
    from debtscan.syntax import extract

    return extract(kind, text.encode())
