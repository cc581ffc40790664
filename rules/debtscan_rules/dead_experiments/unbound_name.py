"""A name that is read where nothing binds it.

## What it does
Finds names that are read, called or held in a table where neither their function, those around it
nor the module bind them, nor any star import that can be followed. A variable of another function
is told: it is of no help here. Where the name stands in a branch, its condition is named: that
branch cannot run.

## Why it is debt
The line raises a `NameError` whenever it is reached. The import was dropped or the code was copied
without it, and nobody noticed: the option, the fallback or the whole function has been dead since,
though it is offered to everyone.

## Example
```python
import argparse

from torch import optim


def schedule(args, model):
    optimizer = optim.SGD(model.parameters(), args.lr)
    if args.cosine:
        return CosineAnnealingLR(optimizer)  # debt: unbound-name
    return optimizer
```

## How to pay it back
Import what is missing and run the branch once in a test; if nobody missed it, delete the branch and
the option that selects it.

## Known limits
The order of statements is not followed: a name that is bound later, or deleted before, counts as
bound. Silent in notebooks, in files with `exec`, `globals()` or star imports from outside, below
`except NameError`, on lines that keep a linter quiet about it (`# noqa: F821`), in branches on
versions, in annotations that are never evaluated, for names of Python 2 and for those that
interpreters and runners put there (`snakemake`, `spark`, `display`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project.names.unbound import UnboundName, unbound_names
from debtscan.rulekit import (
    Category,
    Confidence,
    FileFacts,
    Hit,
    NoOptions,
    Project,
    Related,
    Role,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import inside, owner
from debtscan.rulekit.wording import count

_MOST = 6  #: places shown


@project_rule(
    "unbound-name",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=15,
    minutes_per_member=2,
    minutes_cap=60,
    since="0.1",
    options=NoOptions,
)
def unbound_name(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per file and name, at the first place."""
    groups: dict[tuple[str, str], list[UnboundName]] = defaultdict(list)
    for one in unbound_names(project.symbols):
        if project.files[one.at.path].role is Role.SOURCE:
            groups[one.at.path, one.name].append(one)
    for places in groups.values():
        yield _hit(project, places)


def _hit(project: Project, places: Sequence[UnboundName]) -> Hit:
    first, *others = places
    file = project.files[first.at.path]
    more = f" (so do {count(len(others), 'further place')})" if len(others) > 1 else ""
    more = " (so does one further place)" if len(others) == 1 else more
    return Hit(
        at=first.at,
        message=f"this {'table ' if first.how == 'holds' else ''}{first.how} `{first.name}`, "
        f"{_binders(first)}{more}: {_dead(project, first)} ends in a `NameError`",
        advice=_advice(project, first),
        subject=first.name,
        related=tuple(
            Related(one.at, "needs it too", part=_part(file, one)) for one in others[:_MOST]
        ),
        members=len(places),
        parts=tuple(_part(file, one) for one in places),
        severity=Severity.LOW if _fails_nobody(project, places) else None,
    )


def _part(file: FileFacts, one: UnboundName) -> str:
    return inside(owner(file, one.scope), one.name)


def _binders(one: UnboundName) -> str:
    if one.elsewhere:
        return f"which `{one.elsewhere}` binds for itself and nothing binds here"
    return "which nothing in the file binds"


def _advice(project: Project, one: UnboundName) -> str:
    if one.elsewhere and one.scope:
        here = project.symbols.of_scope(one.at.path, one.scope).name
        return f"Give `{one.name}` to `{here}`, or delete what nobody could run"
    return f"Import or define `{one.name}`, or delete what nobody could run"


def _fails_nobody(project: Project, places: Sequence[UnboundName]) -> bool:
    """Whether all stand in what nothing reaches, and go with that."""
    file = project.files[places[0].at.path]
    return all(project.dead_code.holds(file.path, owner(file, one.scope)) for one in places)


def _dead(project: Project, one: UnboundName) -> str:
    if one.branch is not None:
        return f"the branch `{one.branch.kind} {one.branch.text}`"
    if one.scope:
        return f"`{project.symbols.of_scope(one.at.path, one.scope).name}`"
    return "importing the file"
