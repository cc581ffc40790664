"""The command `baseline`: today's findings are kept, so that only new ones are reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


_OPTIONS = (
    click.argument("path", default=".", type=click.Path(path_type=Path)),
    click.option(
        "--baseline",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Where it is kept (debtscan-baseline.jsonl in the project).",
    ),
    click.option("--preview", is_flag=True, default=None, help="Preview rules as well."),
    click.option(
        "--stage",
        type=click.Choice(["research", "production"]),
        help="At research, rules that only a product needs are not asked.",
    ),
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Read this file instead of the project's.",
    ),
    click.option("--jobs", "-j", type=click.IntRange(1, 512), metavar="N", help="Workers."),
    click.option("--no-cache", is_flag=True, help="Parse everything again, keep nothing."),
    click.option("--cache-dir", metavar="FOLDER", help="Keep facts here."),
)


@click.group("baseline", help="Keep today's findings, so that only new ones are reported.")
def command() -> None:
    pass


@command.command("create", help="Write the baseline of a project that has none.")
@_options
def create(**typed: Any) -> int:
    """Refuses to replace one."""
    from debtscan.cli.keeping import create as act

    return act(typed)


@command.command("update", help="Add what is new, drop what was paid: accept all there is.")
@_options
def update(**typed: Any) -> int:
    """The whole file is written anew."""
    from debtscan.cli.keeping import update as act

    return act(typed)


@command.command("prune", help="Drop the entries whose debt was paid, accept nothing new.")
@_options
def prune(**typed: Any) -> int:
    """What is new stays new."""
    from debtscan.cli.keeping import prune as act

    return act(typed)


@command.command("show", help="Say what the baseline holds, and what of it was paid.")
@_options
def show(**typed: Any) -> int:
    """Changes nothing."""
    from debtscan.cli.keeping import show as act

    return act(typed)
