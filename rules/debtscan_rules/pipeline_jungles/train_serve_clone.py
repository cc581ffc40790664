"""Preprocessing that is written twice: where the model is trained and where it predicts.

## What it does
Tells which files train or prepare data and which apply a trained model (request handlers,
inference engines, scripts that load a model and predict), and finds transforms that stand on
both sides instead of being imported from one place: functions of one name that share half of
their statements or more, and runs of eight equal statements or more. One finding per set of
transforms, at the predicting copy.

## Why it is debt
The model only knows data that went through the training copy. A repair, a new column or another
constant on one side makes the scores wrong in silence: nothing fails, they are just worse.

## Example
`train.py`:

```python
import pandas as pd
from sklearn.linear_model import LogisticRegression

def clean(table):
    table = table.copy()
    table["age"] = table["age"].fillna(39).clip(upper=99)
    table["city"] = table["city"].str.lower().fillna("none")
    table["ratio"] = table["income"] / table["age"]
    return table.drop(columns="income")

rows = clean(pd.read_csv("train.csv"))
model = LogisticRegression()
model.fit(rows[["age", "ratio"]], rows["label"])
```

`app.py`:

```python
import joblib
import pandas as pd
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.bin")

def clean(table):  # debt: train-serve-clone
    table = table.copy()
    table["age"] = table["age"].fillna(0).clip(upper=99)
    table["city"] = table["city"].str.lower().fillna("none")
    table["ratio"] = table["income"] / table["age"]
    return table.drop(columns="income")

@app.post("/score")
def score(row: dict):
    return model.predict(clean(pd.DataFrame([row])))
```

## How to pay it back
Move the transform to a module that both sides import, or save it with the model (a fitted
pipeline), so that no prediction can go around it.

## Known limits
A transform that was renamed is only found as a run of equal statements. Which side a file is on
is told from its calls, imports and importers; a file on neither side is not compared. Notebooks
show predictions and serve none: they are left to `notebook-module-twin`. A test-time transform
that must differ (no augmentation) should have another name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project import Difference
from debtscan.project.clones.train_serve import TrainServeClone, TransformClone
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
from debtscan.rulekit.copies import places, spoken, telling, turned
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import few

_FEW = 3  #: names and differences spelled out in a message
_SURE = 0.8


@project_rule(
    "train-serve-clone",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=90,
    minutes_per_member=15,
    since="0.1",
    options=NoOptions,
)
def train_serve_clone(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per set of transforms, at the first predicting file that has copied them."""
    by_source: dict[tuple[tuple[str, str], ...], list[TrainServeClone]] = defaultdict(list)
    for found in project.train_serve_clones:
        source = tuple(sorted((one.name, one.training.path) for one in found.clones))
        by_source[source].append(found)
    for copies in by_source.values():
        yield _hit(project, copies)


def _hit(project: Project, copies: Sequence[TrainServeClone]) -> Hit:
    first = copies[0]
    clones = [clone for found in copies for clone in found.clones]
    compared = {clone.serving: _compared(project, clone) for clone in first.clones}
    chief = max(first.clones, key=lambda clone: _rank(clone, compared[clone.serving]))
    differences = compared[chief.serving]
    same = all(clone.exact and not clone.defaults for clone in clones)
    return Hit(
        at=chief.serving,
        message=f"{_names(first.clones)} prepares data for prediction here "
        f"({first.evidence.reason}) and for training in `{chief.training.path}`"
        f"{_difference(chief, differences)}",
        advice=f"Let both sides import {_names(first.clones)} from one module, or save it with "
        "the model",
        subject=" ".join(one.name or one.training.path for one in first.clones),
        related=(*_related(chief, clones), *places(differences)),
        members=len(clones) + 1,
        parts=tuple(
            dict.fromkeys(
                part(at.path, one.name) for one in clones for at in (one.training, one.serving)
            )
        ),
        confidence=None if min(one.share for one in clones) >= _SURE else Confidence.MEDIUM,
        severity=Severity.MEDIUM if same else None,
    )


def _compared(project: Project, clone: TransformClone) -> Sequence[Difference]:
    """In what the two differ, as seen from prediction."""
    if not clone.symbols:
        return turned(clone.differences)
    training, serving = clone.symbols
    return project.clones.compared(serving, training)


def _rank(clone: TransformClone, differences: Sequence[Difference]) -> tuple[float, int, int]:
    """The weightiest difference first, then how many there are."""
    found = telling(differences)
    return (max((one.weight for one in found), default=0.0), len(found), clone.statements)


def _names(clones: Sequence[TransformClone]) -> str:
    runs = [f"a run of {one.statements} statements" for one in clones if not one.name]
    named = [one.name for one in clones if one.name]
    return ", ".join([*([few(named, _FEW)] if named else []), *runs[: 1 if named else _FEW]])


def _difference(clone: TransformClone, differences: Sequence[Difference]) -> str:
    """In what the two differ, or that they do not yet."""
    shown = spoken(differences, _FEW)
    if clone.share < _SURE:
        said = f": {shown}" if shown else ""
        return f"; only {clone.share:.0%} of their statements are the same{said}"
    return f"; they differ: {shown}" if shown else "; so far they are the same"


def _related(chief: TransformClone, clones: Sequence[TransformClone]) -> Iterator[Related]:
    for place in dict.fromkeys(one.training for one in clones):
        yield Related(place, "the copy that training uses")
    for clone in clones:
        if clone is not chief:
            serving = clone.serving
            own = part(serving.path, clone.name)
            yield Related(serving, "another copy for prediction", "place", own)
