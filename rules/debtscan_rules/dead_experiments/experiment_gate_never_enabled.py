"""A switch for an experiment that nothing in the repository ever turns on.

## What it does
Finds command-line options, fields of settings, configuration keys and variables of the
environment that are off unless somebody sets them, that open a block of code, and that nothing
sets: no command, configuration, call, test or document. That alone would be an ordinary user
option; so the block must run definitions that nothing else reaches, or the switch must be named
as an experiment (`--try-...`, `EXP_...`). An option counts only where commands of the repository
do set others beside it; a key only where documents say that it is off.

## Why it is debt
The experiment is over, or never took place; its code stayed. Nothing runs or tests it, but it is
read, carried along and kept compiling with every change. Old switches are also combined by
accident: one wrong value in a deployment, and code runs that nobody has run for years.

## Example
```python
import os

def features(rows):
    if os.environ.get("EXP_NEIGHBOURS") == "1":  # debt: experiment-gate-never-enabled
        near = neighbours(rows)
        near = near.rolling(7).mean()
        rows = rows.join(near)
        rows = rows.dropna()
        rows["share"] = rows["near"] / rows["all"]
    return rows
```

## How to pay it back
Delete the switch, the block and what only the block runs; version control keeps them. If the
experiment is still wanted, add the script or configuration that runs it.

## Known limits
Switches are followed by their name: one name that is given in two meanings is let pass, and so is
whatever any text names. Switches for people and machines (`--debug`, `--save-...`, `--fp16`) do
not count. Who calls the repository's commands from outside is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.project.options.never_enabled import DormantGate, DormantGates
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
from debtscan.rulekit.wording import count, few


@dataclass(frozen=True)
class Options:
    """How much code and how much evidence are worth a remark."""

    #: Statements of definitions that only the switch reaches.
    min_statements: int = 5
    #: A name as of an experiment makes up for them, where so many statements wait in all.
    min_waiting: int = 3
    #: So many other options beside it are set by commands of the repository.
    min_set_beside: int = 3


@project_rule(
    "experiment-gate-never-enabled",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=30,
    minutes_per_member=5,
    minutes_cap=90,
    since="0.1",
    options=Options,
    lifecycle=Lifecycle.PREVIEW,
)
def experiment_gate_never_enabled(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per switch, at its declaration."""
    gates = DormantGates(
        project.options,
        project.given_options,
        project.environment,
        project.calls,
        project.mentions,
        project.files,
    )
    for gate in gates.found():
        code = gate.own >= options.min_statements
        if (code or _is_experiment(gate, options)) and _is_exercised(gate, options):
            yield _hit(gate)


def _is_experiment(gate: DormantGate, options: Options) -> bool:
    return gate.named_so and gate.dead >= options.min_waiting


def _is_exercised(gate: DormantGate, options: Options) -> bool:
    """Whether the repository would say it, if anything turned the switch on."""
    if gate.kind == "variable":
        return gate.named_so
    return bool(gate.left_off) or gate.siblings >= options.min_set_beside


def _hit(gate: DormantGate) -> Hit:
    others = [side.file.locate(side.branch.at) for side in gate.sides]
    rest = f", and {few(one.name for one in gate.only)} with it" if gate.only else ""
    return Hit(
        at=gate.at,
        message=f"Nothing ever turns `{gate.spelled}` on{_evidence(gate)}; "
        f"{count(gate.dead, 'statement')} wait for it{_behind(gate)}",
        advice=f"Delete `{gate.spelled}` and what waits for it{rest}, or add the script that "
        "runs the experiment",
        subject=gate.spelled,
        related=(
            *(Related(at, "opens this", "place") for at in others[:5] if at != gate.at),
            *(Related(one.at, f"`{one.name}` runs for it alone", "place") for one in gate.only[:5]),
            *(Related(at, "off here") for at in gate.left_off[:3]),
        ),
        members=max(1, len(gate.only)),
        parts=(gate.spelled,),
    )


def _evidence(gate: DormantGate) -> str:
    if gate.kind == "variable":
        return ", and nothing names the variable elsewhere"
    if gate.left_off:
        return f": {count(len(gate.left_off), 'document')} of the repository leave it off"
    return f", though commands set {gate.siblings} other options of this file"


def _behind(gate: DormantGate) -> str:
    return f", {gate.own} of them in {few(one.name for one in gate.only)}" if gate.only else ""
