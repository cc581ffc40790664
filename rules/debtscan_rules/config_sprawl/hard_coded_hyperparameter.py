"""A number typed into a call, though the settings it takes the others from have it.

## What it does
Finds calls that take some arguments from options of the command line or from a section of a
loaded document, and have another one as a number in the text although those very options, or that
section, have a setting of its name (`lr` and `learning_rate` count as one).

## Why it is debt
The setting looks as if it were in charge and is not: whoever tunes it compares two runs that were
the same run. What the model was made with is not in the configuration that is kept with it.

## Example
```python
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.001)
parser.add_argument("--decay", type=float, default=0.01)
args = parser.parse_args()
optimizer = Adam(net, lr=0.0005, decay=args.decay)  # debt: hard-coded-hyperparameter
warn(args.lr)
```

## How to pay it back
Hand the setting to the call. Where the number is meant to differ, give it a setting of its own.

## Known limits
A call that takes nothing from the settings is let pass, and so are `0`, `1`, `-1`, numbers kept
in a name first, and batch sizes of further loaders. Positional numbers count only for functions of
this repository.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project.configuration.typed_in import TypedIn, TypedInNumbers
from debtscan.project.options.same_value import same_value
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Lifecycle,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import inside
from debtscan.rulekit.wording import beside, few


@project_rule(
    "hard-coded-hyperparameter",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=15,
    minutes_per_member=3,
    minutes_cap=45,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
)
def hard_coded_hyperparameter(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per file and parser or section, at the first call that has a number."""
    together: dict[tuple[str, tuple[str, str]], list[TypedIn]] = defaultdict(list)
    numbers = TypedInNumbers(project.files, project.calls, project.options, project.configuration)
    for one in numbers.found():
        together[one.at.path, one.setting.group].append(one)
    yield from map(_hit, together.values())


def _hit(found: Sequence[TypedIn]) -> Hit:
    first, *others = sorted(found, key=lambda one: (_agrees(one), one.at))
    setting = first.setting
    place = beside(setting.declared.path, first.at.path)
    value = f", which is `{setting.default}`" if setting.default else ""
    unread = "" if setting.reads else "; nothing reads that setting"
    more = f"; so {'is' if len(others) == 1 else 'are'} {_typed(others)}" if others else ""
    return Hit(
        at=first.at,
        message=f"{_typed([first])} is typed in here, though `{place}` has `{setting.shown}`"
        f"{value}, and the call takes {few([first.beside])} from there{unread}{more}",
        advice=f"Hand `{setting.shown}` to `{first.callee.rpartition('.')[2]}`",
        subject=f"{first.callee.rpartition('.')[2]}({first.parameter})",
        related=(
            Related(setting.declared, f"`{setting.shown}` is set here"),
            *(
                Related(one.at, f"{_typed([one])} beside `{one.setting.shown}`", part=_part(one))
                for one in others
            ),
        ),
        members=len(found),
        parts=tuple(map(_part, found)),
        severity=Severity.LOW if _agrees(first) else None,
    )


def _part(one: TypedIn) -> str:
    return inside(one.setting.shown, one.callee, one.parameter)


def _typed(found: Sequence[TypedIn]) -> str:
    return few(f"{one.parameter}={one.value}" for one in found)


def _agrees(one: TypedIn) -> bool:
    """Worse where the setting says another thing and looks as if it were used."""
    return same_value(one.value, one.setting.default)
