"""A step reads a data file and writes its result over it.

## What it does
Finds tables, arrays and pickles that one function, or one script, reads under a path known in full
and later writes under the same path. It tells which other steps make the file, and which read it.

## Why it is debt
The step cannot be run twice: the second run starts from its own result. What was read is lost, so
nobody can tell why a number changed. A step that reads the file too gets one or the other, as the
order happens to be, and both look alike.

## Example
`add_targets.py`:

```python
import pandas as pd

orders = pd.read_csv("work/orders.csv")
orders["late"] = orders["days"] > 14
orders.to_csv("work/orders.csv")  # debt: in-place-rewrite
```

## How to pay it back
Write to a name of its own (`orders_with_targets.csv`) and let the readers say which of the two
they need.

## Known limits
Paths with unknown parts are not compared, nor are reading and writing in different functions.
Files that the code looks for before it reads, that it either reads or writes, that it writes before
it reads, and whose name says cache, state, log or history are caches, work files and records that
grow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debtscan.project import ArtifactUse
from debtscan.project.pipeline.rewritten_files import RewrittenFile, rewritten_files
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.wording import beside, few


@project_rule(
    "in-place-rewrite",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=30,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
)
def in_place_rewrite(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per function and file, at the write; graver where other steps read the file."""
    for file in rewritten_files(project):
        yield _hit(file)


def _hit(file: RewrittenFile) -> Hit:
    at = file.write.at
    makers = f", which {_named(file.makers, at.path)} makes," if file.makers else ""
    takers = _named(file.takers, at.path)
    told = f"; {takers} cannot tell which of the two it reads" if takers else ""
    return Hit(
        at=at,
        message=f"`{file.artifact}`{makers} is read in line {file.read.at.line} and written over "
        f"here: a second run starts from its own result{told}",
        advice="Write the result under a name of its own",
        subject=f"{file.artifact} {at.path}",
        related=(
            Related(file.read.at, f"reads `{file.artifact}`"),
            *(Related(one.at, "writes it too") for one in file.makers),
            *(Related(one.at, "reads it too") for one in file.takers),
        ),
        severity=Severity.HIGH if file.takers else None,
    )


def _named(uses: Sequence[ArtifactUse], path: str) -> str:
    return few((beside(one.path, path) for one in uses), 2)
