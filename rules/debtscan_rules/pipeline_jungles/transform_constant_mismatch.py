"""A constant of preprocessing that is another one in training than in prediction.

## What it does
Collects the constants of transforms on both sides (module constants whose names belong to the
data, such as `IMAGE_SIZE`, `PRICE_MEAN`, `LABELS`; arguments of `Normalize`, `Resize` and
spectrograms; what stands for a missing column; names of tokenisers) and reports those on which
all of training agrees and every predicting file has something else.

## Why it is debt
A model that was trained on one scale, size or order of classes and is fed another keeps
answering. Nothing fails: the scores are just wrong.

## Example
`train.py`:

```python
PRICE_MEAN = 41.73
rows["price"] = rows["price"] - PRICE_MEAN
model.partial_fit(rows, labels)
```

`app.py`:

```python
from flask import Flask

app = Flask(__name__)
PRICE_MEAN = 39.2  # debt: transform-constant-mismatch

@app.route("/score")
def score():
    return model.predict(row["price"] - PRICE_MEAN)
```

## How to pay it back
Save the constant with the model and load it from there, or define it once and import it.

## Known limits
Only constants in the text are seen; values computed from data or read from configuration are
not. Where training itself uses several values (several models), nothing is said. Constants inside
functions that were copied as wholes are told by `train-serve-clone`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from debtscan.project.clones.transform_constants import (
    Constant,
    ConstantMismatch,
    constant_mismatches,
)
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

_LONG = 60  #: characters of a value spelled out in a message


@project_rule(
    "transform-constant-mismatch",
    category=Category.PIPELINE_JUNGLES,
    confidence=Confidence.MEDIUM,
    severity=Severity.HIGH,
    minutes=60,
    since="0.1",
    options=NoOptions,
    lifecycle=Lifecycle.PREVIEW,
)
def transform_constant_mismatch(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per constant, at the first predicting file that has another."""
    clones = project.train_serve_clones
    for found in constant_mismatches(project.files, project.two_sides, clones):
        first, *others = found.serving
        yield Hit(
            at=first.at,
            message=_message(found),
            advice=f"Save `{first.what}` with the model, or define it once and import it",
            subject=first.what,
            related=(
                *(Related(one.at, "the value of training") for one in found.training),
                *(Related(one.at, "another value for prediction") for one in others),
            ),
        )


def _message(found: ConstantMismatch) -> str:
    here, there = found.serving[0], found.training[0]
    place = f"{posixpath.basename(there.at.path)}:{there.at.line}"
    return (
        f"`{here.what}` is {_shown(here.value, there.value)} here, where a model predicts, "
        f"and {_shown(there.value, here.value)} in {place}, where it is trained"
    )


def _shown(value: Constant, other: Constant) -> str:
    """The value; of long lists, the members that the other one lacks."""
    text = repr(list(value) if isinstance(value, tuple) else value)
    if len(text) <= _LONG or not (isinstance(value, tuple) and isinstance(other, tuple)):
        return f"`{text[:_LONG]}`"
    own = [repr(one) for one in value if one not in other]
    return f"a list of {len(value)}" + (f" with `{', '.join(own[:3])}`" if own else "")
