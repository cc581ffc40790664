"""What one walk records, with exact places."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.facts import FileFacts, Span
from debtscan.syntax.python import extract_python

MODULE = '''"""doc"""
import argparse
from dataclasses import dataclass

import click

parser = argparse.ArgumentParser()
parser.add_argument("--learning-rate", "-l", type=float, default=0.1)  # TODO: tune
parser.add_argument("data", nargs="+")
args = parser.parse_args()


@dataclass
class Settings:
    size: int = 3
    name: str


@click.command()
@click.option("--deep/--shallow", default=True)
def main(deep):
    """doc"""
    if deep and args.learning_rate > 0.5:
        return cfg["a"]["b"]
    elif False:
        pass


if __name__ == "__main__":
    main()
'''


@pytest.fixture(scope="module")
def facts():
    return extract_python(MODULE)


def at(span: Span) -> str:
    lines = MODULE.split("\n")
    assert span.line == span.end_line
    return lines[span.line - 1][span.column - 1 : span.end_column - 1]


def test_options_of_every_framework(facts):
    seen = [(o.framework, o.name, o.flags, o.holder) for o in facts.options]
    assert seen == [
        ("argparse", "learning_rate", ("--learning-rate", "-l"), "parser"),
        ("argparse", "data", ("data",), "parser"),
        ("dataclass", "size", (), "Settings"),
        ("dataclass", "name", (), "Settings"),
        ("click", "deep", ("--deep", "--shallow"), "main"),
    ]
    assert [o.required for o in facts.options] == [False, False, False, True, False]


def test_spans_point_at_the_text(facts):
    assert at(facts.calls[0].at) == "argparse.ArgumentParser()"
    assert at(facts.branches[0].at) == "deep and args.learning_rate > 0.5"
    assert [at(access.at) for access in facts.key_accesses] == ['cfg["a"]', 'cfg["a"]["b"]']
    assert at(facts.imports[1].at) == "dataclass"


def test_columns_count_characters_not_bytes():
    facts = extract_python("é = 'ü'; ß = load('ä')\n")
    assert facts.calls[0].at == Span(1, 14, 1, 23)


def test_branches_know_their_sides(facts):
    first, second, guard = facts.branches
    assert (first.kind, first.outcome, first.names) == ("if", None, ("deep", "args.learning_rate"))
    assert (second.kind, second.outcome, second.body_statements) == ("elif", False, 1)
    assert guard.text == '__name__ == "__main__"'
    assert facts.main_guard


def test_reads_are_kept_by_scope(facts):
    assert facts.reads[0]["parser.parse_args"] == (10,)
    assert facts.reads[2]["args.learning_rate"] == (23,)


def test_admissions_and_docstrings(facts):
    assert [comment.text for comment in facts.comments] == ["# TODO: tune"]
    assert facts.docstrings == ((1, 1), (22, 22))
    assert "doc" not in facts.strings


def test_facts_survive_serialisation(facts):
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=FileFacts) == facts


def shapes(text):
    facts = extract_python(text)
    return facts.definitions[0].shape, facts.definitions[0].exact


COPY = "def f(a, b):\n    total = a.mean() + {constant}\n    return load(total, b)\n"


def test_a_copy_with_another_constant_has_the_same_shape_only():
    one, two = shapes(COPY.format(constant=1)), shapes(COPY.format(constant=2))
    assert one[0] == two[0]
    assert one[1] != two[1]


def test_a_copy_with_renamed_variables_has_the_same_shape_only():
    one = shapes(COPY.format(constant=1))
    two = shapes(
        COPY.format(constant=1).replace("total", "t").replace("(a,", "(x,").replace("a.", "x.")
    )
    assert one[0] == two[0]
    assert one[1] != two[1]


def test_calling_something_else_is_another_shape():
    assert shapes(COPY.format(constant=1))[0] != shapes(COPY.replace("load", "save"))[0]


def test_formatting_comments_and_docstrings_leave_fingerprints_alone():
    text = (
        'def f(a, b):\n    "doc"\n    # why\n    total = (a.mean()\n        + 1)\n'
        "\n    return load(total,b)\n"
    )
    assert shapes(text) == shapes(COPY.format(constant=1))


@given(st.text(max_size=200))
def test_any_text_ends_as_facts_or_a_reason(text):
    extract_python(text)


@given(st.lists(st.sampled_from(MODULE.split("\n")), max_size=30))
def test_any_shuffle_of_lines_ends_as_facts_or_a_reason(lines):
    extract_python("\n".join(lines))


def test_an_action_given_as_a_class_keeps_its_name():
    text = "import argparse\np.add_argument('--x', action=argparse.BooleanOptionalAction)\n"
    assert extract_python(text).options[0].action == "argparse.BooleanOptionalAction"


def test_statements_that_only_shift_are_kept_with_their_scope():
    found = extract_python(
        "a >> [b, c] << d\nx = 1 << 2\ndef f():\n    first() >> second()\n1 + 1\n"
    )
    assert isinstance(found, FileFacts)
    assert [(one.value.operator, one.at.line, one.scope) for one in found.shifts] == [
        ("<<", 1, 0),
        (">>", 4, 1),
    ]


@pytest.mark.parametrize(
    ("head", "metaclass", "bases"),
    [
        ("A(B, metaclass=abc.ABCMeta)", "abc.ABCMeta", ("B",)),
        ("A(with_metaclass(Meta, B, c.D))", "Meta", ("B", "c.D")),
        ("A(six.with_metaclass(Meta))", "Meta", ()),
        ("A(B, metaclass=meta())", "?", ("B",)),
        ("A(make(B), **more)", "", ("?",)),
    ],
)
def test_the_metaclass_of_a_class(head, metaclass, bases):
    (found,) = extract_python(f"class {head}: ...\n").definitions
    assert (found.metaclass, found.bases) == (metaclass, bases)
