"""The command `scan`: what was typed, put into a `Request`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from debtscan.cli import completing, values
from debtscan.cli.request import Request
from debtscan.report.formats import FORMATS


@click.command("scan", help="Find and score the debt of a project (the default command).")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "outputs",
    metavar="FMT[=FILE]",
    multiple=True,
    callback=values.outputs,
    shell_complete=completing.formats,
    help=f"Report as {', '.join(FORMATS)}; into FILE, else to stdout. "
    "Repeatable. Columns are 1-based code points in all of them.",
)
@click.option(
    "--fail-under",
    metavar="[CATEGORY=]N",
    multiple=True,
    callback=values.floors,
    shell_complete=completing.floors,
    help="Exit 1 when a score is below N, overall or of one category. Repeatable.",
)
@click.option("--no-fail-under", is_flag=True, help="Only floors that are typed, none of a file.")
@click.option(
    "--fail-on",
    type=click.Choice(["new", "any"]),
    help="Exit 1 on any finding, known or not, or on one that is not in the baseline or REV.",
)
@click.option(
    "--max-suppressed",
    type=click.IntRange(0),
    metavar="N",
    help="Exit 1 when more than N findings are suppressed, by comments or in the settings.",
)
@click.option("--since", metavar="REV", help="Report what is new since the merge base with REV.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Known findings (debtscan-baseline.jsonl, where there is one).",
)
@click.option("--no-baseline", is_flag=True, help="Report known findings as well.")
@click.option(
    "--select",
    metavar="NAMES",
    multiple=True,
    shell_complete=completing.selectors,
    help="Only these rules or categories (or ALL).",
)
@click.option(
    "--extend-select",
    metavar="NAMES",
    multiple=True,
    shell_complete=completing.selectors,
    help="These rules as well.",
)
@click.option(
    "--ignore",
    metavar="NAMES",
    multiple=True,
    shell_complete=completing.selectors,
    help="Not these rules or categories.",
)
@click.option("--preview", is_flag=True, default=None, help="Preview rules as well.")
@click.option(
    "--stage",
    type=click.Choice(["research", "production"]),
    help="At research, rules that only a product needs are not asked, and debt weighs otherwise "
    "(production).",
)
@click.option(
    "--min-confidence",
    type=click.Choice(["low", "medium", "high"]),
    help="Leave out findings that are less sure.",
)
@click.option("--exclude", metavar="PATTERN", multiple=True, help="Do not read these paths.")
@click.option(
    "--tracked",
    is_flag=True,
    default=None,
    help="Do not read what git does not track (a new file counts once it is added).",
)
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
    "--show",
    metavar="N|all",
    default="20",
    callback=values.shown,
    help="How many findings the console writes out (20).",
)
@click.option(
    "--show-unread", is_flag=True, help="List the files that were not read, or are not judged."
)
@click.option("--strict", is_flag=True, help="Exit 2 when anything could not be read.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 even when a score is too low.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour on stdout (NO_COLOR and FORCE_COLOR are heeded).",
)
@click.option("--quiet", "-q", is_flag=True, help="Score, coverage and verdict only.")
@click.option("--timing", is_flag=True, help="Say on stderr where the time went.")
def command(**typed: Any) -> int:
    """Run the scan; the return value is the exit code."""
    request = _request(typed)
    if request.since:  # a hook: something was changed, so that workers will be wanted
        from debtscan.engine.workers import get_ready

        get_ready()
    from debtscan.cli.compose import scan

    return scan(request)


def _request(typed: dict[str, Any]) -> Request:
    return Request(
        targets=typed["paths"],
        settings=values.settings(typed),
        configuration=typed["config"],
        outputs=typed["outputs"],
        show=typed["show"],
        show_unread=typed["show_unread"],
        quiet=typed["quiet"],
        color=typed["color"],
        timing=typed["timing"],
        strict=typed["strict"],
        exit_zero=typed["exit_zero"],
        since=typed["since"],
        use_baseline=not typed["no_baseline"],
        use_floors=not typed["no_fail_under"],
    )
