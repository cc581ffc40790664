"""What the command `graph` does: read the project, make the picture, put it where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from debtscan.cli import terminal, values
from debtscan.cli.outputs import write_whole
from debtscan.cli.progress import progress_bar
from debtscan.cli.request import Output
from debtscan.cli.streams import deliver
from debtscan.cli.targets import Targets
from debtscan.cli.told import told
from debtscan.engine import read_project
from debtscan.model import DebtscanError
from debtscan.project import Project
from debtscan.report import Look
from debtscan.report.graph import draw as drawn
from debtscan.report.graph import picture_of
from debtscan.report.graph.picture import Picture
from debtscan.report.graph.stats import statistics
from debtscan.source import find_root


def draw(typed: Mapping[str, Any]) -> int:
    """Write every drawing that was asked for; files first."""
    root = find_root(typed["paths"])
    targets = Targets.within(root, typed["paths"])
    settings = told(root, values.reading(typed), typed["config"])
    with progress_bar(False) as progress:
        project = read_project(root, settings, progress)
    if not any(targets.hold(path) for path in project.files):
        raise DebtscanError(f"nothing to draw in {targets}")
    if typed["stats"]:
        deliver(statistics(project, _name(root), _look(typed, Output("console"))))
        return 0
    picture = _picture(project, typed["subject"], root, targets)
    for output in sorted(typed["outputs"], key=lambda output: output.file is None):
        _put(picture, output, typed)
    return 0


def _picture(project: Project, subject: str, root: Path, targets: Targets) -> Picture:
    whole = picture_of(subject, project, _name(root))
    return whole.within(targets.hold, str(targets)) if targets.names else whole


def _put(picture: Picture, output: Output, typed: Mapping[str, Any]) -> None:
    text = drawn(picture, output.format, _look(typed, output), full=typed["full"])
    if output.file is None:
        deliver(text)
    else:
        write_whole(output.file, text)


def _look(typed: Mapping[str, Any], output: Output) -> Look:
    colored = output.file is None and terminal.wants_color(typed["color"])
    return replace(Look(), width=terminal.width(), color=colored)


def _name(root: Path) -> str:
    return root.name or "/"
