"""Pictures in every format: whatever a file is called, nothing breaks out, nothing is lost."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtscan.model import Location
from debtscan.report import Look
from debtscan.report.graph import FORMATS, draw
from debtscan.report.graph.condense import condensed
from debtscan.report.graph.marks import DATA, MARKS
from debtscan.report.graph.order import upstream_first
from debtscan.report.graph.picture import Link, Node, Picture, picture

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    'a"b.py',
    "</text><script>x</script>.py",
    "line\nbreak.csv",
    "\x1b[31mred.py",
    "\u202egnp.py",
    "%%{init}%%.py",
    "]]>.csv",
    "\ud800.py",
    "名前.py",
    'x"]; end [label="y.py',
    "a|b`c`.py",
    "--> click n0.py",
]


def pipeline() -> Picture:
    nodes = [
        Node("prepare.py", "prepare.py", "script", "prepare.py", at=Location("prepare.py", 1)),
        Node("train.py", "train.py", "script", "train.py", ("cycle",), "training"),
        Node("raw.csv", "raw.csv", "file", "raw.csv", ("dangling",)),
        Node("x.npy", "x.npy", "file", "x.npy"),
    ]
    links = [
        Link("raw.csv", "prepare.py", "reads"),
        Link("prepare.py", "x.npy", "writes", at=Location("prepare.py", 7)),
        Link("x.npy", "train.py", "reads", ("undeclared",)),
        Link("prepare.py", "train.py", "starts"),
    ]
    return picture("pipeline", "pipeline of shop", nodes, links, ["only a part is drawn"])


def test_only_a_hand_off_without_order_is_told_as_one():
    nodes = [Node(name, name, "script" if "." in name[-3:] else "file") for name in ("a.py", "x")]
    around = [
        Link("a.py", "x", "writes", ("cycle",)),
        Link("x", "a.py", "reads", ("cycle",)),
    ]
    drawn = draw(picture("pipeline", "p", nodes, around, []), "console", Look())
    assert MARKS["undeclared"][0] not in drawn and MARKS["cycle"][0] in drawn


def test_a_long_verb_keeps_its_distance():
    nodes = [Node("a.py", "a.py", "script"), Node("--lr", "--lr", "option")]
    links = [Link("a.py", "--lr", "declares and reads")]
    drawn = draw(picture("options", "o", nodes, links, []), "console", Look())
    assert "declares and reads --lr" in drawn


def chain(names: list[str]) -> Picture:
    nodes = [Node(name, name, "script", name) for name in names]
    links = [Link(one, two, "starts") for one, two in pairwise(names)]
    return picture("pipeline", f"pipeline of {names[0]}", nodes, links)


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_names_every_node_and_ends_in_a_newline(fmt):
    drawn = draw(pipeline(), fmt, Look())
    assert drawn.endswith("\n")
    assert all(node.label in drawn for node in pipeline().nodes)


@pytest.mark.parametrize("fmt", FORMATS)
def test_equal_pictures_are_drawn_alike(fmt):
    assert draw(pipeline(), fmt, Look()) == draw(pipeline(), fmt, Look())


@pytest.mark.parametrize("fmt", FORMATS)
def test_hostile_names_stay_names(fmt):
    drawn = draw(chain(HOSTILE), fmt, Look())
    drawn.encode()
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn or fmt == "json"
    assert "<script" not in drawn or fmt in ("json", "console", "dot")


def test_svg_is_xml_with_a_box_per_node_and_a_path_per_link():
    root = ElementTree.fromstring(draw(chain(HOSTILE), "svg", Look()))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert len(titles) == len(HOSTILE) * 2 - 1
    assert root.find(f".//{SVG}script") is None


def test_svg_says_marks_in_words():
    drawn = draw(pipeline(), "svg", Look())
    assert all(MARKS[mark][0] in drawn for mark in ("dangling", "undeclared", "cycle"))


def test_mermaid_has_one_statement_a_line_and_no_raw_name():
    lines = draw(chain(HOSTILE), "mermaid", Look()).splitlines()
    assert lines[0] == "flowchart LR"
    labels = [line for line in lines if line.lstrip().startswith("n") and '["' in line]
    assert len(labels) == len(HOSTILE)
    assert all(line.count('"') == 2 for line in labels)


def test_dot_quotes_close():
    for line in draw(chain(HOSTILE), "dot", Look()).splitlines():
        assert line.replace("\\\\", "").replace('\\"', "").count('"') % 2 == 0


def test_graphml_reads_back():
    graph = nx.parse_graphml(draw(pipeline(), "graphml", Look()))
    assert set(graph.nodes) == {node.id for node in pipeline().nodes}
    assert graph.number_of_edges() == len(pipeline().links)


def test_json_says_kinds_marks_and_places():
    document = json.loads(draw(pipeline(), "json", Look()))
    assert document["schema"] == "debtscan-graph-1"
    link = next(each for each in document["links"] if each["kind"] == "writes")
    assert (link["source"], link["target"], link["path"], link["line"]) == (
        "prepare.py",
        "x.npy",
        "prepare.py",
        7,
    )
    assert document["notes"] == ["only a part is drawn"]


def test_console_tells_what_is_amiss_first_and_steps_in_order():
    drawn = draw(pipeline(), "console", Look())
    assert drawn.index("nobody writes it") < drawn.index("  prepare.py\n")
    assert drawn.index("\n  prepare.py") < drawn.index("\n  train.py")


def test_an_empty_picture_is_drawn():
    for fmt in FORMATS:
        assert draw(picture("pipeline", "pipeline of x", [], []), fmt, Look())


NAMES = st.lists(
    st.tuples(st.lists(st.sampled_from("abcd"), max_size=4), st.integers(0, 40)).map(
        lambda pair: "/".join([*pair[0], f"f{pair[1]}.py"])
    ),
    min_size=1,
    max_size=40,
    unique=True,
)


@given(NAMES, st.integers(1, 12), st.randoms(use_true_random=False))
def test_condensing_keeps_marks_and_ends_and_is_small_enough(names, limit, random):
    kinds = ["script", "file"]
    nodes = [
        Node(name, name, random.choice(kinds), name, ("dangling",) if random.random() < 0.2 else ())
        for name in names
    ]
    links = [Link(random.choice(names), random.choice(names), "reads") for _ in names]
    whole = picture("pipeline", "x", nodes, links)
    small = condensed(whole, limit)
    assert len(small.nodes) <= max(limit, 1)
    assert all(end in small.by_id for link in small.links for end in (link.source, link.target))
    assert {m for n in whole.nodes for m in n.marks} == {m for n in small.nodes for m in n.marks}


@given(NAMES, st.randoms(use_true_random=False))
def test_every_node_is_told_once(names, random):
    links = [Link(random.choice(names), random.choice(names), "starts") for _ in names]
    whole = picture("pipeline", "x", [Node(n, n, "script", n) for n in names], links)
    assert Counter(node.id for node in upstream_first(whole)) == Counter(names)


def test_data_and_code_differ_in_shape_too():
    drawn = draw(pipeline(), "mermaid", Look())
    assert '(["raw.csv' in drawn
    assert '["prepare.py' in drawn
    assert "file" in DATA
