"""Draws graphs of a project: what to draw is a `Picture`, how is one module per format.

Knows the project's queries and how graphs look; must not know the command line.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from debtscan.project import Project
    from debtscan.report.graph.picture import Picture
    from debtscan.report.look import Look

#: what can be drawn, and the module that makes its picture
SUBJECTS = {
    "pipeline": "debtscan.report.graph.of_pipeline",
    "imports": "debtscan.report.graph.of_imports",
    "options": "debtscan.report.graph.of_options",
    "clones": "debtscan.report.graph.of_clones",
}
#: how, and the module that draws it
FORMATS = {
    "console": "debtscan.report.graph.console",
    "dot": "debtscan.report.graph.dot",
    "mermaid": "debtscan.report.graph.mermaid",
    "graphml": "debtscan.report.graph.graphml",
    "json": "debtscan.report.graph.json_v1",
    "svg": "debtscan.report.graph.svg",
}
#: formats that a person reads: large pictures are condensed for them
FOR_PEOPLE = frozenset({"console", "mermaid", "svg"})


def picture_of(subject: str, project: Project, name: str) -> Picture:
    """The whole picture of one subject of `SUBJECTS`; ``name`` is the project's own."""
    picture: Picture = import_module(SUBJECTS[subject]).of_project(project, name)
    return picture


def draw(picture: Picture, fmt: str, look: Look, *, full: bool = False) -> str:
    """The picture in one format of `FORMATS`, ending in a newline.

    Large pictures are condensed for people unless ``full``. Raises `DebtscanError` when
    something that the format needs is not installed.
    """
    from debtscan.report.graph.cards import as_cards
    from debtscan.report.graph.condense import condensed

    if fmt == "svg":
        picture = as_cards(picture)
    if fmt in FOR_PEOPLE and not full:
        picture = condensed(picture)
    text: str = import_module(FORMATS[fmt]).draw(picture, look)
    return text
