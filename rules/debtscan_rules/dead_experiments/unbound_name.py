"""A name that is called or held in a table, and that nothing binds.

## What it does
Finds calls of names that no import, assignment, definition or parameter of the file binds, nor any
star import that can be followed, and such names among others in a table of the module. Where the
call stands in a branch, its condition is named: that branch cannot run.

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
Only calls and tables are judged. A name that is bound anywhere in the file counts as bound
everywhere. Silent in notebooks, in files with `exec`, `globals()` or star imports from outside,
below `except NameError`, in branches on versions, and for names of Python 2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project.names.unbound import UnboundCall, unbound_calls
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
    """One hit per file and name, at the first call."""
    groups: dict[tuple[str, str], list[UnboundCall]] = defaultdict(list)
    for one in unbound_calls(project.symbols):
        if project.files[one.at.path].role is Role.SOURCE:
            groups[one.at.path, one.name].append(one)
    for calls in groups.values():
        yield _hit(project, calls)


def _hit(project: Project, calls: Sequence[UnboundCall]) -> Hit:
    first, *others = calls
    file = project.files[first.at.path]
    more = f" (so do {count(len(others), 'further call')})" if len(others) > 1 else ""
    more = " (so does one further call)" if len(others) == 1 else more
    return Hit(
        at=first.at,
        message=f"this {'table holds' if first.held else 'calls'} `{first.name}`, which nothing in "
        f"the file binds{more}: {_dead(project, first)} ends in a `NameError`",
        advice=f"Import or define `{first.name}`, or delete what nobody could run",
        subject=first.name,
        related=tuple(
            Related(one.at, "needs it too", part=_part(file, one)) for one in others[:_MOST]
        ),
        members=len(calls),
        parts=tuple(_part(file, one) for one in calls),
        severity=Severity.LOW if _fails_nobody(project, calls) else None,
    )


def _part(file: FileFacts, one: UnboundCall) -> str:
    return inside(owner(file, one.scope), one.name)


def _fails_nobody(project: Project, calls: Sequence[UnboundCall]) -> bool:
    """Whether all stand in what nothing reaches, and go with that."""
    file = project.files[calls[0].at.path]
    return all(project.dead_code.holds(file.path, owner(file, one.scope)) for one in calls)


def _dead(project: Project, one: UnboundCall) -> str:
    if one.branch is not None:
        return f"the branch `{one.branch.kind} {one.branch.text}`"
    if one.scope:
        return f"`{project.symbols.of_scope(one.at.path, one.scope).name}`"
    return "importing the file"
