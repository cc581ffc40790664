"""`async` and `await` as names: one old word does not hide a file."""

import pytest
from reading import read, refused

from debtscan.facts import Kind
from debtscan.syntax.python import extract_python

OLD = """def train(batches, net):
    for data, target in batches:
        target = target.cuda(async=True)
        note = "async=True, await = 1"
    return net, later(target)
"""


def test_the_rest_of_the_file_is_known_and_in_its_place():
    facts = read(Kind.PYTHON, OLD)
    assert [one.name for one in facts.definitions] == ["train"]
    last = facts.calls[-1]
    assert (last.callee, last.at.line, last.at.column) == ("later", 5, 17)
    assert facts.strings.keys() == {"async=True, await = 1"}


@pytest.mark.parametrize(
    "text", ["await = 1\n", "from loops import async\n", "def async(await):\n    pass\n"]
)
def test_other_places_of_the_old_names(text):
    read(Kind.PYTHON, text)


def test_what_is_a_keyword_stays_one():
    text = (
        "async def f(x):\n    await x\n    async with g(async=1) as h:\n        return await h()\n"
    )
    facts = read(Kind.PYTHON, text)
    assert [one.callee for one in facts.calls] == ["g", "h"]


def test_a_file_that_is_broken_elsewhere_too_stays_unread():
    unread = refused(Kind.PYTHON, "f(async=True)\nx = = 1\n")
    assert (unread.reason, unread.line) == ("syntax", 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [("x = 1\ny = = 2\n", 2), ("x = 1\nif x:\ny = 2\n", 3), ("def f(:\n    pass\n", 1)],
)
def test_the_line_is_the_one_an_editor_shows(text, line):
    assert extract_python(text).line == line
