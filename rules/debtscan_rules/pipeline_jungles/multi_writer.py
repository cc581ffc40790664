"""Several steps write the same file, and another one reads whatever the last of them left.

## What it does
Finds data files and models, under a path known in full, that at least two scripts or notebooks
write, each by its own code, and that a further step reads. Files that the same scripts write are
one finding.

## Why it is debt
The file has no owner. Which content is read hangs on which script ran last, and nothing in the
file tells. Mostly a script was copied and its output name was not changed: its result replaces
the other one's without a word.

## Example
`fit_north.py`:

```python
import pandas as pd

north = pd.read_csv("north.csv")
north.groupby("shop").mean().to_csv("work/shop_means.csv")
```

`fit_south.py`:

```python
import pandas as pd

south = pd.read_csv("south.csv")
south.groupby("shop").mean().to_csv("work/shop_means.csv")  # debt: multi-writer
```

`plan.py`:

```python
import pandas as pd

print(pd.read_csv("work/shop_means.csv").describe())
```

## How to pay it back
Give each step an output of its own, and let the reader name the one it wants; or keep one of the
steps.

## Known limits
Versions of one script by their names (`train.py`, `train_v2.py`), copies of the same name in
other folders and a notebook beside its script are alternatives that people choose from. Steps
that read the file themselves are left to `in-place-rewrite`, code that several steps share
counts once.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from debtscan.project.pipeline.rival_writers import RivalWriters, rival_writers
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
from debtscan.rulekit.wording import beside, few

_SHOWN = 6  #: places named for each end


@project_rule(
    "multi-writer",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=30,
    minutes_per_member=10,
    minutes_cap=90,
    since="0.1",
    options=NoOptions,
)
def multi_writer(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per set of writers, at the first write of the second."""
    for rivals in rival_writers(project):
        yield _hit(rivals)


def _hit(rivals: RivalWriters) -> Hit:
    own = sorted({edge.source for edge in rivals.writes})
    places = sorted(rivals.writes, key=lambda one: (one.source, one.at))
    here = next(edge for edge in places if edge.source == own[1])
    path = here.at.path
    artifacts = few(map(posixpath.basename, rivals.artifacts))
    each, is_ = ("them", "are") if len(rivals.artifacts) > 1 else ("it", "is")
    others = few((beside(one, path) for one in own if one != here.source), 2)
    takers = {one.target for one in rivals.reads}
    readers = few((beside(one, path) for one in sorted(takers)), 2)
    read, get = ("reads", "gets") if len(takers) == 1 else ("read", "get")
    return Hit(
        at=here.at,
        message=f"{artifacts} {is_} written here and by {others}; {readers} {read} {each} and "
        f"{get} what the last of them left",
        advice="Give each step an output of its own, and let the reader name the one it wants",
        subject=" ".join((*own, rivals.artifacts[0])),
        related=(
            *(Related(e.at, f"writes `{e.target}`") for e in places[:_SHOWN] if e != here),
            *(Related(e.at, f"reads `{e.source}`") for e in rivals.reads[:_SHOWN]),
        ),
        members=len(own),
        parts=tuple(dict.fromkeys(part(e.source, e.target) for e in places)),
    )
