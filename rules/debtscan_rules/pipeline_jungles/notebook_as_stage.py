"""A notebook is the only maker of a file that a program needs.

## What it does
Finds files that code outside notebooks reads under a name that is spelled out, and that only
cells of a notebook write: no script, command or download makes them, they are not in the
repository, and nothing (papermill, nbconvert, a pipeline file) runs the notebook. What one
notebook makes is one finding.

## Why it is debt
The notebook has become a stage of production, but nobody can run it as one: its cells depend on
the order and the machine they were run on, it has no tests, and its result is carried over by
hand. When the model is to be trained again, it is done from memory.

## Example
`explore.ipynb`:

```ipynb
import joblib

joblib.dump(neighbours(films), "../api/film_neighbours.joblib")
```

`api/service.py`:

```python
import joblib
from flask import Flask

app = Flask(__name__)
FILMS = joblib.load("api/film_neighbours.joblib")  # debt: notebook-as-stage
```

## How to pay it back
Move the cells that make the file into a script or a module and let the notebook call it; or run
the notebook by papermill from the pipeline.

## Known limits
Names that mean another file in every folder (`model.pkl`) are let pass, and so are lessons. Files
that the notebook writes by shell commands are taken for downloads.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from debtscan.project.pipeline.notebook_stages import NotebookStage, notebook_stages
from debtscan.project.starts.sides import Side
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    NoOptions,
    Project,
    Related,
    Severity,
    Stage,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside, few


@project_rule(
    "notebook-as-stage",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=120,
    minutes_per_member=15,
    minutes_cap=240,
    since="0.1",
    options=NoOptions,
    stage=Stage.PRODUCTION,
)
def notebook_as_stage(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per notebook, at the first read; graver where a service reads it."""
    for stage in notebook_stages(project):
        serves = any(Side.SERVING in project.sides.of(use.path) for use in stage.reads)
        yield _hit(stage, serves)


def _hit(stage: NotebookStage, serves: bool) -> Hit:
    first, *others = stage.reads
    names = few(map(posixpath.basename, stage.artifacts))
    each, are = ("them", "are") if len(stage.artifacts) > 1 else ("it", "is")
    notebook = beside(stage.notebook, first.path)
    return Hit(
        at=first.at,
        message=f"{names} {are} needed here, and only cells of `{notebook}` make {each}; nothing "
        "runs the notebook and the repository does not hold the result",
        advice=f"Move the cells that make {each} into a script, or run the notebook as a stage",
        subject=f"{stage.notebook} {stage.artifacts[0]}",
        related=(
            *(Related(use.at, f"writes `{use.artifact}`") for use in stage.writes),
            *(Related(use.at, f"reads `{use.artifact}`") for use in others),
        ),
        members=len(stage.artifacts),
        parts=tuple(part(stage.notebook, one) for one in stage.artifacts),
        severity=Severity.HIGH if serves else None,
    )
