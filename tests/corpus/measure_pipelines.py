"""How much of pipelines written down by hand the drawn graph has, and how much else.

`DEBTSCAN_CORPUS=<folder of owner+name repositories> python tests/corpus/measure_pipelines.py
[part of a name]` prints every missing and wrong edge.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from debtscan.engine.gathering import gather
from debtscan.engine.workers import PoolMapper
from debtscan.project import Pipeline, link
from debtscan.project.values.patterns import stands_for, unify
from debtscan.source import discover

TRUTHS = Path(__file__).parent / "pipelines"
Edge = tuple[str, str, str]
_ORDER = ("passes", "order")


@dataclass(frozen=True)
class Measured:
    """Edges of one repository against its truth."""

    name: str
    missing: tuple[Edge, ...]
    wrong: tuple[Edge, ...]
    found: int  #: edges of the truth that are drawn
    right: int  #: drawn edges that the truth has

    @property
    def precision(self) -> float:
        """Of the drawn edges that count, those that are true; 1 without any."""
        return self.right / (self.right + len(self.wrong)) if self.right + len(self.wrong) else 1.0

    @property
    def recall(self) -> float:
        """Of the true edges, those that are drawn."""
        return self.found / (self.found + len(self.missing))


def measured(truth: Path, corpus: Path) -> Measured | None:
    """None where the repository is not in the folder."""
    told = tomllib.loads(truth.read_text(encoding="utf-8"))
    root = corpus / told["repository"].replace("/", "+") / told["folder"]
    if not root.is_dir():
        return None
    drawn = [(e.kind, e.source, e.target) for e in _pipeline(root).edges]
    edges = [tuple(edge) for edge in told["edges"]]
    optional = [tuple(edge) for edge in told["optional"]]
    missing = tuple(one for one in edges if not any(_same(one, other) for other in drawn))
    right = [one for one in drawn if any(_same(true, one) for true in edges)]
    wrong = tuple(
        one for one in drawn if one not in right and not any(_same(o, one) for o in optional)
    )
    return Measured(truth.stem, missing, wrong, len(edges) - len(missing), len(right))


def all_measured(corpus: Path, part: str = "") -> Iterator[Measured]:
    """Every truth whose repository is there."""
    for truth in sorted(TRUTHS.glob("*.toml")):
        found = measured(truth, corpus) if part in truth.stem else None
        if found is not None:
            yield found


def _pipeline(root: Path) -> Pipeline:
    gathered = gather(discover(root), None, PoolMapper(1), None)
    return link(gathered.files, [*gathered.unread, *gathered.listed]).pipeline


def _same(true: Edge, drawn: Edge) -> bool:
    """One kind, the same steps, artifacts whose patterns unify."""
    if true[0] != drawn[0] and not {true[0], drawn[0]} <= set(_ORDER):
        return False
    if true[0] == "reads":
        return true[2] == drawn[2] and _alike(true[1], drawn[1])
    if true[0] == "writes":
        return true[1] == drawn[1] and _alike(true[2], drawn[2])
    return true[1:] == drawn[1:]


def _alike(true: str, drawn: str) -> bool:
    """The `*` of a truth matches whatever is drawn there; a drawn `*` that meets a word of it
    says less, and counts where a name is left that tells."""
    return true == drawn or unify(true, drawn) or stands_for(f"*/{true}", drawn)


def main() -> None:
    """Print the figures, and every edge that differs."""
    folder = os.environ.get("DEBTSCAN_CORPUS", "")
    for one in all_measured(Path(folder), *sys.argv[1:2]):
        print(f"{one.name}: precision {one.precision:.2f}, recall {one.recall:.2f}")
        for edge in one.missing:
            print("  missing", *edge)
        for edge in one.wrong:
            print("  wrong  ", *edge)


if __name__ == "__main__":
    main()
