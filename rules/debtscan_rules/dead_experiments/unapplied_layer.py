"""A layer that a model builds and never applies.

## What it does
Finds attributes of torch and Keras models that hold a layer, a loss or a learned parameter, in
classes that apply others, where neither the class, nor one above or below it, nor any code that
holds a model ever reads them. The unapplied layers of one class are one finding.

## Why it is debt
It is what an experiment left behind. Its weights are initialised, moved to the GPU, saved with
every checkpoint and never trained, and data-parallel training stops for parameters without a
gradient. Where it is a dropout or a norm, readers believe in one that does not act.

## Example
```python
import torch


class Classifier(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = torch.nn.Linear(8, 8)
        self.dropout = torch.nn.Dropout(0.5)  # debt: unapplied-layer
        self.head = torch.nn.Linear(8, 2)

    def forward(self, rows):
        return self.head(self.hidden(rows).relu())
```

## How to pay it back
Apply it, or delete it; weights that are saved already then load with `strict=False`.

## Known limits
An attribute of the same name that any code reads of anything but `self` counts as applied, and so
does one that a class of the same name applies: models trimmed for export keep what their
checkpoint holds. Classes that go through their children or ask for attributes by computed names
are not judged, nor are those that extend models of other libraries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project.names.unapplied_layers import UnappliedLayer
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
from debtscan.rulekit.parts import inside
from debtscan.rulekit.wording import few


@project_rule(
    "unapplied-layer",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=10,
    minutes_per_member=3,
    minutes_cap=60,
    since="0.1",
    options=NoOptions,
)
def unapplied_layer(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per class, at the first of its layers."""
    classes: dict[object, list[UnappliedLayer]] = defaultdict(list)
    for one in project.unapplied_layers:
        classes[one.owner].append(one)
    yield from map(_hit, classes.values())


def _hit(layers: Sequence[UnappliedLayer]) -> Hit:
    first, *others = layers
    owner = first.owner.name
    weights = [one.name for one in layers if one.has_weights]
    cost = f"; weights of {few(weights)} are made and saved, and never trained" if weights else ""
    built = few((f"{one.name} = {one.made}(...)" for one in layers), 3)
    return Hit(
        at=first.at,
        message=f"`{owner}` builds {built}, and nothing applies {'them' if others else 'it'}{cost}",
        advice=f"Apply {few(one.name for one in layers)} in `{owner}`, or delete what is left of "
        "the experiment",
        subject=owner,
        related=tuple(Related(one.at, "never applied either", "place") for one in others),
        members=len(layers),
        parts=tuple(inside(owner, one.name) for one in layers),
        severity=None if weights else Severity.LOW,
    )
