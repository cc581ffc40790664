"""A setting, written as a constant of a module, that nothing reads.

## What it does
Finds names in capitals, and in modules that are called after settings (`config.py`, `hparams.py`)
any names, that are bound once to a constant at the top of a module and occur nowhere else: no
code reads something called so, no text, string or configuration names it. What one module holds
is one finding.

## Why it is debt
Whoever edits the value believes to have changed the run. The place where the value was once used
often holds a number of its own by now, so the file of settings no longer tells what happens.

## Example
`config.py`:

```python
BATCH_SIZE = 64
WARMUP_STEPS = 4000  # debt: constant-never-read
```

`train.py`:

```python
from config import BATCH_SIZE

fit(load("train.csv"), BATCH_SIZE)
```

## How to pay it back
Look for the number where it should act. If it stands there as a literal, read the constant;
else delete the constant.

## Known limits
A name that is also read of something else, or that any document mentions, counts as read, so that
common names are never reported. Modules of published packages, of tools (`conf.py`, `setup.py`)
and frameworks, and modules that code takes as a whole (`vars(config)`, `getattr(config, name)`)
are not judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.facts import Assignment, Literal
from debtscan.project.configuration.python_documents import is_settings_module
from debtscan.project.configuration.unread_constants import UnreadConstants
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
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import count, few


@project_rule(
    "constant-never-read",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=5,
    minutes_per_member=1,
    minutes_cap=60,
    since="0.1",
    deletes="place",
    options=NoOptions,
)
def constant_never_read(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per module and its copies, at the first constant that nothing reads."""
    copies: dict[tuple[str, ...], list[UnreadConstants]] = defaultdict(list)
    for found in project.unread_constants:
        copies[tuple(one.target for one in found.constants)].append(found)
    for names, modules in copies.items():
        yield _hit(names, *modules)


def _hit(names: Sequence[str], found: UnreadConstants, *copies: UnreadConstants) -> Hit:
    also = f"; so in {count(len(copies), 'other module')}" if copies else ""
    return Hit(
        at=found.file.locate(found.constants[0].at),
        message=f"nothing reads {few(names)}{_beside(found)}{also}",
        advice=f"Read {few(names)} where the value acts, or delete what is not wanted",
        subject=" ".join(sorted(names)),
        related=(
            *(
                Related(
                    found.file.locate(one.at),
                    f"nothing reads `{one.target}` either",
                    "place",
                    part(found.file.path, one.target),
                )
                for one in found.constants[1:]
            ),
            *(
                Related(
                    one.file.locate(one.constants[0].at),
                    "the same here",
                    "place",
                    part(one.file.path, one.constants[0].target),
                )
                for one in copies
            ),
        ),
        members=len(names) + len(copies),
        parts=tuple(part(one.file.path, name) for one in (found, *copies) for name in names),
        severity=None if _changes_a_run(found) else Severity.LOW,
    )


def _changes_a_run(found: UnreadConstants) -> bool:
    """Whether somebody looks for the settings of a run here, and finds this among them."""
    return is_settings_module(found.file.path) and any(map(_is_setting, found.constants))


def _is_setting(constant: Assignment) -> bool:
    """A number or a switch changes a run; a list or a text is litter."""
    value = constant.value
    return isinstance(value, Literal) and isinstance(value.value, int | float)


def _beside(found: UnreadConstants) -> str:
    if not found.read:
        return ": the name occurs nowhere else in the repository"
    verb = "is" if found.read == 1 else "are"
    return f", though {count(found.read, 'other constant')} of this module {verb} read"
