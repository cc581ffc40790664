"""The command `graph` as a user meets it."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def shop(tmp_path):
    """Two scripts that share a file, one option nobody reads, and a module."""
    root = tmp_path / "shop"
    (root / "lib").mkdir(parents=True)
    (root / "debtscan.toml").write_text("")
    (root / "prepare.py").write_text(
        "import pandas as pd\n"
        "if __name__ == '__main__':\n"
        "    frame = pd.read_csv('raw/orders.csv')\n"
        "    frame.to_parquet('build/orders.parquet')\n"
    )
    (root / "train.py").write_text(
        "import argparse\nimport pandas as pd\nfrom lib import model\n"
        "parser = argparse.ArgumentParser()\n"
        "parser.add_argument('--depth', type=int)\n"
        "parser.add_argument('--seed', type=int)\n"
        "args = parser.parse_args()\n"
        "frame = pd.read_parquet('build/orders.parquet')\n"
        "model.fit(frame, args.depth)\n"
    )
    (root / "lib" / "model.py").write_text("def fit(frame, depth):\n    return frame, depth\n")
    (root / "lib" / "__init__.py").write_text("")
    return root


def drawn(scan, *arguments):
    result = scan("graph", *arguments, "--format", "json")
    assert result.code == 0, result.err
    return json.loads(result.out)


def test_the_pipeline_joins_writer_and_reader(scan, shop):
    document = drawn(scan, shop)
    ends = {(link["kind"], link["source"], link["target"]) for link in document["links"]}
    assert ("writes", "prepare.py", "build/orders.parquet") in ends
    assert ("reads", "build/orders.parquet", "train.py") in ends


def test_imports_and_options(scan, shop):
    imports = drawn(scan, shop, "--of", "imports")
    assert ("train.py", "lib/model.py") in {(a["source"], a["target"]) for a in imports["links"]}
    options = drawn(scan, shop, "--of", "options")
    marks = {node["label"]: node["marks"] for node in options["nodes"]}
    assert marks["--seed"] == ["never-read"]
    assert marks["--depth"] == []


def test_several_formats_in_one_run(scan, shop, tmp_path):
    image, text = tmp_path / "graph.svg", tmp_path / "graph.mmd"
    result = scan("graph", shop, "--format", f"svg={image}", "--format", f"mermaid={text}")
    assert (result.code, result.out) == (0, "")
    assert image.read_text().startswith("<svg")
    assert text.read_text().startswith("flowchart LR")


def test_a_target_narrows_to_itself_and_its_neighbours(scan, shop):
    document = drawn(scan, shop / "lib", "--of", "imports")
    assert {node["id"] for node in document["nodes"]} >= {"lib/model.py", "train.py"}
    assert "prepare.py" not in {node["id"] for node in document["nodes"]}


def test_stats_tell_shares_with_their_numbers(scan, shop):
    result = scan("graph", shop, "--stats")
    assert result.code == 0
    assert "I/O calls whose path is known to its ending" in result.out
    assert "3 of 3" in result.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "png"], "unknown format `png`"),
        (["--of", "weather"], "'weather' is not one of"),
        (["--format", "svg", "--format", "dot"], "only one format can go to stdout"),
    ],
)
def test_bad_input_is_one_line(scan, shop, arguments, said):
    result = scan("graph", shop, *arguments)
    assert result.code == 2
    assert said in result.err
    assert len(result.err.splitlines()) == 1


def test_a_folder_without_anything_to_draw_is_an_error(scan, tmp_path):
    (tmp_path / "empty").mkdir()
    result = scan("graph", tmp_path / "empty")
    assert result.code == 2
    assert "nothing to scan" in result.err
