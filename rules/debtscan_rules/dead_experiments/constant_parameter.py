"""A parameter that every call fills with the same constant.

## What it does
Finds parameters of functions all of whose calls are known, where three calls or more, in three
files, each spell out the same number or string. Five calls make up for one file, and so does a
branch of the function on the parameter. The parameters of one function are one finding.

## Why it is debt
The parameter was made for an experiment that varied it. Now it looks like a choice and is none:
every caller has to repeat the constant, whoever changes one of them makes the calls disagree, and
the other values are tested by nobody.

## Example
```python
def smooth(rows, mode):
    if mode == "median":  # debt: constant-parameter
        return rows.rolling(5).median()
    return rows.rolling(5).mean()

first = smooth(load("train.csv"), "median")
second = smooth(load("valid.csv"), "median")
third = smooth(load("test.csv"), "median")
fourth = smooth(load("new.csv"), "median")
fifth = smooth(load("old.csv"), "median")
```

## How to pay it back
Write the constant into the function, as a default or a named constant of its module, and take the
parameter away together with the code for its other values.

## Known limits
Public functions of an installable package are not judged. Nor are switches (`True`, `False`,
`None`; see `gate-parameter-never-set`), names and labels, and functions that are passed on,
decorated or called with spread arguments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.names.symbols import Symbol
from debtscan.project.options.constant_parameters import ConstantParameter, constant_parameters
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
from debtscan.rulekit.parts import inside
from debtscan.rulekit.wording import count, few


@dataclass(frozen=True)
class Options:
    """How often a constant has to be repeated to be worth a remark."""

    #: So many calls at least give it.
    min_calls: int = 3
    #: In so many files; in two, where the function branches on it.
    min_files: int = 3
    #: So many calls make up for one file less.
    many_calls: int = 5


@project_rule(
    "constant-parameter",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=15,
    minutes_per_member=2,
    minutes_cap=60,
    since="0.1",
    options=Options,
    lifecycle=Lifecycle.PREVIEW,
)
def constant_parameter(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per function: where it asks such a parameter, or at its head."""
    same: dict[Symbol, list[ConstantParameter]] = defaultdict(list)
    for one in constant_parameters(
        project.files, project.calls, project.mentions, options.min_calls
    ):
        if _is_worth_it(one, options):
            same[one.symbol].append(one)
    for parameters in same.values():
        yield _hit(sorted(parameters, key=lambda one: one.branch is None))


def _is_worth_it(one: ConstantParameter, options: Options) -> bool:
    often = len(one.calls) >= options.many_calls
    if one.branch is None:
        return one.files >= options.min_files or (often and one.files > 1)
    return often or one.files > 1


def _hit(parameters: Sequence[ConstantParameter]) -> Hit:
    first = parameters[0]
    function = first.symbol.name
    names = few(one.parameter.name for one in parameters)
    given = ", ".join(f"`{one.parameter.name}={one.value!r}`" for one in parameters[:3])
    branch = f"; the function branches on `{first.parameter.name}`" if first.branch else ""
    return Hit(
        at=first.branch or first.symbol.at,
        message=f"all {len(first.calls)} calls of `{function}` give {given}, "
        f"in {count(first.files, 'file')}{branch}",
        advice=f"Write the constant into `{function}` and take {names} away"
        + (", with the code for other values" if first.branch else ""),
        subject=f"{function} {first.parameter.name}",
        related=tuple(Related(site.at, "gives the constant") for site in first.calls[:8]),
        members=len(first.calls),
        parts=tuple(inside(function, one.parameter.name) for one in parameters),
    )
