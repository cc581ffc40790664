"""A choice between model libraries that is made again in every step.

## What it does
Finds functions that branch on a name (`if kind == "xgb": ... elif kind == "lgb": ...`, or a
dict of such names) to reach different model libraries, and reports those that repeat the same
choice: two functions or more, with two or more names and libraries in common.

## Why it is debt
Each library has its own way to be fed, fitted, saved and asked. Spelled out in every step, that
knowledge becomes glue: a new library means finding all the places, and the place that was
forgotten (most often the one that predicts) fails last or, worse, takes the wrong branch.

## Example
`train.py`:

```python
import lightgbm as lgb
import xgboost as xgb


def train(kind, x, y):
    if kind == "xgb":
        return xgb.train({}, xgb.DMatrix(x, label=y))
    elif kind == "lgb":
        return lgb.train({}, lgb.Dataset(x, y))
```

`predict.py`:

```python
import lightgbm as lgb
import xgboost as xgb


def predict(kind, path, x):
    if kind == "xgb":  # debt: multi-library-dispatch
        return xgb.Booster(model_file=path).predict(xgb.DMatrix(x))
    elif kind == "lgb":
        return lgb.Booster(model_file=path).predict(x)
```

## How to pay it back
Make the choice once: one function or table that returns an object of your own with `fit`,
`predict`, `save` and `load`, and one small class per library behind it.

## Known limits
Libraries are known by name. A choice that is made in one place only is the cure and is let
pass. Choices by type (`isinstance`), by `match`, and arms that use several libraries at once
are not seen.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.clones.library_dispatch import Dispatch, dispatches, families
from debtscan.rulekit import Category, Confidence, Hit, Project, Related, Severity, project_rule
from debtscan.rulekit.parts import part


@dataclass(frozen=True)
class Options:
    """How often a choice must be made."""

    #: Choices made in fewer functions are let pass.
    min_places: int = 2


@project_rule(
    "multi-library-dispatch",
    category=Category.GLUE_CODE,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=90,
    minutes_per_member=20,
    since="0.1",
    options=Options,
)
def multi_library_dispatch(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per repeated choice, at its first place."""
    found = tuple(dispatches(project.code_files, project.symbols))
    for family in families(found):
        places = len({(one.path, one.function) for one in family})
        copies = len({one.shape for one in family}) == 1 and family[0].shape
        if places >= options.min_places and not copies:
            yield _hit(family)


def _hit(family: Sequence[Dispatch]) -> Hit:
    first, *others = family
    names = sorted(set.intersection(*(set(one.arms) for one in family)) or first.arms)
    listed = ", ".join(f"`{name}`" for name in names)
    where = ", ".join(dict.fromkeys(f"`{_place(one)}`" for one in others))
    return Hit(
        at=first.at,
        message=f"`{first.on}` chooses between {listed} here and again in {where}; each place "
        "calls the libraries in its own way",
        advice=f"Choose by `{first.on}` in one factory that returns one interface, and use that "
        f"in all {len(family)} places",
        subject=" ".join(names),
        related=tuple(Related(one.at, f"chooses again, by `{one.on}`") for one in others),
        members=len(family),
        parts=tuple(part(one.path, one.function, one.on) for one in family),
    )


def _place(one: Dispatch) -> str:
    return one.function or posixpath.basename(one.path)
