"""The progress bar: on stderr, only where a person sees it, gone when the work is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from debtscan.cli.terminal import is_interactive

Progress = Callable[[int, int, str], None]


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress | None]:
    """What the engine calls with files done, files in all and the path just done."""
    if quiet or not is_interactive(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def advance(done: int, total: int, path: str) -> None:
            bar.update(task, completed=done, total=total)
            if done == total:
                bar.update(task, description="judging")

        yield advance
