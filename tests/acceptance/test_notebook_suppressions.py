"""Comments in a notebook's shell and magic lines accept debt, as far as their cell goes."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtscan.acceptance import KnownRules, suppress
from debtscan.cli.main import run
from debtscan.engine.filters import matches
from debtscan.facts import FileFacts, Kind, Role
from debtscan.model import Category, Confidence, Finding, Location, Severity
from debtscan.syntax import extract

RULES = KnownRules({"cli-drift"}, {"cli-drift"})
SAID = "# debtscan: ignore[cli-drift] the old flag is kept"


def text_of(*cells: str) -> str:
    code = [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}} for cell in cells]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def notebook(*cells: str) -> FileFacts:
    facts = extract(Kind.NOTEBOOK, text_of(*cells).encode())
    assert isinstance(facts, FileFacts)
    return facts.placed("n.ipynb", Role.SOURCE)


def finding(cell: int, line: int) -> Finding:
    return Finding(
        "cli-drift",
        Category.CONFIG_SPRAWL,
        Location("n.ipynb", line, cell=cell),
        "seen",
        "why",
        "do",
        f"{cell}:{line}",
        Confidence.HIGH,
        Severity.LOW,
        5,
        f"{cell}:{line}",
    )


def accepted(*cells: str) -> list[tuple[int, int]]:
    """The (cell, line) whose findings are suppressed, when every line has one."""
    file = notebook(*cells)
    everywhere = [
        finding(number, line)
        for number, cell in enumerate(cells, 1)
        for line in range(1, cell.count("\n") + 2)
    ]
    found = suppress(everywhere, [file], (), RULES, datetime.date(2026, 11, 23), matches)
    assert not found.complaints
    return [(each.finding.at.cell, each.finding.at.line) for each in found.suppressed]


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        (f"!python a.py  {SAID}", [1]),
        (f"!python a.py\n!python b.py  {SAID}\n!python c.py", [2]),
        (f"!python a.py \\\n  --lr 3  {SAID}\nx = 1", [1, 2]),
        (f"if x:\n    !python a.py  {SAID}\n    y = 1", [2]),
        (f"files = !python a.py  {SAID}\nx = 1", [1]),
        (f"x = 1\n%run a.py --lr 3  {SAID}\ny = 1", [2]),
        (f"x = 1\n%load_ext a  {SAID}\ny = 1", [2]),
        (f"x = 1\n%pip install a  {SAID}", [2]),
        (f"x = 1\n%time f(1)  {SAID}\ny = 1", [2]),
        (f"%%bash\npython a.py\npython b.py  {SAID}\npython c.py", [3]),
        (f"%%bash\n{SAID}\npython a.py\npython b.py", [2, 3]),
        (f"%%bash\n{SAID}\npython a.py \\\n  --lr 3\npython b.py", [2, 3, 4]),
        (f"%%sh\nls\necho $(python a.py  {SAID}\n)\nls", [3, 4]),
        (f"%%capture\n%%bash\nls\npython a.py  {SAID}\nls", [4]),
        (f"%%script bash\nls\npython a.py  {SAID}", [3]),
        (f"%sh\nls\npython a.py  {SAID}", [3]),
        (f"%%time\nx = 1\ny = 2  {SAID}\nz = 3", [3]),
        (f"%%time\n{SAID}\ny = 2\nz = 3", [2, 3]),
        (f"%%capture out\nx = 1\n!python a.py  {SAID}\nz = 3", [3]),
        (f"%%capture\nx = f(\n    1,  {SAID}\n)\nz = 3", [2, 3, 4]),
        (f"{SAID}\n!python a.py\nx = 1", [1, 2]),
        (f"{SAID}\n!python a.py \\\n  --lr 3\nx = 1", [1, 2, 3]),
        (f"this is no python\n!python a.py  {SAID}", [2]),
    ],
)
def test_a_comment_speaks_for_its_command(cell, lines):
    assert accepted("x = 1\n", cell, "y = 2") == [(2, line) for line in lines]


@pytest.mark.parametrize(
    "cell",
    [
        f"!echo '{SAID}'",
        f"!echo a{SAID}",
        f"%%bash\ncat > note.txt <<'END'\n{SAID}\nEND\npython a.py",
        f"%%writefile a.py\nx = 1  {SAID}",
        f"%%html\n<p>{SAID}</p>",
        f"%%time\nx = '''\n!python a.py  {SAID}\n'''",
        f'%%bash\npython a.py --note "\n{SAID}\n"',
    ],
)
def test_the_same_words_elsewhere_are_no_comment(cell):
    assert accepted(cell, "x = 1") == []


@pytest.mark.parametrize("cell", [f"%%bash\nls\n{SAID}", f"x = 1\n{SAID}", f"!ls\n{SAID}"])
def test_a_comment_at_the_end_of_a_cell_says_nothing_of_the_next(cell):
    assert [line for number, line in accepted(cell, "y = 2", "!python a.py") if number > 1] == []


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12)


@settings(deadline=None)  # the first example imports the parser
@given(st.lists(WORDS, max_size=6), st.integers(0, 5), st.sampled_from(["%%bash", "%%sh"]))
def test_a_shell_cell_says_what_the_same_script_says(lines, at, magic):
    lines[at:at] = [f"python a.py  {SAID}"]
    body = "\n".join(lines)
    script = extract(Kind.SHELL, body.encode())
    cell = notebook(f"{magic}\n{body}")
    below = [(said.text, said.at.line + 1, said.alone) for said in script.comments]
    assert [(said.text, said.at.line, said.alone) for said in cell.comments] == below


def test_a_command_in_a_notebook_is_accepted_from_the_command_line(tmp_path, capsys):
    for name in ("fit", "train", "tune"):
        (tmp_path / f"{name}.py").write_text(
            "import argparse\n\nparser = argparse.ArgumentParser()\n"
            'parser.add_argument("--rate")\nprint(parser.parse_args().rate)\n'
        )
    shell = f"%%bash\npython tune.py --lr 3  {SAID}"
    (tmp_path / "n.ipynb").write_text(
        text_of("!python fit.py --lr 3", f"!python train.py --lr 3  {SAID}", shell)
    )
    run([str(tmp_path), "--preview", "--select", "cli-drift", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert [each["cell"] for each in report["findings"]] == [1]
    assert [each["finding"]["cell"] for each in report["acceptance"]["suppressed"]] == [2, 3]
