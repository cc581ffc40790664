"""An option whose help text names another default than its declaration.

## What it does
Reads the defaults that help texts state (`default: 32`, `defaults to "adam"`, `[default: 0.1]`)
and compares them with the declared ones. Numbers are compared as numbers, switches as switches,
words where they are quoted or one of the choices.

## Why it is debt
One of the two was changed and the other was not. Whoever reads `--help` believes in a run with
eight heads, reports eight, and trained with four.

## Example
```python
import argparse

parser = argparse.ArgumentParser()
parser.add_argument(  # debt: help-names-another-default
    "--batch-size", type=int, default=128, help="size of a batch (default: 64)"
)
args = parser.parse_args()
```

## How to pay it back
Write `%(default)s` in the help (`show_default=True` with click), or let
`argparse.ArgumentDefaultsHelpFormatter` add it.

## Known limits
Only statements that end after the value are judged: no units, ranges, arithmetic or conditions.
An option without a default, or with `None`, may get one later in the code and is let pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.facts import Option
from debtscan.project.options.told_defaults import ToldDefault, told_defaults
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    NoOptions,
    Project,
    Related,
    Role,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import part
from debtscan.rulekit.wording import count


@project_rule(
    "help-names-another-default",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=5,
    minutes_per_member=2,
    minutes_cap=60,
    since="0.1",
    options=NoOptions,
)
def help_names_another_default(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per contradiction; copies of one declaration share it."""
    groups: dict[tuple[str, str, str], list[ToldDefault]] = defaultdict(list)
    for one in told_defaults(project.options):
        if one.use.file.role is Role.SOURCE:
            groups[_name(one.use.option), one.told, repr(one.declared)].append(one)
    yield from map(_hit, groups.values())


def _hit(found: Sequence[ToldDefault]) -> Hit:
    first, *others = found
    name, declared = _name(first.use.option), f"{first.declared!r}"
    more = f"; so it is in {count(len(others), 'more place')}" if others else ""
    return Hit(
        at=first.use.at,
        message=f"the help of `{name}` says that its default is {_quoted(first.told)}, "
        f"and it is `{declared}`{more}",
        advice=f"Write `%(default)s` in the help of `{name}`, or make its default "
        f"{_quoted(first.told)}"
        if first.use.option.framework == "argparse"
        else f"Correct the help of `{name}`, or make its default {_quoted(first.told)}",
        subject=name,
        related=tuple(
            Related(one.use.at, "the same contradiction", part=part(one.use.file.path, name))
            for one in others
        ),
        members=len(found),
        parts=tuple(part(one.use.file.path, name) for one in found),
    )


def _quoted(told: str) -> str:
    return f"`{told}`"


def _name(option: Option) -> str:
    if option.flags:
        return max(option.flags, key=len)
    return f"{option.holder}.{option.name}" if option.holder else option.name
