"""A step writes an intermediate file that no step reads.

## What it does
Finds tables, arrays and pickles that code writes into a folder for what lies between steps
(`interim`, `processed`, `features`), or beside other files of the step that further steps read by
name, and that nothing reads: no script, notebook, command or stage. Nothing else names them, and
no step takes their whole folder. What one step writes for nobody is one finding.

## Why it is debt
Sculley and others call it the first sign of a pipeline jungle: steps that once had readers go on
running, cost time and storage, and have to be understood by whoever changes them. Often the
reader was renamed, or takes an older file, and nobody has noticed.

## Example
`tidy.py`:

```python
import pandas as pd

trips = pd.read_csv("trips.csv").dropna()
trips.to_parquet("data/interim/trips_tidy.parquet")
trips.head(1000).to_parquet("data/interim/trips_preview.parquet")  # debt: write-only-intermediate
```

`count.py`:

```python
import pandas as pd

pd.read_parquet("data/interim/trips_tidy.parquet").groupby("route").size().to_csv("routes.csv")
```

## How to pay it back
Delete what writes it; when the step makes nothing else, delete the step. Where somebody looks at
it by hand, say so in a document.

## Known limits
End products are left out: models, predictions, metrics, reports, what lies in folders called so,
and what is written in a second format too. So are names that readers put together from a part
(`train`, `test`, numbers), and names with unknown parts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from debtscan.project.pipeline.unread_outputs import UnreadOutput, unread_outputs
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import few


@project_rule(
    "write-only-intermediate",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=20,
    minutes_per_member=5,
    minutes_cap=90,
    since="0.1",
    options=NoOptions,
)
def write_only_intermediate(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per step, at its first write."""
    for unread in unread_outputs(project):
        yield _hit(unread)


def _hit(unread: UnreadOutput) -> Hit:
    first, *others = unread.writes
    is_, it = ("are", "them") if others else ("is", "it")
    beside = few(map(posixpath.basename, unread.beside), 2)
    seen = f"; of what the step writes beside {it} other steps read {beside}" if beside else ""
    return Hit(
        at=first.at,
        message=f"{few(one.target for one in unread.writes)} {is_} written here and nothing reads "
        f"{it}: no script, command or stage, and only what writes {it} names {it}{seen}",
        advice=f"Delete what writes {it}, or let the step that should read {it} do so",
        subject=f"{unread.step} {first.target}",
        related=tuple(
            Related(one.at, f"writes `{one.target}`", part=part(one.at.path, one.target))
            for one in others
        ),
        members=len(unread.writes),
        parts=tuple(part(one.at.path, one.target) for one in unread.writes),
    )
