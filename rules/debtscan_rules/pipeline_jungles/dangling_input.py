"""A step reads an intermediate file that no step makes.

## What it does
Finds data files that are read from a folder which other steps of the repository fill, or which is
called so (`interim`, `processed`, `features`), while nothing writes this one: no script, notebook,
command or stage. It is not in the repository, no document names it, and no code whose paths are
unknown writes files of its kind. What one step misses is one finding.

## Why it is debt
The step runs only where the file was left behind: by a script that has been changed since, by
hand, or by a notebook that nobody kept. Its result cannot be made again, and who needs it finds
that out last.

## Example
`thin_out.py`:

```python
import pandas as pd

pd.read_csv("trips.csv").sample(frac=0.1).to_csv("work/small_trips.csv")
```

`count_routes.py`:

```python
import pandas as pd

trips = pd.read_csv("work/very_small_trips.csv")  # debt: dangling-input
trips.groupby("route").size().to_csv("work/routes.csv")
```

## How to pay it back
Bring back the step that makes the file, read the one that is made, or delete the step. Where the
file comes from outside, say in a document where from.

## Known limits
Raw data and models are not judged, nor files in the root folder: nobody can tell whether somebody
brings them. The name must be known in full, must be no default of an option, and either go on from
the name of a file that is made, or be read by a step that reads other results too.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from debtscan.project.pipeline.missing_inputs import MissingInput, missing_inputs
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
from debtscan.rulekit.wording import few

_SHOWN = 4  #: siblings named as places


@project_rule(
    "dangling-input",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.MEDIUM,
    severity=Severity.HIGH,
    minutes=30,
    minutes_per_member=10,
    minutes_cap=120,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
)
def dangling_input(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per step, at its first read."""
    for missing in missing_inputs(project):
        yield _hit(missing)


def _hit(missing: MissingInput) -> Hit:
    first, *others = missing.reads
    each, are = ("them", "are") if others else ("it", "is")
    folders = few(dict.fromkeys(posixpath.dirname(one.source) for one in missing.reads))
    made = few(posixpath.basename(one.target) for one in missing.beside)
    told = f"other steps write {made} to {folders}" if made else f"{folders} is for what steps make"
    return Hit(
        at=first.at,
        message=f"{few(one.source for one in missing.reads)} {are} read here and nothing makes "
        f"{each}: no script, command or stage writes {each}, the repository does not hold {each} "
        f"and no document names {each}; {told}",
        advice="Bring back the step that makes it, or read what is made",
        subject=f"{missing.step} {first.source}",
        related=(
            *(
                Related(one.at, f"reads `{one.source}`", part=part(one.at.path, one.source))
                for one in others
            ),
            *(Related(one.at, f"writes `{one.target}`") for one in missing.beside[:_SHOWN]),
        ),
        members=len(missing.reads),
        parts=tuple(part(one.at.path, one.source) for one in missing.reads),
    )
