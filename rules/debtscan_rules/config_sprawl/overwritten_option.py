"""An option, argument or its variable that is replaced before anything reads it.

## What it does
Finds options of parsers that the code sets, in every run, before their first read, variables that
take the value of an option and are bound to another before anything reads them, and parameters of
functions that are assigned anew above their first read. Parameters count when they have a default
or a call of the repository gives them a value.

## Why it is debt
Whatever is given has no effect, and no error says so: a sweep over the value repeats one run. Often
the assignment was meant for an afternoon of debugging.

## Example
```python
import argparse
import random

parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=1)  # debt: overwritten-option
args = parser.parse_args()
args.seed = random.randint(1, 1000)
random.seed(args.seed)
```

## How to pay it back
Delete the assignment, or the option. Where the value was meant as a fallback, assign it only if
nothing was given.

## Known limits
Assignments in branches and loops are let pass, and so are methods that a subclass or a base class
defines too, callbacks, decorated functions, and options that launchers pass (`--local_rank`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project import OptionUse, Symbol
from debtscan.project.names.overwritten_parameters import (
    OverwrittenParameter,
    overwritten_parameters,
)
from debtscan.project.options.option_doubts import is_wanted_anyway
from debtscan.project.options.overwritten_variables import (
    OverwrittenVariable,
    overwritten_variables,
)
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
from debtscan.rulekit.parts import inside
from debtscan.rulekit.wording import count, few


@project_rule(
    "overwritten-option",
    category=Category.CONFIG_SPRAWL,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=10,
    minutes_per_member=3,
    minutes_cap=60,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=NoOptions,
)
def overwritten_option(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per file that replaces options, and per function that replaces parameters."""
    by_file: dict[str, list[OptionUse]] = defaultdict(list)
    for use in project.given_options.overwritten:
        if use.file.role is Role.SOURCE and not is_wanted_anyway(use.option):
            by_file[use.file.path].append(use)
    by_function: dict[Symbol, list[OverwrittenParameter]] = defaultdict(list)
    for one in overwritten_parameters(project.calls):
        judged = project.files[one.function.path].role is Role.SOURCE
        if judged and (one.default or one.given):
            by_function[one.function].append(one)
    yield from (_of_options(project, uses) for uses in by_file.values())
    for variable in overwritten_variables(project.files, project.options):
        if project.files[variable.taken.path].role is Role.SOURCE:
            yield _of_variable(variable)
    yield from map(_of_parameters, by_function.values())


def _of_options(project: Project, uses: Sequence[OptionUse]) -> Hit:
    names = [max(use.option.flags, key=len, default=use.option.name) for use in uses]
    given = [one.at for use in uses for one in project.given_options.by_commands(use)]
    commands = f"; {count(len(given), 'command')} of the repository set it" if given else ""
    return Hit(
        at=uses[0].at,
        message=f"{few(names)} {_replaced(names)} before anything reads {_it(names)}, in every "
        f"run: what is given has no effect{commands}",
        advice=f"Delete the assignments to {few(use.option.name for use in uses)}, or the options",
        subject=names[0],
        related=(
            *(Related(at, "replaced here") for use in uses for at in use.writes),
            *(Related(use.reads[0], "first read here") for use in uses),
            *(Related(at, "given here, to no effect") for at in given[:5]),
        ),
        members=len(uses),
        parts=tuple(names),
        severity=Severity.HIGH if given else None,
        confidence=Confidence.MEDIUM if all(use.escape for use in uses) else None,
    )


def _of_variable(found: OverwrittenVariable) -> Hit:
    option = found.use.option
    flag = max(option.flags, key=len, default=option.name)
    only = len(found.use.reads) == 1 and not found.use.escape
    effect = "nothing else reads it, so that what is given has no effect"
    return Hit(
        at=found.taken,
        message=f"`{found.name}` takes the value of `{flag}` here and is bound to another in line "
        f"{found.written.line}, before anything reads it{f'; {effect}' if only else ''}",
        advice=f"Delete one of the two: this line, or the one that replaces `{found.name}`",
        subject=f"{found.name} {flag}",
        related=(
            Related(found.written, f"`{found.name}` is replaced here"),
            Related(found.use.at, f"`{flag}` is declared here"),
        ),
        severity=None if only else Severity.LOW,
    )


def _of_parameters(found: Sequence[OverwrittenParameter]) -> Hit:
    function = found[0].function
    names = [one.name for one in found]
    given = sorted({at for one in found for at in one.given})
    who = f"what {_gives(len(given))} has no effect" if given else "the default has no effect"
    return Hit(
        at=found[0].written,
        message=f"{few(names)} of `{function.name}` {_replaced(names)} before "
        f"{'they are' if len(names) > 1 else 'it is'} read: {who}",
        advice=f"Delete the assignment, or drop {few(names)} from the parameters",
        subject=f"{function.name}({names[0]})",
        related=(
            Related(function.at, "declared here"),
            *(Related(one.written, f"`{one.name}` is replaced here") for one in found[1:]),
            *(Related(at, "given here, to no effect") for at in given[:5]),
        ),
        members=len(found),
        parts=tuple(inside(function.name, name) for name in names),
        severity=None if given else Severity.LOW,
    )


def _replaced(names: Sequence[str]) -> str:
    return "are replaced" if len(names) > 1 else "is replaced"


def _it(names: Sequence[str]) -> str:
    return "them" if len(names) > 1 else "it"


def _gives(calls: int) -> str:
    return "a call gives" if calls == 1 else f"{calls} calls give"
