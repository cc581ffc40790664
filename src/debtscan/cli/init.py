"""The command `init`: a team with an old repository starts here."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init", help="Write a commented configuration and a baseline: green from today.")
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--no-baseline", is_flag=True, help="Write the configuration alone.")
@click.option("--preview", is_flag=True, help="Ask preview rules as well, from now on.")
@click.option(
    "--stage",
    type=click.Choice(["research", "production"]),
    default="production",
    help="At research, rules that only a product needs are not asked, and debt weighs otherwise.",
)
@click.option("--jobs", "-j", type=click.IntRange(1, 512), metavar="N", help="Worker processes.")
@click.option("--no-cache", is_flag=True, help="Parse everything again, keep nothing.")
@click.option("--cache-dir", metavar="FOLDER", help="Keep facts here.")
def command(**typed: object) -> int:
    """Refuses to replace a configuration or a baseline."""
    from debtscan.cli.starting import start

    return start(typed)
