"""A prediction, score or loss that is computed and never looked at.

## What it does
Finds names that are given a prediction (`model.predict(...)`), a metric (`roc_auc_score(...)`) or
a loss, or something worked out of one, and that nothing in the file ever reads. What functions of
this repository give back does not count, since these may act besides.

## Why it is debt
The work is done at every run and nobody sees the result. Often the line is the rest of a report
or a check that was taken out: readers believe that a model was scored when it was not.

## Example
```python
def report(model, rows, labels):
    predicted = model.predict(rows)
    auc = roc_auc_score(labels, model.predict_proba(rows)[:, 1])  # debt: unused-result
    print("accuracy", accuracy_score(labels, predicted))
```

## How to pay it back
Log or return the result, or delete the line.

## Known limits
Notebooks, and modules that others import, are not judged at their top level. A name that is read
anywhere in its file counts as read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from debtscan.project.names.unread_results import UnreadResult, unread_results
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
from debtscan.rulekit.parts import inside, owner
from debtscan.rulekit.wording import count


@project_rule(
    "unused-result",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=10,
    minutes_per_member=3,
    since="0.1",
    options=NoOptions,
)
def unused_result(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per file and name."""
    same: dict[tuple[str, str], list[UnreadResult]] = defaultdict(list)
    for one in unread_results(project.calls):
        same[one.file.path, one.assignment.target].append(one)
    for results in same.values():
        yield _hit(*results)


def _hit(first: UnreadResult, *others: UnreadResult) -> Hit:
    name = first.assignment.target
    called = any(one.callee.removeprefix("?.") == first.made_by for one in first.file.calls)
    how = "computed with" if called else "worked out from"
    more = f"; so in {count(len(others), 'more place')}" if others else ""
    return Hit(
        at=first.file.locate(first.assignment.at),
        message=f"`{name}` is {how} `{first.made_by}`, and nothing reads it{more}",
        advice=f"Log or return `{name}`, or delete the line",
        subject=name,
        related=tuple(
            Related(one.file.locate(one.assignment.at), "computed again", "place", _part(one))
            for one in others
        ),
        members=1 + len(others),
        parts=tuple(map(_part, (first, *others))),
    )


def _part(one: UnreadResult) -> str:
    return inside(owner(one.file, one.assignment.scope), one.assignment.target)
