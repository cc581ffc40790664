"""A number typed by hand that follows from constants beside it.

## What it does
Knows some relations by the names of their parts: the length of a list (`N_CLASSES` beside
`CLASSES`), samples from a rate and a time, frequency bins from the size of a Fourier transform,
patches from the sizes of image and patch, the flat size of an input from its rows and columns,
steps from examples, batches and epochs. Where all parts stand in one scope, table, signature or
section of a configuration as plain numbers, and the last follows from the others, it is reported.

## Why it is debt
Whoever changes the first number has to know of the last. If it is forgotten, arrays of another
shape stop the run with luck, and without it the labels shift or a tail of the signal is lost.

## Example
```python
SAMPLE_RATE = 16000
WINDOW_SECONDS = 4
WINDOW_SAMPLES = 64000  # debt: derived-constant
```

## How to pay it back
Write the formula: `WINDOW_SAMPLES = SAMPLE_RATE * WINDOW_SECONDS`. In a configuration, leave the
number out and compute it where it is read.

## Known limits
Products without telling names are never reported: by value alone every number is one. A number
that disagrees is told for lengths of lists and frequency bins, where it must follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.facts import Role
from debtscan.project.configuration.derived_constants import (
    DerivedConstant,
    NamedNumber,
    derived_constants,
)
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
from debtscan.rulekit.wording import count


@project_rule(
    "derived-constant",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=10,
    minutes_per_member=3,
    minutes_cap=60,
    since="0.1",
    options=NoOptions,
    gives_way_to=("key-never-read",),
)
def derived_constant(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per number and formula; the same in other places belongs to it."""
    groups: dict[tuple[str, str, bool], list[DerivedConstant]] = defaultdict(list)
    for one in derived_constants(project.with_role(Role.SOURCE)):
        groups[one.number.name, one.formula, one.agrees].append(one)
    yield from map(_hit, groups.values())


def _hit(found: Sequence[DerivedConstant]) -> Hit:
    first, *others = found
    more = f"; so it is in {count(len(others), 'more place')}" if others else ""
    parts = " and ".join(_said(one) for one in first.sources)
    verdict = "it follows from" if first.agrees else f"{_plain(first.follows)} follows from"
    return Hit(
        at=first.number.at,
        message=f"`{_said(first.number, ' = ')}` is typed by hand, and {verdict} {parts}{more}",
        advice=f"Write `{first.formula}` instead of `{_plain(first.number.value)}`",
        subject=f"{first.number.name} = {first.formula}",
        related=(
            *(Related(one.at, f"`{one.name}`") for one in first.sources),
            *(
                Related(one.number.at, "the same number, typed again", part=_part(one))
                for one in others
            ),
        ),
        members=len(found),
        parts=tuple(map(_part, found)),
        severity=None if first.agrees else Severity.HIGH,
    )


def _part(one: DerivedConstant) -> str:
    return part(one.number.at.path, one.number.name)


def _said(one: NamedNumber, sign: str = "") -> str:
    return f"{one.name}{sign}{_plain(one.value)}" if sign else f"`{one.name}` ({_plain(one.value)})"


def _plain(value: float) -> str:
    return f"{int(value)}" if value == int(value) else f"{value}"
