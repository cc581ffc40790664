"""Scripts or notebooks that were copied as wholes and then edited.

## What it does
Lines up scripts, notebooks and whole forked folders statement by statement, and finds families:
files with at least 80 % of their statements in common with another member, or 60 % where the
names say so (`train.py`, `train_v2.py`, `train_final.py`). One finding per family, at the
member that looks like the original, with the constants in which the copies differ.

## Why it is debt
Each copy was an experiment. The one that won is not marked as such, the others still look
alive, and a repair has to be made once per copy by somebody who knows how many there are. What
differs between them, the very result of the experiment, is written down nowhere.

## Example
`train.py`:

```python
import pandas as pd  # debt: experiment-script-family
from model import Net, evaluate, fit, save, split

RATE = 0.1
table = pd.read_csv("data/train.csv")
table = table.dropna(subset=["age", "income"])
table["ratio"] = table["income"] / table["age"]
table["young"] = table["age"] < 30
features = table[["ratio", "young"]]
labels = table["label"]
train_x, test_x, train_y, test_y = split(features, labels)
net = Net(width=32, depth=2)
best = 1.0
for epoch in range(10):
    loss = fit(net, train_x, train_y, rate=RATE)
    if epoch % 5 == 0:
        print(epoch, loss)
    if loss < best:
        best = loss
    if loss < 0.01:
        break
score = evaluate(net, test_x, test_y)
print(score, best)
if score > 0.8:
    save(net, "net.bin")
missed = test_y[test_y != net(test_x)]
missed.to_csv("missed.csv")
```

`train_v2.py`:

```python
import pandas as pd
from model import Net, evaluate, fit, save, split

RATE = 0.02
table = pd.read_csv("data/train.csv")
table = table.dropna(subset=["age", "income"])
table["ratio"] = table["income"] / table["age"]
table["young"] = table["age"] < 25
features = table[["ratio", "young"]]
labels = table["label"]
train_x, test_x, train_y, test_y = split(features, labels)
net = Net(width=64, depth=2)
best = 1.0
for epoch in range(50):
    loss = fit(net, train_x, train_y, rate=RATE)
    if epoch % 5 == 0:
        print(epoch, loss)
    if loss < best:
        best = loss
    if loss < 0.01:
        break
score = evaluate(net, test_x, test_y)
print(score, best)
if score > 0.8:
    save(net, "net_v2.bin")
missed = test_y[test_y != net(test_x)]
missed.to_csv("missed.csv")
```

## How to pay it back
Keep one script, turn what differs into options or configuration, and delete the others; or,
where a copy only records a run that is over, delete it: version control keeps it.

## Known limits
Two files that do the same in another order, or with other calls, are no copies to this rule.
Modules that are only imported are left to `copied-function`, unless they lie in a folder that
was forked together with its scripts, or are named as leftovers (`reader_old.py`). A notebook
beside the script exported from it, one recipe per data set, folders numbered like lessons
(`week_1`, three or more), galleries of programs that each show one model (`implementations/`),
lessons, tests, examples, and files every project has alike (`setup.py`) are not judged; nor are
files of fewer than 25 statements.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project import Difference
from debtscan.project.clones.script_families import ScriptFamily
from debtscan.project.starts.teaching import galleries, in_one_zoo, steps_of_a_course
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.copies import places, reworded, spoken, telling
from debtscan.rulekit.wording import beside, count, few

_SURE = 0.9  #: from this share on, the likeness needs no name as a second witness
_ALIKE = 0.95  #: from this share on, statements that one side lacks are few enough to name
_FEW = 3  #: names and differences spelled out in a message
_MANY = 10  #: files of forked folders that are compared
_VALUES = ("constant", "operator", "default")


@dataclass(frozen=True)
class Options:
    """Which families are worth a remark."""

    #: Families with fewer files are let pass.
    min_members: int = 2


@project_rule(
    "experiment-script-family",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=60,
    minutes_per_member=20,
    since="0.1",
    options=Options,
)
def experiment_script_family(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per family, at its original."""
    shown = galleries(file.path for file in project.code_files)
    steps = steps_of_a_course(file.path for file in project.code_files)
    lessons = tuple(f"{one}/" for one in steps)
    for family in project.script_families:
        taught = all(path.startswith(lessons) for path in family.members)
        meant = in_one_zoo(family.members, shown) or taught
        if len(family.members) >= options.min_members and not meant:
            yield _fork(project, family) if family.folders else _copies(project, family)


def _copies(project: Project, family: ScriptFamily) -> Hit:
    original, *copies = family.members
    found = {path: _compared(project, original, path, family.lowest) for path in copies}
    every = [one for differences in found.values() for one in differences]
    names = few((beside(path, original) for path in copies), _FEW)
    shown = spoken(every, _FEW)
    return Hit(
        at=project.files[original].line(1),
        message=f"{names} and this file are copies{_share(family)}{f'; {shown}' if shown else ''}",
        advice=f"Keep one of the {len(family.members)}, make what differs its options, "
        "delete the rest",
        subject=posixpath.basename(original),
        related=(
            *(Related(project.files[path].line(1), _role(found[path]), "file") for path in copies),
            *places(every),
        ),
        members=len(family.members),
        parts=family.members,
        confidence=_confidence(family),
    )


def _compared(project: Project, original: str, path: str, share: float) -> Sequence[Difference]:
    """Signs and constants that differ, and in scripts much alike the statements too."""
    found = project.clones.compared(original, path)
    return [one for one in found if share >= _ALIKE or one.kind in _VALUES]


def _fork(project: Project, family: ScriptFamily) -> Hit:
    original, *copies = family.members
    folders = few((f"{folder or '.'}/" for folder in family.folders), _FEW)
    every = list(_forked_values(project, family))
    shown = spoken(every, _FEW)
    return Hit(
        at=project.files[original].line(1),
        message=f"{folders} hold copies of {len(family.families)} files, this one among "
        f"them{_share(family)}{f'; {shown}' if shown else ''}",
        advice=f"Move the shared files to one place that all {len(family.folders)} folders import",
        subject=" ".join(family.folders),
        related=(
            *(Related(project.files[path].line(1), "copied file", "file") for path in copies),
            *places(every),
        ),
        members=len(family.members),
        parts=family.members,
        confidence=_confidence(family),
    )


def _forked_values(project: Project, family: ScriptFamily) -> Iterator[Difference]:
    """Signs and constants in which forked files differ."""
    for copies in family.families[:_MANY]:
        original, *others = (path for path in family.members if path in copies.members)
        for path in others:
            yield from _compared(project, original, path, 0.0)


def _confidence(family: ScriptFamily) -> Confidence:
    sure = family.versions or family.lowest >= _SURE
    return Confidence.HIGH if sure else Confidence.MEDIUM


def _share(family: ScriptFamily) -> str:
    if family.lowest > 0.995:
        return ": all statements are the same"
    at_least = " at least" if len(family.members) > 2 else ""
    return f":{at_least} {family.lowest:.0%} of the statements are the same"


def _role(differences: Sequence[Difference]) -> str:
    told, texts = len(telling(differences)), reworded(differences)
    parts = [count(told, "difference")] if told else []
    parts += [f"{count(texts, 'sentence')} in other words"] if texts else []
    return f"copy, {' and '.join(parts)}" if parts else "copy"
