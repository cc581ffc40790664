"""What a finding stands on is told by no line above it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtscan.engine.anchors import anchor
from debtscan.facts import FileFacts, Kind, Role
from debtscan.model import Location
from debtscan.syntax import extract

TEXTS = {
    Kind.PYTHON: "import os\nx = os.sep\ny = x * 2\nprint(y)\n",
    Kind.YAML: "lr: 1\nsteps:\n- a\n- name: b\n  run: python a.py\nlast: [1, 2]\n",
    Kind.TOML: "lr = 1\n[a]\nb = 2\n[[c]]\nd = 3\n[[c]]\nd = 4\n",
    Kind.INI: "[a]\nb = 1\nc = 2\n",
    Kind.ENV: "A=1\nB=2\n",
    Kind.GIN: "a.b = 1\na.c = 2\n",
    Kind.SHELL: "export A=1\npython a.py\npython b.py --lr 3\n",
    Kind.MAKE: "A = 1\nall:\n\tpython a.py\n",
    Kind.DOCKER: "FROM a\nENV A=1\nRUN python a.py\n",
    Kind.REQUIREMENTS: "numpy==1\npandas\n",
}


def anchors(kind: Kind, lines: list[str], told: list[int], subject: str) -> list[str]:
    facts = extract(kind, "\n".join(lines).encode())
    assert isinstance(facts, FileFacts)
    files = {"a": facts.placed("a", Role.SOURCE)}
    return [anchor(files, Location("a", line), subject) for line in told]


@pytest.mark.parametrize("kind", TEXTS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_comments_put_between_change_no_anchor(kind, data):
    lines = TEXTS[kind].split("\n")
    comment = st.sampled_from(["# kept", "", "# so it is"])
    above = [data.draw(st.lists(comment, max_size=2)) for _ in lines]
    put = [[*more, line] for more, line in zip(above, lines, strict=True)]
    places = [sum(map(len, put[: n + 1])) for n in range(len(lines))]
    edited = [line for each in put for line in each]
    before = anchors(kind, lines, list(range(1, len(lines) + 1)), "s")
    assert anchors(kind, edited, places, "s") == before
    assert anchors(kind, edited, [1], "s") == before[:1], "what stands for the file"
    assert anchors(kind, edited, [1], "a") == anchors(kind, lines, [1], "a")


@pytest.mark.parametrize("kind", TEXTS)
def test_other_content_is_another_anchor_of_the_whole(kind):
    lines = TEXTS[kind].split("\n")
    assert anchors(kind, lines, [1], "a") != anchors(kind, [*lines[:-2], ""], [1], "a") != [""]
