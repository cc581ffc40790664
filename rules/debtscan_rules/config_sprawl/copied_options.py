"""The same command-line options, declared by hand in several scripts.

## What it does
Finds scripts that each declare ten options or more with the name and the default of another one
(`argparse`, `click`, `absl`). Scripts of one folder are one finding, which names first the options
whose defaults are no longer the same: numbers and switches, then texts.

## Why it is debt
A model is trained with one list of options and tested, shown or exported with another that has to
say the same. A new option, or a better default, has to be typed once per script, and whoever
forgets one measures another model than was trained, without an error.

## Example
`train.py`:

```python
import argparse

from net import run

parser = argparse.ArgumentParser()
parser.add_argument("--data", default="data")
parser.add_argument("--width", type=int, default=100)
parser.add_argument("--height", type=int, default=32)
parser.add_argument("--depth", type=int, default=4)
parser.add_argument("--classes", type=int, default=36)
parser.add_argument("--channels", type=int, default=1)
parser.add_argument("--hidden", type=int, default=256)
parser.add_argument("--workers", type=int, default=4)
parser.add_argument("--batch", type=int, default=192)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--pad", action="store_true")
parser.add_argument("--lr", type=float, default=0.1)
run(parser.parse_args())
```

`predict.py`:

```python
import argparse

from net import run

parser = argparse.ArgumentParser()
parser.add_argument("--data", default="data")
parser.add_argument("--width", type=int, default=128)  # debt: copied-options
parser.add_argument("--height", type=int, default=32)
parser.add_argument("--depth", type=int, default=4)
parser.add_argument("--classes", type=int, default=36)
parser.add_argument("--channels", type=int, default=1)
parser.add_argument("--hidden", type=int, default=256)
parser.add_argument("--workers", type=int, default=4)
parser.add_argument("--batch", type=int, default=192)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--pad", action="store_true")
parser.add_argument("--weights", default="best.pt")
run(parser.parse_args())
```

## How to pay it back
Declare what they share in one function (`add_model_options(parser)`, or
`ArgumentParser(parents=[...])`), and in each script its own only. What a trained model needs to be
loaded belongs beside its weights: read it from there.

## Known limits
Scripts that were copied as wholes are left to `experiment-script-family`, and count as one here;
files of one name in forked folders are left to `copied-function`.
Options that are declared twice in one script (for two commands), positional ones, lessons,
examples, tests and recipes of several data sets are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.model import Location
from debtscan.project.options.copied_options import CopiedOptions, SharedOption
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
from debtscan.rulekit.wording import beside, count, few

_FEW = 3  #: scripts, options and differences that are spelled out
_SHOWN = 8  #: places of differing defaults


@dataclass(frozen=True)
class Options:
    """How many options are worth a remark."""

    #: Groups of scripts that share fewer options (ten is the least) are let pass.
    min_options: int = 10


@project_rule(
    "copied-options",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=30,
    minutes_per_member=10,
    minutes_cap=180,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
)
def copied_options(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per group of scripts, at what differs first."""
    for copied in project.copied_options:
        if len(copied.options) >= options.min_options:
            yield _hit(project, copied)


def _hit(project: Project, copied: CopiedOptions) -> Hit:
    apart = any(one.counts for one in copied.differing) and _are_two_sides(project, copied)
    return Hit(
        at=_first(project, copied, copied.paths[0]),
        message=_message(copied),
        advice="Declare what they share in one function that each script calls; a default that "
        "has to differ stays in its script",
        subject=" ".join(copied.paths),
        related=tuple(_related(project, copied)),
        members=len(copied.paths),
        parts=copied.paths,
        severity=Severity.MEDIUM if apart else None,
    )


def _are_two_sides(project: Project, copied: CopiedOptions) -> bool:
    """Whether some of them train and others apply what was trained."""
    sides = project.two_sides
    return any(one in sides.training for one in copied.paths) and any(
        one in sides.predicting for one in copied.paths
    )


def _message(copied: CopiedOptions) -> str:
    here, *others = copied.paths
    names = few((beside(path, here) for path in others), _FEW)
    shown = few((_flag(one) for one in copied.options if not one.differs), _FEW)
    listed = f" ({shown})" if shown else ""
    most = "the same" if len(others) == 1 else "most of"
    number = count(len(copied.options), "option")
    return f"{names} and this file declare {most} {number} by hand{listed}; {_drift(copied)}"


def _drift(copied: CopiedOptions) -> str:
    rest = len(copied.differing) - _FEW
    shown = [_differing(one, copied.paths[0]) for one in copied.differing[:_FEW]]
    shown += [f"{rest} more differ"] if rest > 0 else []
    return "; ".join(shown) or "all defaults are the same"


def _differing(one: SharedOption, here: str) -> str:
    """`--width` is 100 in this file, 128 in `test.py`."""
    by_value: dict[str, str] = {}
    for path, value in one.defaults.items():
        by_value.setdefault(value, path)
    values = ", ".join(
        f"`{value}` in {'this file' if path == here else f'`{beside(path, here)}`'}"
        for value, path in list(by_value.items())[:_FEW]
    )
    return f"`{_flag(one)}` is {values}"


def _flag(one: SharedOption) -> str:
    option = next(iter(one.declared.values()))
    return max(option.flags, key=len)


def _related(project: Project, copied: CopiedOptions) -> Iterator[Related]:
    for path in copied.paths[1:]:
        yield Related(_first(project, copied, path), "declares them too")
    for one in copied.differing[:_SHOWN]:
        for path, value in one.defaults.items():
            yield Related(_place(project, one, path), f"`{_flag(one)}` is {value} here")


def _first(project: Project, copied: CopiedOptions, path: str) -> Location:
    """The first of the options in this script, one that differs before all."""
    places = (_place(project, one, path) for one in copied.options if path in one.declared)
    return next(places, project.files[path].line(1))


def _place(project: Project, one: SharedOption, path: str) -> Location:
    return project.files[path].locate(one.declared[path].at)
