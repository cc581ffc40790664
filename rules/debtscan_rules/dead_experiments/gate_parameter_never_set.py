"""A parameter that switches a branch, and no call ever sets it.

## What it does
Finds parameters that alone decide a branch of three statements or more, in functions all of whose
calls are known, where every call leaves the parameter to a default of `None`, `True` or `False`
(or repeats it), or where it has no default and three calls or more all give the same of these.
Copies of one function are one finding.

## Why it is debt
The other side of the branch was an experiment. It is not run and not tested, but every reader of
the function has to understand it, and the number of paths through the function doubles with it.

## Example
```python
def normalise(rows, clip_outliers=False):
    if clip_outliers:  # debt: gate-parameter-never-set
        low, high = rows.quantile([0.01, 0.99])
        rows = rows.clip(low, high)
        rows = rows.dropna()
    return (rows - rows.mean()) / rows.std()

train(normalise(load("train.csv")))
predict(normalise(load("test.csv")))
```

## How to pay it back
Delete the parameter and the side that never runs; version control keeps it. If the choice is
still open, make it an option of the script, so that both sides are run and the choice is recorded.

## Known limits
Public functions of an installable package are not judged: users may set what nobody inside does.
Nor are functions that are passed on, decorated, overridden or called with spread arguments,
parameters whose name stands in a string, in configuration or in another file's words, functions
with a docstring and fewer than three calls (they are meant for more callers), constructors of
layers, ways that are one among several (`elif`), and switches for people (`verbose`, `debug`,
`show_...`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.options.never_set import UnsetGate, unset_gates
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
from debtscan.rulekit.parts import part


@dataclass(frozen=True)
class Options:
    """How much dead code is worth a remark."""

    #: Sides with fewer statements are let pass.
    min_statements: int = 3


@project_rule(
    "gate-parameter-never-set",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=20,
    minutes_per_member=5,
    minutes_cap=90,
    since="0.1",
    options=Options,
    lifecycle=Lifecycle.PREVIEW,
)
def gate_parameter_never_set(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per function name and parameter, at the condition."""
    by_name: dict[tuple[str, str], list[UnsetGate]] = defaultdict(list)
    found = unset_gates(project.files, project.calls, project.mentions, options.min_statements)
    for gate in found:
        by_name[gate.symbol.name, gate.parameter.name].append(gate)
    for copies in by_name.values():
        yield _hit(copies)


def _hit(copies: Sequence[UnsetGate]) -> Hit:
    first, *others = copies
    name = first.parameter.name
    return Hit(
        at=first.at,
        message=_message(first) + (f"; so in {len(others)} more copies" if others else ""),
        advice=f"Delete `{name}` and the side that never runs",
        subject=f"{first.symbol.name} {name}",
        related=(
            *(Related(site.at, f"`{name}` is {first.value!r} here") for site in first.calls[:5]),
            *(Related(gate.at, "the same in a copy", part=_part(gate)) for gate in others),
        ),
        members=len(copies),
        parts=tuple(map(_part, copies)),
    )


def _part(gate: UnsetGate) -> str:
    return part(gate.symbol.path, gate.symbol.name, gate.parameter.name)


def _message(gate: UnsetGate) -> str:
    count = len(gate.calls)
    calls = {1: "the only call", 2: "both calls"}.get(count, f"all {count} calls")
    verb = "leave" if gate.by_default else "give"
    return (
        f"{calls} of `{gate.symbol.name}` {verb}{'s' if count == 1 else ''} "
        f"`{gate.parameter.name}={gate.value!r}`, so {gate.dead} statements "
        f"{'in the `else` of' if gate.otherwise else 'behind'} `{gate.branch.text}` never run"
    )
