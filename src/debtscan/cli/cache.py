"""The command `cache`: what is kept between runs."""

from __future__ import annotations

import os
from pathlib import Path

import click

from debtscan.cli.streams import deliver


@click.command("cache", help="Show or clear what is kept between runs.")
@click.argument("action", type=click.Choice(["show", "clear"]), default="show")
@click.option("--cache-dir", type=click.Path(path_type=Path), help="The folder, if not the usual.")
def command(action: str, cache_dir: Path | None) -> int:
    """`debtscan cache` shows, `debtscan cache clear` deletes."""
    from debtscan.engine import cache_folder, clear, info
    from debtscan.report import visible

    folder = cache_folder(cache_dir, os.environ)
    held = clear(folder) if action == "clear" else info(folder)
    verb = "cleared" if action == "clear" else "holds"
    entries = "entry" if held.entries == 1 else "entries"
    size = f"{held.bytes / 1_000_000:.1f} MB"
    deliver(f"{visible(held.folder)} {verb} {held.entries:,} {entries}, {size}\n")
    return 0
