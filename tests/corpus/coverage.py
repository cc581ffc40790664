"""How much the project model knows of real repositories: `python coverage.py FOLDER NAME…`.

FOLDER holds unpacked repositories as `owner+name`; NAMEs default to all of them. Prints a row a
repository, the total, and the commonest causes of what is not known. Nothing is fetched.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path

from debtscan.engine.cache import Cache, cache_folder
from debtscan.engine.gathering import gather
from debtscan.engine.workers import PoolMapper, processors
from debtscan.project import Project, link
from debtscan.project.coverage import Coverage
from debtscan.report.graph.stats import questions
from debtscan.source import discover

SHORT = ("paths", "calls", "own calls", "options", "keys")


def main(folder: str, *names: str) -> None:
    """Print the table."""
    gc.disable()
    chosen = names or sorted(path.name for path in Path(folder).iterdir() if path.is_dir())
    known, total = Counter[str](), Counter[str]()
    causes: dict[str, Counter[str]] = defaultdict(Counter)
    print(f"{'repository':<44}" + "".join(f"{short:>22}" for short in SHORT))
    for name in chosen:
        rows = dict(zip(SHORT, questions(_project(Path(folder) / name)).values(), strict=True))
        print(f"{name[:43]:<44}" + "".join(_cell(rows[short]) for short in SHORT), flush=True)
        for short, coverage in rows.items():
            known[short] += coverage.known
            total[short] += coverage.total
            causes[short].update(dict(coverage.causes))
    sums = [Coverage(known[short], total[short]) for short in SHORT]
    print(f"{'together':<44}" + "".join(map(_cell, sums)))
    for short in SHORT:
        print(f"\n{short}: " + ", ".join(f"{c} {n:,}" for c, n in causes[short].most_common(10)))


def _project(root: Path) -> Project:
    cache = Cache(cache_folder(None, os.environ))
    facts = gather(discover(root), cache, PoolMapper(processors()), None)
    return link(facts.files, [*facts.unread, *facts.listed])


def _cell(coverage: Coverage) -> str:
    share = f"{coverage.share:.1%}" if coverage.total else "-"
    return f"{coverage.known:>8,}/{coverage.total:<6,}{share:>7}"


if __name__ == "__main__":
    main(*sys.argv[1:])
