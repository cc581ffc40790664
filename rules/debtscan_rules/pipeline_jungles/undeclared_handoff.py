"""Two steps that are joined by a file, in an order that nothing declares.

## What it does
Finds data files and models that one script writes and another one reads, under a name that is
spelled out in both, while no Makefile, DVC stage, shell script, CI job, driver, or document
mentions the two together. Steps that meet in several files are one finding.

## Why it is debt
The order of the steps is known to those who wrote them. Everyone else finds it out by running
the second script and looking for the file that is missing; or, worse, runs it on a file that an
older version of the first script left behind, and gets numbers that nobody can reproduce.

## Example
`clean_visits.py`:

```python
import pandas as pd

visits = pd.read_csv("visits.csv")
visits.dropna().to_parquet("work/visits_clean.parquet")
```

`fit_readmission.py`:

```python
import pandas as pd

frame = pd.read_parquet("work/visits_clean.parquet")  # debt: undeclared-handoff
model = fit(frame)
```

## How to pay it back
Write the order down where a machine reads it: a Makefile target, a DVC stage with `deps` and
`outs`, or one driver that calls both steps. A list of commands in the README is a beginning.

## Known limits
Only names known to their last part count, not `*.csv`. Files that lie in the repository, that a
command downloads, that the reader makes itself or looks for before it reads, and models that come
from a training, whose path is an option or that a document tells of are let pass; so are scripts
that only plot, lessons, tests and examples. A document that mentions both scripts counts as a
declaration, whatever it says about their order.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from debtscan.project import ArtifactUse
from debtscan.project.pipeline.undeclared_handoffs import UndeclaredHandoff, undeclared_handoffs
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
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside, few

_FEW = 3  #: names spelled out in a message


@project_rule(
    "undeclared-handoff",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=60,
    minutes_per_member=10,
    minutes_cap=240,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
)
def undeclared_handoff(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per set of producers and consumers, at the first read."""
    for handoff in undeclared_handoffs(project):
        yield _hit(handoff)


def _hit(handoff: UndeclaredHandoff) -> Hit:
    first, *others = handoff.reads
    artifacts = few(map(posixpath.basename, handoff.artifacts), _FEW)
    writers = few((beside(path, first.path) for path in _paths(handoff.writes)), _FEW)
    readers = few((beside(path, first.path) for path in _paths(handoff.reads)), _FEW)
    needs = "needs" if len(_paths(handoff.reads)) == 1 else "and other steps need"
    each = "them" if len(handoff.artifacts) > 1 else "it"
    return Hit(
        at=first.at,
        message=f"this step {needs} {artifacts}, and only {writers} makes {each}; "
        "no stage, script, driver or document runs one before the other",
        advice=f"Declare that {writers} runs before {readers}: in a Makefile, a DVC stage, or a "
        "driver",
        subject=" ".join(handoff.artifacts),
        related=(
            *(Related(use.at, f"writes `{use.artifact}`") for use in handoff.writes),
            *(Related(use.at, f"reads `{use.artifact}`") for use in others),
        ),
        members=len(_paths(handoff.reads)),
        parts=tuple(dict.fromkeys(part(use.path, use.artifact) for use in handoff.reads)),
    )


def _paths(uses: Sequence[ArtifactUse]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(use.path for use in uses))
