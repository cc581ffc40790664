"""What linking and every query cost as a project grows: `python growth.py FOLDER [COUNT…]`.

Prints CPU seconds per question for nested samples of the folder's Python files (every k-th by
path, so that packages keep their share), and each total against n log n of the first. Facts come
through the cache; only what follows the barrier is timed.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from debtscan.engine.cache import Cache, cache_folder
from debtscan.engine.gathering import gather
from debtscan.engine.workers import PoolMapper, processors
from debtscan.facts import FileFacts
from debtscan.project import Project, link
from debtscan.source import discover

QUESTIONS: dict[str, Callable[[Project], Any]] = {
    "modules": lambda project: project.modules,
    "imports": lambda project: project.imports.graph,
    "symbols": lambda project: project.symbols.all,
    "calls": lambda project: project.calls.graph,
    "options": lambda project: project.options,
    "commands": lambda project: project.commands,
    "entry points": lambda project: project.entry_points.all,
    "sides": lambda project: project.sides.files,
    "configuration": lambda project: project.configuration.loaded,
    "artifacts": lambda project: (project.artifacts.uses, project.artifacts.handoffs),
    "functions copied": lambda project: project.clones.functions(),
    "blocks copied": lambda project: project.clones.blocks(),
    "files copied": lambda project: project.clones.files(),
    "pipeline": lambda project: project.pipeline.edges,
}


def main(folder: str, *counts: str) -> None:
    """One column per count."""
    import os

    files = _facts(Path(folder), Cache(cache_folder(None, os.environ)))
    wanted = [int(count) for count in counts] or [100, 1000, len(files)]
    tables = [_costs(_sample(files, count)) for count in wanted]
    print(f"{'files':<18}" + "".join(f"{min(count, len(files)):>10,}" for count in wanted))
    for question in tables[0]:
        print(f"{question:<18}" + "".join(f"{table[question]:>10.2f}" for table in tables))
    totals = [sum(table.values()) for table in tables]
    print(f"{'together':<18}" + "".join(f"{total:>10.2f}" for total in totals))
    print(f"{'of n log n':<18}" + "".join(f"{share:>10.2f}" for share in _shares(wanted, totals)))


def _facts(folder: Path, cache: Cache) -> list[FileFacts]:
    return [
        file
        for file in gather(discover(folder), cache, PoolMapper(processors()), None).files
        if file.is_code
    ]


def _sample(files: list[FileFacts], count: int) -> list[FileFacts]:
    count = min(count, len(files))
    return [files[number * len(files) // count] for number in range(count)]


def _costs(files: list[FileFacts]) -> dict[str, float]:
    gc.disable()
    started = time.process_time()
    project = link(files, ())
    costs = {"link": time.process_time() - started}
    for name, ask in QUESTIONS.items():
        started = time.process_time()
        ask(project)
        costs[name] = time.process_time() - started
    return costs


def _shares(counts: list[int], totals: list[float]) -> list[float]:
    """Each total over what n log n foretells from the first one; at most 1 is as wanted."""
    rates = [total / (n * math.log(n)) for n, total in zip(counts, totals, strict=True)]
    return [rate / rates[0] for rate in rates]


if __name__ == "__main__":
    main(*sys.argv[1:])
