"""The progress bar: on stderr, only where a person sees it, gone when the work is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from debtscan.cli.terminal import is_interactive

Progress = Callable[[int, int, str], None]
_REFRESHED = 10  #: files between two pictures of the bar


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress | None]:
    """What the engine calls with files done, files in all and the path just done."""
    if quiet or not is_interactive(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # A thread that refreshes would keep the engine from copying its process (engine.halves).
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("reading", total=None)

        def advance(done: int, total: int, path: str) -> None:
            what = "judging" if done == total else "reading"
            shown = done == total or done % _REFRESHED == 0
            bar.update(task, completed=done, total=total, description=what, refresh=shown)

        yield advance
