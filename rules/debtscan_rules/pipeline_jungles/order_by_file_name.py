"""Steps run in an order that only their file names, or a list in a document, tell.

## What it does
Finds scripts and notebooks of one folder that are numbered (`01_load.py`, `step2_fit.ipynb`)
where a later one reads a file that an earlier one writes, and scripts that a document lists as
commands, four or more, of which at least two read what an earlier one writes; while no Makefile,
stage, shell script, CI job or driver starts, brings in or names the two together.

## Why it is debt
The pipeline is a list in somebody's head. A step that is left out, run twice or run before the
other one fails at best; mostly it runs on a file that an older version left behind. A step added
in the middle renames all that follow, and nobody can run the whole of it over night.

## Example
`1_load.py`:

```python
import pandas as pd

pd.read_csv("clicks.csv").dropna().to_csv("work/clean_clicks.csv")
```

`2_fit.py`:

```python
import pandas as pd

frame = pd.read_csv("work/clean_clicks.csv")  # debt: order-by-file-name
print(fit(frame).summary())
```

## How to pay it back
Write one driver: a Makefile with the files as prerequisites, DVC stages with `deps` and `outs`, or
a script that calls the steps. Then the numbers are no longer needed.

## Known limits
Without a known file between two steps nothing is said: chapters and variants are numbered too.
Numbers of three digits and lessons are left out. Of a document only files whose paths are known
in full count. Handing on between steps of one series is not reported by `undeclared-handoff`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from debtscan.project.pipeline.manual_orders import ManualOrder
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
from debtscan.rulekit.wording import beside, count, few

_SHOWN = 6  #: files handed on that are named as places


@project_rule(
    "order-by-file-name",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=60,
    minutes_per_member=10,
    minutes_cap=240,
    since="0.1",
    options=NoOptions,
)
def order_by_file_name(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per series, at the first read, or at the list of a document; slighter for those."""
    for order in project.manual_orders:
        yield _hit(order)


def _hit(order: ManualOrder) -> Hit:
    first = order.handed[0]
    at = order.commands[0].at if order.commands else first.read.at
    steps = count(len(order.steps), "step")
    where = f"a list in {order.document}" if order.commands else "the numbers of their names"
    also = f" and in {order.document}" if order.document and not order.commands else ""
    return Hit(
        at=at,
        message=f"the order of {steps} stands in {where}{also} alone: "
        f"{few(map(posixpath.basename, order.steps), 4)}; "
        f"{beside(first.read.target, at.path)} reads `{first.artifact}`, which "
        f"{beside(first.write.source, at.path)} makes, and no stage, script or driver runs one "
        "after the other",
        advice="Run the steps by a Makefile, DVC stages or one driver that knows which file "
        "each needs",
        subject=" ".join((posixpath.dirname(order.steps[0]), order.document, order.steps[0])),
        related=tuple(
            Related(edge.at, f"{what} `{one.artifact}`")
            for one in order.handed[:_SHOWN]
            for what, edge in (("writes", one.write), ("reads", one.read))
            if edge.at != at
        ),
        members=len(order.steps),
        parts=tuple(order.steps),
        severity=Severity.LOW if order.document else None,
    )
