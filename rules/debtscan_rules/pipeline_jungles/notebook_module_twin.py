"""A function that lives in a notebook and, changed, in a module.

## What it does
Finds functions of a notebook that carry the name of a function in one module of the repository,
share most of the statements with it, and differ in the rest; functions of three or four statements
when they have the same parameters and one statement differs. All twins of a module are one finding.

## Why it is debt
The code was moved from the notebook into the module, and then only one of the two was repaired.
What the notebook shows is no longer what the pipeline does, and both are believed.

## Example
`explore.ipynb`:

```ipynb
# %%
def clean(frame):  # debt: notebook-module-twin
    frame = frame.dropna()
    frame["age"] = frame["age"].clip(0, 100)
    frame["income"] = frame["income"].fillna(0)
    frame["ratio"] = frame["income"] / frame["age"]
    return frame
```

`features.py`:

```python
def clean(frame):
    frame = frame.dropna()
    frame["age"] = frame["age"].clip(0, 120)
    frame["income"] = frame["income"].fillna(0)
    frame["ratio"] = frame["income"] / frame["age"]
    return frame
```

## How to pay it back
Delete the notebook's version and import the module's; first decide which of the two is right.

## Known limits
Equal copies are let pass until they drift, and preprocessing that was copied between training and
prediction is left to `train-serve-clone`. Only functions at module level with a name that one
module alone has are compared. Teaching material, demonstrations, and notebooks of another
project in the same repository are let pass.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.clones.notebook_twins import NotebookTwin, notebook_twins
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.copies import spoken
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import few

_FEW = 3  #: names spelled out in a message


@dataclass(frozen=True)
class Options:
    """Which twins are worth a remark."""

    #: Functions with fewer statements need the same parameters, and all statements but one.
    min_statements: int = 5
    #: Twins must have this share of their statements in common.
    likeness: float = 0.5


@project_rule(
    "notebook-module-twin",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=30,
    minutes_per_member=10,
    minutes_cap=240,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
)
def notebook_module_twin(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per module, at its first twin in a notebook."""
    told = {
        symbol
        for found in project.train_serve_clones
        for clone in found.clones
        for symbol in clone.symbols
    }
    modules: dict[str, list[NotebookTwin]] = defaultdict(list)
    for twin in notebook_twins(
        project, min_statements=options.min_statements, likeness=options.likeness
    ):
        if not told.issuperset((twin.module, twin.notebook)):
            modules[twin.module.path].append(twin)
    for twins in modules.values():
        yield _hit(project, twins)


def _hit(project: Project, twins: Sequence[NotebookTwin]) -> Hit:
    first = twins[0]
    names = list(dict.fromkeys(one.notebook.name for one in twins))
    listed = few(names, _FEW)
    return Hit(
        at=first.notebook.at,
        message=f"{listed} {'is' if len(names) == 1 else 'are'} also in "
        f"`{first.module.path}`, and no longer the same{_example(project, first)}",
        advice=f"Import {listed} from `{posixpath.basename(first.module.path)}` and delete the "
        "notebook's",
        subject=f"{first.module.path} {' '.join(names)}",
        related=(
            *(Related(at, "in the module") for at in dict.fromkeys(one.module.at for one in twins)),
            *(Related(one.notebook.at, "in a notebook") for one in twins[1:]),
        ),
        members=len(twins),
        parts=tuple(part(one.notebook.path, one.notebook.name) for one in twins),
    )


def _example(project: Project, twin: NotebookTwin) -> str:
    differing = spoken(project.clones.compared(twin.notebook, twin.module), 1)
    return (
        f": {differing}"
        if differing
        else f": {twin.likeness:.0%} of the statements of `{twin.notebook.name}` agree"
    )
