"""Options of one command line that several modules set anew while the program runs.

## What it does
Follows the namespace of a parser and collects `args.x = …` in modules other than the one that
declares the options. When one start of a script runs such code of two or more of those modules,
the parser is reported with all of them; options that several modules set are named first.

## Why it is debt
What was typed is not what counts, and which value counts depends on how far the program has
come. Whoever logs the options logs a moment, and whoever reorders two calls changes a run.

## Example
`train.py`:

```python
import argparse

import data
import schedule

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--classes", type=int, default=0)  # debt: config-mutated-late
    parser.add_argument("--steps", type=int, default=0)
    args = parser.parse_args()
    rows = data.load(args)
    schedule.plan(args)
    print(args.classes, args.steps)
```

`data.py`:

```python
def load(args):
    rows = read("rows.csv")
    args.classes = len(set(rows))
    return rows
```

`schedule.py`:

```python
def plan(args):
    args.steps = 1000 // args.classes
```

## How to pay it back
Derive such values once, right after parsing, in a function that returns a finished configuration;
hand on what was computed later under a name of its own.

## Known limits
Attributes that are no declared options are not counted, nor is what a process learns of itself
(`rank`, `world_size`), what functions complete or check right after parsing (`validate_args`), nor
are writes in the file that declares the options, writes of namespaces that were not followed, and
settings classes other than what argparse gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from debtscan.project import OptionUse
from debtscan.project.options.late_writes import late_writes
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    Location,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import beside, few

_Writes = Mapping[str, Mapping[str, Location]]  #: module -> option -> where it is set


@dataclass(frozen=True)
class Options:
    """How scattered the writes must be."""

    #: So many modules besides the declaring one set options in one start.
    min_modules: int = 2


@project_rule(
    "config-mutated-late",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=30,
    minutes_per_member=10,
    minutes_cap=120,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
)
def config_mutated_late(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per file that declares options, at the first option that is set elsewhere."""
    found = late_writes(
        project.files,
        project.options,
        project.imports,
        project.reach,
        project.entry_points.paths,
        options.min_modules,
    )
    for one in found:
        yield _hit(project, one.path, one.start, one.writes)


def _hit(project: Project, path: str, start: str, writes: _Writes) -> Hit:
    modules: dict[str, list[str]] = defaultdict(list)
    for module, options in writes.items():
        for name in options:
            modules[name].append(module)
    names = sorted(modules, key=lambda name: (-len(modules[name]), name))
    first = min(use.at for use in project.options if use.file.path == path and _is(use, modules))
    several = [name for name in names if len(modules[name]) > 1]
    twice = f"; {few(several)} in more than one of them" if several else ""
    return Hit(
        at=first,
        message=f"{few(writes)}, which `{beside(start, path)}` starts, set {few(names)} of this "
        f"command line anew{twice}",
        advice="Derive them once, right after parsing, and hand on what is computed later under "
        "a name of its own",
        subject=path,
        related=tuple(
            Related(at, f"sets `{name}`") for there in writes.values() for name, at in there.items()
        ),
        members=len(writes),
        parts=tuple(part(module, name) for module, options in writes.items() for name in options),
        severity=Severity.HIGH if several else None,
    )


def _is(use: OptionUse, names: Mapping[str, object]) -> bool:
    return use.option.name in names and use.option.framework == "argparse"
