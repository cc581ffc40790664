"""Notebooks as people leave them: magics, broken cells, other languages, heavy outputs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.facts import FileFacts, Kind, Unread
from debtscan.syntax.notebook import extract_notebook


def notebook(*sources, language="python", indent=1, **extra):
    cells = [
        {
            "cell_type": "code",
            "execution_count": number,
            "metadata": {},
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }
        for number, source in enumerate(sources, start=1)
    ]
    content = {
        "cells": cells,
        "metadata": {"language_info": {"name": language}},
        "nbformat": 4,
        "nbformat_minor": 5,
        **extra,
    }
    return json.dumps(content, indent=indent).encode()


def callees(facts):
    return [call.callee for call in facts.calls]


def commands(facts):
    return [" ".join(command.words) for command in facts.commands]


def test_cells_are_one_module_with_places_of_their_own():
    content = notebook("import numpy as np\n", "x = 1\ny = np.load('a.npy')\n")
    facts = extract_notebook(content)
    place = facts.placed("n.ipynb", facts.role).locate(facts.calls[0].at)
    assert callees(facts) == ["numpy.load"]
    assert (place.cell, place.line, place.column) == (2, 2, 5)
    assert "np.load" in content.decode().split("\n")[place.raw_line - 1]
    assert str(place) == "n.ipynb:cell 2:2:5"


def test_a_minified_notebook_knows_the_only_line():
    facts = extract_notebook(notebook("f()\n", indent=None))
    assert facts.placed("n.ipynb", facts.role).locate(facts.calls[0].at).raw_line == 1


def test_a_text_in_an_output_is_not_taken_for_the_source():
    content = json.loads(notebook("a()\n", "b()\n"))
    content["cells"][0]["outputs"] = [{"text": ["b()\n"], "source": ["b()\n"]}]
    raw = json.dumps(content, indent=1).encode()
    facts = extract_notebook(raw)
    place = facts.placed("n", facts.role).locate(facts.calls[1].at)
    assert raw.decode().split("\n")[place.raw_line - 2].strip() == '"source": ['


@pytest.mark.parametrize(
    ("source", "called", "ran"),
    [
        ("%matplotlib inline\nf()", ["f"], []),
        ("if x:\n    %time f()\n", ["f"], []),
        ("if x:\n    !pip install y\n", [], ["pip install y"]),
        ("%%time\nf()", ["f"], []),
        ("%%capture out\n!ls data\nf()", ["f"], ["ls data"]),
        ("%%bash\npython train.py --lr 1\n", [], ["python train.py --lr 1"]),
        ("%%html\n<b>f()</b>\n", [], []),
        ("%run train.py --lr 1\n", [], ["python train.py --lr 1"]),
        ("%pip install -q x\n", [], ["pip install -q x"]),
        ("files = !ls data\nf(files)", ["f"], ["ls data"]),
        ("f?\n?f\nf(1)\n", ["f"], []),
        ("!python train.py \\\n  --lr 1\nf()", ["f"], ["python train.py --lr 1"]),
        ("x = (a\n  % b)\nf()", ["f"], []),
        ("pip install x\nf()", ["f"], ["pip install x"]),
        ("await f()\n", ["f"], []),
    ],
)
def test_magics_are_taken_out_and_commands_kept(source, called, ran):
    facts = extract_notebook(notebook(source))
    assert isinstance(facts, FileFacts)
    assert (callees(facts), commands(facts), facts.problems) == (called, ran, ())


def test_a_command_knows_its_place():
    facts = extract_notebook(notebook("x = 1\n", "y = 2\n  \n!python train.py\n"))
    place = facts.placed("n", facts.role).locate(facts.commands[0].at)
    assert (place.cell, place.line, place.column) == (2, 3, 2)


def test_what_a_shell_call_returns_is_unknown_but_bound():
    facts = extract_notebook(notebook("files = !ls data"))
    assert [assignment.target for assignment in facts.assignments] == ["files"]


def test_a_broken_cell_costs_itself_alone():
    facts = extract_notebook(notebook("f()\n", "print 'python 2'\nlost()\n", "g()\n"))
    assert callees(facts) == ["f", "g"]
    (problem,) = facts.problems
    assert (problem.reason, problem.detail) == ("python2", "cell 2")
    assert "lost" in problem.words
    assert [cell.readable for cell in facts.cells] == [True, False, True]


def test_a_notebook_of_broken_cells_is_unread():
    unread = extract_notebook(notebook("print 'a'\n", "print 'b'\n"))
    assert isinstance(unread, Unread)
    assert (unread.reason, unread.kind) == ("python2", Kind.NOTEBOOK)


def test_another_kernel_leaves_words_only():
    facts = extract_notebook(notebook("fit <- lm(y ~ x)\n", language="R"))
    assert (facts.calls, facts.words) == ((), ("fit",))


def test_format_three_is_read():
    cell = {"cell_type": "code", "input": ["f()\n"], "prompt_number": 3, "language": "python"}
    content = {"worksheets": [{"cells": [cell]}], "nbformat": 3, "metadata": {}}
    facts = extract_notebook(json.dumps(content).encode())
    assert (callees(facts), facts.cells[0].executed) == (["f"], 3)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "syntax"),
        (b'{"cells": [', "syntax"),
        (b'{"a": 1}', "syntax"),
        (b"[1]", "syntax"),
        (b'{"cells": [{"source": "\xff"}]}', "syntax"),
        (b"[" * 100_000, "too-deep"),
        (b'{"cells": [], "x": ' + b"[" * 100_000, "too-deep"),
    ],
)
def test_what_is_no_notebook_is_a_clear_unread(content, reason):
    unread = extract_notebook(content)
    assert isinstance(unread, Unread)
    assert unread.reason in (reason, "syntax")


@given(st.lists(st.text(alphabet="ab=%!?\n ()'\"\\{}#", max_size=40), max_size=4))
def test_any_cells_keep_every_line_in_its_place(sources):
    facts = extract_notebook(notebook(*sources))
    if isinstance(facts, FileFacts) and facts.cells:
        assert [cell.lines for cell in facts.cells] == [
            len(source.splitlines()) for source in sources
        ]
