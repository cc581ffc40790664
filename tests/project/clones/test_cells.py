import json

from linked import linked

from debtscan.facts import FileFacts, Kind, Role
from debtscan.syntax import extract

LOAD = ["frame = load(path)", "frame = frame.dropna()", "for row in frame:", "    show(row)"]
PLOT = ["axes = figure(1)", "axes.plot(frame)", "axes.legend(2)", "axes.save('a.png')"]
IMPORTS = [f"import {name}" for name in ("numpy", "pandas", "torch", "scipy", "json")]


def notebook(path, *cells):
    """A notebook of code cells at a path, as facts."""
    written = [
        {"cell_type": "code", "source": "\n".join(lines), "metadata": {}, "outputs": []}
        for lines in cells
    ]
    text = json.dumps({"cells": written, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    found = extract(Kind.NOTEBOOK, text.encode())
    assert isinstance(found, FileFacts)
    return found.placed(path, Role.SOURCE)


def test_a_cell_pasted_into_another_notebook():
    more = (notebook("a.ipynb", IMPORTS, LOAD), notebook("b.ipynb", IMPORTS, PLOT, LOAD))
    (cluster,) = linked({}, more=more).clones.cells()
    assert [(one.path, one.at.cell) for one in cluster.members] == [("a.ipynb", 2), ("b.ipynb", 3)]
    assert (cluster.statements, cluster.exact) == (4, True)


def test_an_edited_cell_and_what_was_edited():
    edited = [line.replace("2", "3") for line in PLOT]
    project = linked({}, more=(notebook("a.ipynb", PLOT), notebook("b.ipynb", edited)))
    (cluster,) = project.clones.cells()
    assert not cluster.exact
    (found,) = project.clones.compared(*cluster.members)
    assert (found.old, found.new, found.old_at.cell, found.old_at.line) == (2, 3, 1, 3)


def test_cells_of_imports_and_cells_of_one_notebook_are_none():
    more = (notebook("a.ipynb", IMPORTS, LOAD, LOAD), notebook("b.ipynb", IMPORTS, PLOT))
    assert linked({}, more=more).clones.cells() == ()
