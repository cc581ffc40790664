"""A transformer or an average that learned from rows which the model is later tested on.

## What it does
Follows tables from where they are read to where they are divided, and reports what was fitted on
all rows before: scalers, vectorisers, imputers and selections of columns, means and medians that
fill gaps or scale; and a transformer that was fitted on the training rows and then again on the
test rows. What one split suffers from is one finding.

## Why it is debt
The test rows have already spoken: the score is better than what new data will get, and nobody can
say by how much. A transformer fitted again on the test rows scales them by another rule than the
model learned, which is plainly wrong.

## Example
```python
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

rows = pd.read_csv("stays.csv")
X = StandardScaler().fit_transform(rows[["age", "days"]])  # debt: preprocess-before-split
X_train, X_test, y_train, y_test = train_test_split(X, rows["died"])
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
```

## How to pay it back
Divide first, fit on the training rows only, and use `transform` for the others; a `Pipeline` of
transformer and model does so by itself, in cross-validation too.

## Known limits
Only what is seen from the fit to the split counts: tables that pass through unknown code, several
tables joined before, rows that only cross-validation divides, and notebooks whose cells were run
in another order are let pass. So are encoders that learn nothing but names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.model import Location
from debtscan.project.dataflow.leaks import Leak
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
from debtscan.rulekit.parts import owner_at, part
from debtscan.rulekit.wording import few

_KINDS = ("before-split", "statistic", "again-on-test")


@project_rule(
    "preprocess-before-split",
    category=Category.MONITORING_AND_TESTING,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=30,
    minutes_per_member=5,
    minutes_cap=90,
    since="0.1",
    options=NoOptions,
)
def preprocess_before_split(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per split and kind, at the first thing that learned too much."""
    groups: dict[tuple[str, bool, Location | None], list[Leak]] = defaultdict(list)
    for leak in project.dataflow.leaks:
        if leak.sure and leak.kind in _KINDS:
            again = leak.kind == "again-on-test"
            groups[leak.at.path, again, None if again else leak.split].append(leak)
    for found in groups.values():
        yield _hit(project, found)


def _hit(project: Project, found: Sequence[Leak]) -> Hit:
    first = found[0]
    again = first.kind == "again-on-test"
    return Hit(
        at=first.at,
        message=_again(first) if again else _before(found),
        advice="Use `transform` for the test rows, with what was fitted on the training rows"
        if again
        else "Divide the rows first, and fit on the training rows only",
        subject=f"{first.kind} {_what(first)}",
        related=tuple(dict.fromkeys(_places(found))),
        members=len(found),
        parts=tuple(_part(project, leak) for leak in found),
    )


def _part(project: Project, leak: Leak) -> str:
    function = owner_at(project.files[leak.at.path], leak.at)
    return part(leak.at.path, function, leak.kind, _what(leak))


def _again(leak: Leak) -> str:
    trained = leak.evidence[0][0]
    return (
        f"`{_what(leak)}` is fitted on the training rows in line {trained.line} and here again on "
        "the test rows, so both are scaled by different rules"
    )


def _before(found: Sequence[Leak]) -> str:
    first = found[0]
    where = f" in line {first.split.line}" if first.split else ""
    learned = "learns" if len(found) == 1 else "learn"
    return (
        f"{few(map(_what, found))} {learned} from all rows, and only then{where} are they divided "
        "into those to learn from and those to test on"
    )


def _what(leak: Leak) -> str:
    """The class that was fitted, or the average as it is written."""
    return leak.what.rpartition(".")[2] or leak.evidence[0][1].split("`")[1]


def _places(found: Sequence[Leak]) -> Iterator[Related]:
    for leak in found:
        yield from (Related(at, text) for at, text in leak.evidence if at != found[0].at)
