"""A module that nothing imports, starts or names.

## What it does
Finds Python files that only define functions, classes and tables, that no other file imports, that
have no main guard and no work at their top level but to set libraries up, and whose name stands in
no command, configuration, document or string. What only such a module imports is reported with it.

## Why it is debt
It looks like part of the system: searches find it, refactorings keep it compiling, newcomers read
it to learn how things are done. It ran in an experiment that is over, and nobody dares to say so.

## Example
`model.py`:

```python
class Net:
    def forward(self, rows):
        return rows
```

`attention_net.py`:

```python
class AttentionNet:  # debt: unreachable-module
    def __init__(self, heads):
        self.heads = heads

    def forward(self, rows):
        rows = rows * self.heads
        return rows
```

`train.py`:

```python
from model import Net

print(Net().forward([1]))
```

## How to pay it back
Delete the file; version control keeps it. If it is the next experiment, give it a test or a
command that runs it.

## Known limits
Silent where modules may be loaded by computed names (`import_module(name)`, listings of `.py`
files), about stubs, public modules of published packages, scripts, modules whose definitions are
registered by decorators, and names that tools look for (`settings.py`, `plugins/`, `dags/`).
A module that only tests import counts as used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.facts import Assignment, Definition, FileFacts
from debtscan.model import Location
from debtscan.project.starts.unreached_modules import UnreachedModule
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.wording import count, few


@dataclass(frozen=True)
class Options:
    """How much dead code is worth a remark."""

    #: Modules with fewer statements, those that only they use included, are let pass.
    min_statements: int = 5


@project_rule(
    "unreachable-module",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.LOW,
    minutes=15,
    minutes_per_member=5,
    minutes_cap=90,
    since="0.1",
    deletes="file",
    options=Options,
)
def unreachable_module(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per module, at its first definition, with the modules that only it uses."""
    for one in project.unreached_modules.found:
        if _statements(one) >= options.min_statements:
            yield _hit(one)


def _statements(one: UnreachedModule) -> int:
    return sum(each.size for each in (one.file, *one.below))


def _hit(one: UnreachedModule) -> Hit:
    file = one.file
    held = [each for each in file.definitions if not each.scope] or _tables(file)
    names = dict.fromkeys(_name(each) for each in held)
    return Hit(
        at=file.locate(held[0].at),
        message=f"no file imports this module and nothing starts or names it; "
        f"{count(_statements(one), 'statement')} ({few(names)}{_below(one)}) cannot run",
        advice="Delete the file, or give it a test or a command that runs it",
        subject=file.path,
        related=tuple(
            Related(_start(each), "imported only from there", "file") for each in one.below
        ),
        members=1 + len(one.below),
        parts=(file.path, *(each.path for each in one.below)),
    )


def _tables(file: FileFacts) -> list[Definition | Assignment]:
    return [one for one in file.assignments if not one.scope]


def _name(held: Definition | Assignment) -> str:
    return held.target if isinstance(held, Assignment) else held.name


def _below(one: UnreachedModule) -> str:
    return f", and {few(each.path for each in one.below)} that only it imports" if one.below else ""


def _start(file: FileFacts) -> Location:
    return file.line(1)
