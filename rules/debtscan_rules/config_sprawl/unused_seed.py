"""A seed option whose value reaches no random generator.

## What it does
Follows the value of every option that is named as a seed through names, calls and attributes to
generators (`random`, `numpy`, `torch`, `tensorflow`, jax, ...) and to `seed=` or `random_state=` of
other calls. Reported are options that code reads, of which every way was followed, and none seeds.

## Why it is debt
Runs are repeated with another seed to learn how much of a result is chance, and they differ by
chance alone: the seed is printed, stands in file names, and decides nothing.

## Example
```python
import argparse
import random

parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=1)  # debt: unused-seed
args = parser.parse_args()
print(f"run with seed {args.seed}")
print(random.random())
```

## How to pay it back
Seed every generator in use at the start of the run, and read two runs of one seed side by side; or
delete the option.

## Known limits
Silent wherever the value leaves sight: it is spread, returned, put into a container or given to
unknown code from outside. A seed that nothing reads at all is reported by `option-never-read`.
"""

from __future__ import annotations

from collections.abc import Iterator

from debtscan.project import OptionUse
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    NoOptions,
    Project,
    Related,
    Role,
    Severity,
    project_rule,
)
from debtscan.rulekit.wording import few

_SWITCHES = frozenset({"store_true", "store_false", "flag", "bool"})
_SHOWN = 4  #: reads shown


@project_rule(
    "unused-seed",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=15,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
)
def unused_seed(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per option."""
    for use in project.options:
        if _is_judged(project, use) and project.seeds.reached(use).in_vain:
            yield _hit(project, use)


def _is_judged(project: Project, use: OptionUse) -> bool:
    switch = {use.option.action, use.option.type} & _SWITCHES
    named = project.seeds.is_seed(use.option.name)
    return named and not switch and use.file.role is Role.SOURCE


def _hit(project: Project, use: OptionUse) -> Hit:
    name = max(use.option.flags, key=len, default=use.option.name)
    drawn = project.seeds.started(use.file.path).drawn
    source = f", while {few(drawn)} draws" if drawn else ""
    return Hit(
        at=use.at,
        message=f"`{name}` is read, and its value seeds no random generator{source}",
        advice=f"Seed what draws with `{use.option.name}`, or delete `{name}`",
        subject=name,
        related=(
            *(Related(at, "read here") for at in use.reads[:_SHOWN]),
            *(Related(places[0], f"`{one}` draws here") for one, places in drawn.items()),
        ),
    )
