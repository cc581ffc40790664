"""The same few statements around a library's call, in place after place.

## What it does
Finds runs of three statements or more that convert data around a library's call (reshape, cast,
move, rename, load, unpack) and stand in three places or more of two files or more, alike but for
names and constants. Idioms of the same files are one finding.

## Why it is debt
It is an adapter without a home. What the library wants is known in every one of these places, so
that a change of its interface, a fix, or one more case has to be made in all of them; the places
where it was not made are the bugs.

## Example
`train.py`:

```python
import cv2
import numpy as np


def samples(paths):
    for path in paths:
        image = cv2.imread(path)
        image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        image = cv2.resize(image, (224, 224))
        image = image.astype(np.float32) / 255
        yield image.transpose(2, 0, 1)
```

`evaluate.py`:

```python
import cv2
import numpy as np


def accuracy(net, rows):
    right = 0
    for row in rows:
        picture = cv2.imread(row.path)
        picture = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)  # debt: repeated-adapter-idiom
        picture = cv2.resize(picture, (224, 224))
        picture = picture.astype(np.float32) / 255
        right += net(picture) == row.label
    return right / len(rows)
```

`predict.py`:

```python
import cv2
import numpy as np


def predict(net, name):
    img = cv2.imread(name)
    img = cv2.cvtColor(img, cv2.COLOR_BGR2RGB)
    img = cv2.resize(img, (256, 256))
    img = img.astype(np.float32) / 255
    return net(img).argmax()
```

## How to pay it back
Give the statements a name: one function in a module that all of the files import, with what
differs as its parameters.

## Known limits
Statements are compared in order: the same conversion spelled otherwise is not found. What whole
copied functions or files explain is told of by `copied-function` and `experiment-script-family`.
Notebooks, tests, examples,
lessons, and what layers of a network do with their tensors are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from debtscan.project import Difference
from debtscan.project.clones.adapters import Adapter, adapters
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
from debtscan.rulekit.copies import places, spoken
from debtscan.rulekit.parts import owner_at, part
from debtscan.rulekit.wording import beside, count, few

_FEW = 3
_INDEX = 4  #: whole numbers up to it are axes, positions, counts of channels
_SIGNS = 0.7  #: weight of differences that change what comes out


@project_rule(
    "repeated-adapter-idiom",
    category=Category.GLUE_CODE,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=45,
    minutes_per_member=5,
    since="0.1",
    options=NoOptions,
    lifecycle=Lifecycle.PREVIEW,
)
def repeated_adapter_idiom(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per set of files that share idioms, at the one with the most places."""
    found = adapters(
        project.source_files,
        project.clones,
        project.copied_functions,
        project.script_families,
    )
    for group in found:
        yield _hit(project, group)


def _hit(project: Project, group: Sequence[Adapter]) -> Hit:
    first = group[0]
    here, *others = first.block.members
    differences = [
        one for other in others for one in project.clones.compared(here, other) if _tells(one)
    ]
    shown = spoken(differences, _FEW)
    said = f"; {shown}" if shown else ""
    more = f"; {count(len(group) - 1, 'more such run')} in the same files" if group[1:] else ""
    files = few((beside(path, here.path) for path in first.block.paths if path != here.path), _FEW)
    where = f"{files} and this file" if files else "this file"
    return Hit(
        at=here.at,
        message=f"{first.block.statements} statements around {few(first.conversions, _FEW)} stand "
        f"in {len(first.block.members)} places of {where}{said}{more}",
        advice="Name the conversion: one function that all places call",
        subject=" ".join(first.block.paths),
        related=(
            *(Related(one.at, "the same statements", "place") for one in others),
            *places(differences),
        ),
        members=sum(len(one.block.members) for one in group),
        parts=tuple(
            part(one.path, owner_at(project.files[one.path], one.at))
            for each in group
            for one in each.block.members
        ),
        severity=Severity.MEDIUM if differences else None,
    )


def _tells(one: Difference) -> bool:
    """What changes the outcome: no other text, no other index."""
    numbers = [value for value in (one.old, one.new) if type(value) is int]
    index = len(numbers) > 1 and all(abs(number) <= _INDEX for number in numbers)
    return one.kind in ("constant", "operator", "call") and one.weight >= _SIGNS and not index
