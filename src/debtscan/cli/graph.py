"""The command `graph`: the project drawn instead of judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from debtscan.cli import completing, values
from debtscan.report.graph import FORMATS, SUBJECTS


@click.command("graph", help="Draw what runs what and what feeds what.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--of",
    "subject",
    type=click.Choice(list(SUBJECTS)),
    default="pipeline",
    show_default=True,
    help="What to draw.",
)
@click.option(
    "--format",
    "outputs",
    metavar="FMT[=FILE]",
    multiple=True,
    callback=values.drawings,
    shell_complete=completing.drawings,
    help=f"Draw as {', '.join(FORMATS)}; into FILE, else to stdout. Repeatable.",
)
@click.option("--full", is_flag=True, help="Draw every node, however many there are.")
@click.option("--stats", is_flag=True, help="Say how much of the project is known instead.")
@click.option("--exclude", metavar="PATTERN", multiple=True, help="Do not read these paths.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read this file instead of the project's.",
)
@click.option("--jobs", "-j", type=click.IntRange(1, 512), metavar="N", help="Worker processes.")
@click.option("--no-cache", is_flag=True, help="Parse everything again, keep nothing.")
@click.option("--cache-dir", metavar="FOLDER", help="Keep facts here.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour on stdout (NO_COLOR and FORCE_COLOR are heeded).",
)
def command(**typed: Any) -> int:
    """Draw; the return value is the exit code."""
    from debtscan.cli.drawing import draw

    return draw(typed)
