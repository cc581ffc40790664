"""A list of columns that was typed again in another file and has another member.

## What it does
Compares lists of five and more strings that carry the same name in several files (`FEATURES`,
`INDICATORS`, `_numericals`, the tokens given to `add_tokens`), and reports those that share most
of their members and differ in the rest, or in their order. Lists whose name does not speak of
columns, classes or tokens need eight members and one folder tree.

## Why it is debt
Somebody added a column to one of the lists, or took a leaking one out, and did not know of the
other. The model is then trained on one set of inputs and fed another, or evaluated with the
column that was meant to be gone.

## Example
`train.py`:

```python
FEATURES = ["age", "tenure", "income", "plan", "region", "visits"]
model.fit(table[FEATURES], table["left"])
```

`report.py`:

```python
FEATURES = ["age", "tenure", "income", "plan", "region"]  # debt: feature-list-fork
print(table[FEATURES].mean())
```

## How to pay it back
Define the list once and import it, or save it with the model. Where one list is meant to be
shorter, derive it: `[one for one in FEATURES if one != "visits"]`.

## Known limits
Lists that nothing reads or that are changed later, sets that tables are only checked against, lists
put together from parts, read from files, and longer than 64 members are not compared; nor are those
in material for teaching. Word-for-word copies are not told: they do not disagree yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.project.clones.list_forks import ListFork, NameList, list_forks
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
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside, count, few


@dataclass(frozen=True)
class Options:
    """What counts as a list of columns."""

    members: int = 5  #: names in the shortest list that is compared


@project_rule(
    "feature-list-fork",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=30,
    minutes_per_member=10,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
    gives_way_to=("transform-constant-mismatch",),
)
def feature_list_fork(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per family of lists, at the first that differs from the longest."""
    dynamic = project.imports.dynamic
    lists = list_forks(
        project.source_files,
        options.members,
        lambda path: path in dynamic or bool(project.imports.importers(path)),
    )
    for found in lists:
        first, *others = found.others
        longest = found.longest
        yield Hit(
            at=first.at,
            message=f"`{first.name}` {_differs(first, longest)}, compared with `{longest.name}` "
            f"in {_place(longest, first)}; {_shared(first, longest)} the same",
            advice=_advice(project, found),
            subject=first.name,
            related=(
                Related(longest.at, f"the longest list, of {len(longest.members)}"),
                *(Related(one.at, _differs(one, longest)) for one in others),
            ),
            members=len(found.others) + 1,
            parts=tuple(part(one.at.path, one.name) for one in (longest, *found.others)),
            severity=_severity(project, found),
        )


def _advice(project: Project, found: ListFork) -> str:
    """Which list is right only the training can tell, not the length."""
    trained = {one.at.path for one in (found.longest, *found.others)}
    trained &= project.two_sides.training.keys()
    if len(trained) == 1:
        there = beside(trained.pop(), found.others[0].at.path)
        return f"Keep the list that {there} trains with, and import it elsewhere"
    return "Decide which list is right, define it once and import it elsewhere"


def _differs(one: NameList, longest: NameList) -> str:
    gone = [name for name in longest.members if name not in one.members]
    more = [name for name in one.members if name not in longest.members]
    lacks = [f"lacks {few(gone)}"] if gone else []
    adds = [f"has {few(more)}"] if more else []
    return " and ".join([*lacks, *adds]) or "has another order"


def _shared(one: NameList, longest: NameList) -> str:
    same = len(set(one.members) & set(longest.members))
    return f"{count(same, 'name')} {'is' if same == 1 else 'are'}"


def _place(one: NameList, other: NameList) -> str:
    return f"{beside(one.at.path, other.at.path)}:{one.at.line}"


def _severity(project: Project, found: ListFork) -> Severity:
    """A model that is fed other columns than it was trained on answers, and wrongly."""
    if not found.longest.of_data:
        return Severity.LOW
    paths = {one.at.path for one in (found.longest, *found.others)}
    sides = project.two_sides
    both = paths & sides.training.keys() and paths & sides.predicting.keys()
    return Severity.HIGH if both else Severity.MEDIUM
