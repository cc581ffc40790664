from __future__ import annotations

import json
from hashlib import blake2b

import pytest

from debtscan.cli.excerpts import Excerpts
from debtscan.facts import FileFacts, Kind
from debtscan.model import Location


@pytest.fixture
def excerpt(tmp_path):
    """Write a file and cut a piece out of it."""

    def cut(text: str | bytes, at: Location, kind: Kind = Kind.PYTHON):
        content = text.encode() if isinstance(text, str) else text
        (tmp_path / at.path).write_bytes(content)
        facts = FileFacts(kind, at.path, digest=blake2b(content, digest_size=16).hexdigest())
        return Excerpts(tmp_path, [facts])(at)

    return cut


def test_a_long_range_shows_its_first_lines_and_counts_the_rest(excerpt):
    text = "".join(f"line {n}\n" for n in range(1, 10))
    assert excerpt(text, Location("a.py", 2, end_line=8)) == (
        ((2, "line 2"), (3, "line 3"), (4, "line 4")),
        4,
    )
    assert excerpt(text, Location("a.py", 9)) == (((9, "line 9"),), 0)


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_lines_are_those_of_python(excerpt, newline):
    text = newline.join(["a", "b\x0cb", "c"])
    assert excerpt(text, Location("a.py", 2, end_line=3)) == (((2, "b\x0cb"), (3, "c")), 0)


def test_places_outside_the_file_show_nothing(excerpt):
    assert excerpt("a\n", Location("a.py", 7)) == ((), 0)
    assert excerpt("", Location("a.py", 1)) == ((), 0)
    assert excerpt("a\n", Location("a.py", 0)) == ((), 0)


def test_declared_encodings_are_honoured(excerpt):
    text = "# -*- coding: latin-1 -*-\nname = 'caf\xe9'\n".encode("latin-1")
    assert excerpt(text, Location("a.py", 2))[0] == ((2, "name = 'caf\xe9'"),)


def test_secrets_are_taken_out(excerpt):
    line = "password: hunter2-and-more\n"
    ((_, shown),), _ = excerpt(line, Location("conf.yaml", 1), Kind.YAML)
    assert "hunter2" not in shown and shown.startswith("password:")


@pytest.mark.parametrize("indent", [1, None])
@pytest.mark.parametrize("as_list", [True, False])
def test_cells_of_a_notebook(excerpt, indent, as_list):
    source = "%matplotlib inline\nx = 1\n\ny = 2"
    cells = [
        {"cell_type": "markdown", "source": ["title"]},
        {"cell_type": "code", "source": source.splitlines(True) if as_list else source},
    ]
    text = json.dumps({"cells": cells, "nbformat": 4}, indent=indent)
    at = Location("n.ipynb", 1, end_line=2, cell=2)
    shown, more = excerpt(text, at, Kind.NOTEBOOK)
    assert shown == ((1, "%matplotlib inline"), (2, "x = 1")) and more == 0
    assert excerpt(text, Location("n.ipynb", 1, cell=9), Kind.NOTEBOOK) == ((), 0)


@pytest.mark.parametrize("text", ["", "{", "[" * 5000, "\ufeff{}", '{"cells": 3}'])
def test_what_is_no_notebook_shows_nothing(excerpt, text):
    assert excerpt(text, Location("n.ipynb", 1, cell=1), Kind.NOTEBOOK) == ((), 0)


def test_a_file_that_changed_or_went_away_shows_nothing(tmp_path):
    facts = FileFacts(Kind.PYTHON, "a.py", digest="0" * 32)
    assert Excerpts(tmp_path, [facts])(Location("a.py", 1)) == ((), 0)
    (tmp_path / "a.py").write_text("changed\n")
    assert Excerpts(tmp_path, [facts])(Location("a.py", 1)) == ((), 0)
    assert Excerpts(tmp_path, [])(Location("a.py", 1)) == ((), 0)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  lr: 0.001  # tuned", "  lr: …"),
        ("train:", "train:"),
        ("  - /home/ana/data", "  - …"),
        ("  - name: fit", "  - name: …"),
        ("KEY=value", "KEY=…"),
        ('  "lr": 0.1,', '  "lr": …'),
        ("  defaults: {", "  defaults: {"),
    ],
)
def test_values_of_configuration_are_not_printed(excerpt, written, shown):
    cut = excerpt(f"{written}\n", Location("a.yaml", 1), Kind.YAML)
    assert cut == (((1, shown),), 0)
