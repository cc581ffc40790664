"""What a stranger reads in a drawn pipeline: one artifact for one thing, and nothing empty."""

from __future__ import annotations

import pytest
from linked import linked, shell

from debtscan.facts import Role
from debtscan.project.pipeline.folding import folded
from debtscan.project.pipeline.nodes import is_artifact, merged

GUARD = "if __name__ == '__main__':\n    main()\n"


def ends(project):
    return {edge.source if edge.kind == "reads" else edge.target for edge in project.pipeline.edges}


@pytest.mark.parametrize(
    ("patterns", "kept"),
    [
        ({"out/G_0.pth", "out/G_*.pth"}, {"out/G_*.pth"}),
        ({"*/dev.tsv", "data/dev.tsv"}, {"data/dev.tsv"}),
        ({"a/x.csv", "b/x.csv", "c/x.csv", "*/x.csv"}, {"*/x.csv"}),
        ({"a/x.csv", "b/y.csv"}, {"a/x.csv", "b/y.csv"}),
        ({"*/*.csv", "a/x.csv"}, {"*/*.csv", "a/x.csv"}),
        ({"data/*.csv", "x/data/a.csv"}, {"data/*.csv", "x/data/a.csv"}),
    ],
)
def test_many_patterns_of_one_call(patterns, kept):
    assert folded(patterns) == kept


@pytest.mark.parametrize(
    ("pattern", "drawn"),
    [
        ("*/G_*.pth", True),
        ("data/*/*.csv", True),
        ("*/*_*.png", False),
        ("*/*", False),
        ("dummy_string", False),
        ("out/dummy_matrix.png", True),
    ],
)
def test_what_tells_nothing_is_not_drawn(pattern, drawn):
    assert is_artifact(pattern, "file") is drawn


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("*/crops/*/*_*.png", "/data/diffs/*/*_diff.png", False),
        ("*/boxes/*.json", "/data/*/metadata.json", False),
        ("weights/*", "/data/crops/*/*", False),
        ("models/*.pt", "models/best.pt", True),
        ("*/labels.csv", "data/labels.csv", True),
    ],
)
def test_patterns_that_share_no_word_stay_apart(one, other, same):
    names = merged([(one, "file", ""), (other, "file", "")], frozenset())
    assert (len(set(names.values())) == 1) is same


def test_a_counter_is_no_name():
    text = (
        "import torch\nstep = 0\ndef main():\n    global step\n    for x in range(9):\n"
        "        torch.save(x, 'out/G_{}.pth'.format(step))\n        step += 1\n"
    )
    assert ends(linked({"a.py": text + GUARD})) == {"out/G_*.pth"}


def test_what_test_scripts_move_about_is_no_pipeline():
    driver = shell("test/check.sh", "python a.py > ccc1")
    texts = {"a.py": "def main():\n    open('data/x.csv')\n" + GUARD}
    assert ends(linked(texts, more=(driver.placed(driver.path, Role.TEST),))) == {"data/x.csv"}


def test_a_folder_is_told_by_the_files_that_are_read_in_it():
    text = "import os\ndef main():\n    os.listdir('data/raw')\n    open('data/raw/x.csv')\n"
    assert ends(linked({"a.py": text + GUARD})) == {"data/raw/x.csv"}
