"""A library for one task that is called directly all over the repository.

## What it does
Finds libraries that play one role (tracking runs, object storage, boosting, language models,
serving, warehouses) and could be exchanged, yet are called directly at eight places or more, in
five modules or more of three folders or more, or in seven modules, none of which holds half of
the calls.

## Why it is debt
Such a library is a decision that should be made once. Spread over the repository it cannot be
exchanged, switched off for a test or upgraded without touching every one of these modules, and
each of them has its own way of setting it up and of failing.

## Example
`train/fit.py`:

```python
import wandb  # one of five modules in three folders
from tools.data import load
from tools.score import score


def fit(net, rows):
    wandb.init(project="prices")
    wandb.log({"loss": net.step(load(rows))})
    return score(net)
```

`train/sweep.py`:

```python
import wandb
from train.fit import fit


def sweep(nets, rows):
    wandb.init(project="sweep")
    return [fit(net, rows) for net in nets]
```

`tools/data.py`:

```python
import wandb


def load(rows):
    wandb.log({"rows": len(rows)})
    return rows
```

`tools/score.py`:

```python
import wandb


def score(net):
    value = net.score()
    wandb.log({"score": value})
    wandb.summary.update({"best": value})
    return value
```

`app/main.py`:

```python
import wandb
from train.fit import fit


def main(net, rows):
    fit(net, rows)
    wandb.save("net.bin")  # debt: role-library-spread
    wandb.finish()
```

## How to pay it back
Give the library one home: a module of your own with the few verbs that the program needs
(`start`, `record`, `keep`), called from everywhere else. What can be handed in (a logger, a
client) is better handed in than imported.

## Known limits
Calls of objects that the library returned are not counted, only calls of its own names. Arrays,
frames and deep learning libraries are what the code is made of and are never judged, nor is a
library that the repository is named after. Where not even half of the modules reach
one another through imports, they are so many projects and let pass; tests, examples and lessons
are not counted.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.clones.library_spread import Spread, spreads
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    Project,
    Related,
    Severity,
    Stage,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import count, few

_FEW = 3
_PLACES = 12  #: places listed with a finding


@dataclass(frozen=True)
class Options:
    """How far a library must have spread."""

    #: Libraries called in fewer modules are let pass.
    min_modules: int = 5
    #: Libraries called from fewer folders are let pass...
    min_folders: int = 3
    #: ... unless so many modules call them.
    many_modules: int = 7
    #: Libraries with fewer calls are let pass.
    min_calls: int = 8
    #: A module that holds this part of the calls owns the library.
    owner_share: float = 0.5
    #: A folder owns it from this part on.
    folder_share: float = 0.85


@project_rule(
    "role-library-spread",
    category=Category.GLUE_CODE,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=120,
    minutes_per_member=5,
    since="0.1",
    options=Options,
    lifecycle=Lifecycle.PREVIEW,
    stage=Stage.PRODUCTION,
)
def role_library_spread(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per library, at its first place."""
    for one in spreads(project.files, project.source_files, project.imports):
        modules = Counter(place.path for place in one.places)
        folders = Counter(posixpath.dirname(path) for path in modules.elements())
        wide = len(modules) >= options.min_modules and len(folders) >= options.min_folders
        many = len(modules) >= options.many_modules
        owned = _owns(modules, options.owner_share) or (
            not many and _owns(folders, options.folder_share)
        )
        if (wide or many) and len(one.places) >= options.min_calls and not owned:
            yield _hit(one, modules, tuple(sorted(folder or "." for folder in folders)))


def _owns(calls: Counter[str], share: float) -> bool:
    """Whether one of them holds so large a part of all calls."""
    return max(calls.values()) >= share * calls.total()


def _hit(one: Spread, modules: Counter[str], folders: Sequence[str]) -> Hit:
    (most, times), *_ = modules.most_common(1)
    firsts = list({place.path: place for place in reversed(one.places)}.values())[::-1]
    return Hit(
        at=firsts[0],
        message=f"`{one.library}` ({one.role}) is called directly at {len(one.places)} places in "
        f"{count(len(modules), 'module')} of {count(len(folders), 'folder')} "
        f"({few((f'{folder}/' for folder in folders), _FEW)}); the most, {times}, "
        f"are in `{most}`: no module owns it",
        advice=f"Give `{one.library}` one home, a module with the few verbs that the "
        f"{len(modules)} modules need, and let them call that ({few(one.names, _FEW)})",
        subject=one.library,
        related=tuple(
            Related(place, f"calls `{one.library}`, {count(modules[place.path], 'time')}")
            for place in firsts[1:_PLACES]
        ),
        members=len(modules),
        parts=tuple(part(path, one.library) for path in modules),
    )
