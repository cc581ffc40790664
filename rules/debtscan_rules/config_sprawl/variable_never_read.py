"""A variable of the environment that a file sets and nothing reads.

## What it does
Finds variables in `.env` files that no code, script, command or document of the repository names,
when other variables of the same file are read here. Those of one file are one finding.

## Why it is debt
Everybody who sets the project up fills it in, and asks somebody what to put there. Whoever changes
it believes that a path or a switch has changed.

## Example
`.env`:

```ini
MODEL_FOLDER=models
SPECIMEN_LIMIT=100
OUTPUT_FOLDER=out  ; debt: variable-never-read
```

`app.py`:

```python
import os
from dotenv import load_dotenv

load_dotenv()
run(os.environ["MODEL_FOLDER"], os.environ["SPECIMEN_LIMIT"])
```

## How to pay it back
Delete the line, also from `.env.example` and from the page about the set-up; or read it where its
value is fixed today.

## Known limits
Variables of images, compose files, shells and CI are let pass, for other programs may read them;
so are names that systems and libraries use, files that compose hands to a container as a whole,
and everything that a class of settings may take by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.project.options.unread_variables import UnreadVariables, unread_variables
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
from debtscan.rulekit.wording import few


@dataclass(frozen=True)
class Options:
    """How well a file must be known before one of its variables is called dead."""

    #: So many other variables of the same file must be read or named.
    min_read: int = 2


@project_rule(
    "variable-never-read",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=5,
    minutes_per_member=1,
    minutes_cap=20,
    since="0.1",
    deletes="place",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
)
def variable_never_read(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per file, at the first such variable."""
    for one in unread_variables(project.files, project.environment):
        if len(one.read) >= options.min_read:
            yield _hit(one)


def _hit(one: UnreadVariables) -> Hit:
    (first, at), *others = one.found
    names = few(name for name, _ in one.found)
    return Hit(
        at=at,
        message=f"{names} {'are' if others else 'is'} set here and read by nothing in the "
        f"repository, though {few(one.read, 2)} of this file are",
        advice=f"Delete {names}, also where the set-up is described",
        subject=first,
        related=tuple(
            Related(there, f"`{name}` is not read either", "place", name) for name, there in others
        ),
        members=len(one.found),
        parts=tuple(name for name, _ in one.found),
    )
