"""What is left of a cell as Python, and what is bound and kept on the way."""

import json

import pytest
from reading import at

from debtscan.syntax.magics import neutral
from debtscan.syntax.notebook import extract_notebook
from debtscan.syntax.notebook_json import read_cells


def python(source: str) -> str:
    lines = source.split("\n")
    found = neutral(lines, 1, "")
    assert len(found.lines) == len(lines)
    return "\n".join(found.lines)


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("a = 1\nb = a % 2", "a = 1\nb = a % 2"),
        ("%matplotlib inline\na", "\na"),
        ("if a:\n    %load_ext x\n    !ls", "if a:\n    pass\n    pass"),
        ("x = !ls\ny = %sql select", "x = ...\ny = ..."),
        ("x, y = !ls", "x, y = ..."),
        ('d["k"] = !ls', 'd["k"] = ...'),
        ("y = %time f(1)", "y = f(1)"),
        ("%time y = f(1)", "y = f(1)"),
        ("%timeit -n 10 -r 3 f(1)", "f(1)"),
        ("%%time\nf(1)", "\nf(1)"),
        ("%%capture out --no-stderr\nf(1)", "out = ...\nf(1)"),
        ("%%bigquery frame --project p\nSELECT 1", "frame = ...\n"),
        ("%%sql res << select\n1", "res = ...\n"),
        ("%%R -i a -o b\nb <- a", "b = ...\n"),
        ("%%capture\n%%sh\nls", "\n\n"),
        ("%%unheard_of\nf(1)", "\nf(1)"),
        ("f?\n??f\nf.g?", "\n\n"),
        ("s = '''\n!no\n%d\nwhat?\n'''", "s = '''\n!no\n%d\nwhat?\n'''"),
        ("x = (1\n  % 2)", "x = (1\n  % 2)"),
        ('print("%s = %d" % (a, b))', 'print("%s = %d" % (a, b))'),
        ("  a = 1\n  b = 2", "a = 1\nb = 2"),
        ("!a \\\n  b\nc", "\n\nc"),
        ("# what?\n# !no", "# what?\n# !no"),
        ("%md\n# Title", "\n"),
        ("a != b", "a != b"),
    ],
)
def test_python_that_is_left(source, left):
    assert python(source) == left


def test_a_body_of_another_language_is_told():
    assert neutral(["%%unheard_of", "no python here"], 1, "").problem == "%%unheard_of"


def test_percent_cd_lasts_and_a_shell_cd_does_not():
    found = neutral(["%cd sub", "!cd x && a", "!b"], 1, "top")
    folders = [(command.words[0], command.folder) for command in found.commands]
    assert folders == [("cd", "top/sub"), ("a", "top/sub/x"), ("b", "top/sub")]
    assert found.folder == "top/sub"


def test_commands_stand_at_their_own_columns():
    source = "a = 1\n  \nfiles = !python é.py && b"
    first, second = neutral(source.split("\n"), 1, "").commands
    assert (at(source, first.at), at(source, second.at)) == ("python é.py", "b")


def test_a_written_file_is_an_output():
    (command,) = neutral(["%%writefile -a src/t.py", "import x"], 5, "").commands
    assert (command.writes, command.at.line) == (("src/t.py",), 5)


def test_names_in_what_was_taken_out_count_as_mentioned():
    source = ["!python t.py --lr {best_lr}", "%%sql"]
    content = {"cells": [{"cell_type": "code", "source": [source[0]]}], "metadata": {}}
    assert "best_lr" in extract_notebook(json.dumps(content).encode()).words


def cell(source, **more):
    return {"cell_type": "code", "source": source, **more}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_line_knows_its_line_in_the_file(end):
    cells = [
        {"cell_type": "markdown", "source": ["a = 1\n", "b = 2"]},
        cell(["a = 1\n", "b = 2"], outputs=[{"text": ["a = 1\n", "b = 2"]}]),
        cell("c = 3\nd = 4"),
        cell(["e", " = 5\n", "f = 6\n"]),
        cell([]),
        cell(["a = 1\n", "b = 2"]),
    ]
    content = json.dumps({"cells": cells}, indent=1).replace("\n", end).encode()
    written = content.decode().split("\n")
    found, _ = read_cells(content)
    for each in (found[1], found[5]):
        shown = [json.loads(written[n - 1].strip(" ,\r")) for n in each.raw_lines]
        assert shown == ["a = 1\n", "b = 2"]
    assert found[1].raw_lines[0] < found[2].raw_lines[0] == found[2].raw_lines[1]
    assert found[3].lines == ["e = 5", "f = 6"]
    assert found[4].lines == []


@pytest.mark.parametrize(
    "output",
    ['"x": NaN', '"x": -Infinity', '"x": "\\ud83d"', '"x": "\x01\t"', '"x": "\\ud83d\\ude00"'],
)
def test_what_pythons_json_lets_pass_costs_nothing(output):
    head = '{"cells": [{"source": "f(\'NaN \\ud83d\\ude00\')", "outputs": [{'
    content = head + output + "}]}]}"
    ((found,), language) = read_cells(content.encode("utf-8", "surrogatepass"))
    assert (found.lines, language) == (["f('NaN 😀')"], "")
