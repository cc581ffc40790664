"""An option that is declared and never read.

## What it does
Follows the parsed namespace (or the instances of a settings class, or the parameters of a click
command) through names, calls, returns and imports, and finds the options that nothing reads. An
option that three files or more declare and leave unread is one finding.

## Why it is debt
It is a knob that does nothing. Whoever turns it believes in an experiment that never took place;
often the value it was meant to set is a constant further down. What is not read is also never
tested, but it is documented, typed into scripts and copied into the next parser.

## Example
```python
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--warmup", type=int, default=500)  # debt: option-never-read
args = parser.parse_args()
optimizer = SGD(lr=args.lr)
```

## How to pay it back
Delete the declaration and its uses in scripts; or read the option where its value is fixed today.

## Known limits
Silent wherever the namespace may be read out of sight: spread or passed whole into code from
outside, read by a computed name, stored in a container, given to subclasses. Options whose help
says that they are ignored, and those that launchers pass (`--local_rank`), count as wanted.
Fields are judged in classes that are named as settings (`TrainConfig`, `ModelArgs`) only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.unread_options import UnreadOption, unread_options
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Project,
    Related,
    Role,
    Severity,
    project_rule,
)


@dataclass(frozen=True)
class Options:
    """What to leave alone and what to put together."""

    #: Options (by the name they arrive in) that are unread on purpose.
    ignored: tuple[str, ...] = ()
    #: From this many files on, one option that all of them leave unread is one finding.
    cluster_from: int = 3


@project_rule(
    "option-never-read",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=5,
    minutes_per_member=2,
    minutes_cap=60,
    since="0.1",
    options=Options,
)
def option_never_read(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per unread option, or per option that several files leave unread."""
    by_name: dict[str, list[UnreadOption]] = defaultdict(list)
    for unread in unread_options(project.files, project.options, project.symbols, project.commands):
        wanted = unread.use.option.name not in options.ignored
        if wanted and unread.use.file.role is Role.SOURCE:
            by_name[unread.spelled].append(unread)
    for copies in by_name.values():
        if len({one.use.file.path for one in copies}) >= options.cluster_from:
            yield _cluster(copies)
        else:
            yield from map(_single, copies)


def _single(unread: UnreadOption) -> Hit:
    name = unread.use.option.name
    fixed = [Related(at, f"`{name}` is a constant here") for at in unread.fixed[:3]]
    given = [Related(at, "given here, to no effect") for at in unread.given[:5]]
    return Hit(
        at=unread.use.at,
        message=_message(unread),
        advice=f"Delete `{unread.spelled}`, or read it where its value is fixed",
        subject=unread.spelled,
        related=(*fixed, *given),
        confidence=Confidence.MEDIUM if unread.use.logged else None,
        severity=Severity.HIGH if fixed or given else None,
    )


def _message(unread: UnreadOption) -> str:
    seen = f"`{unread.spelled}` is declared here and nothing reads it"
    if unread.siblings_read:
        others = "another option" if unread.siblings_read == 1 else f"{unread.siblings_read} others"
        seen += f", though {others} declared beside it {_verb(unread.siblings_read)} read"
    if unread.fixed:
        seen += f"; `{unread.use.option.name}` is a constant in the code"
    if unread.given:
        times = "a command sets" if len(unread.given) == 1 else f"{len(unread.given)} commands set"
        seen += f"; {times} it to no effect"
    return seen


def _verb(count: int) -> str:
    return "is" if count == 1 else "are"


def _cluster(copies: Sequence[UnreadOption]) -> Hit:
    first = copies[0]
    files = {one.use.file.path for one in copies}
    return Hit(
        at=first.use.at,
        message=f"{len(files)} files declare `{first.spelled}` and never read it",
        advice=f"Delete `{first.spelled}` in all of them, or read it",
        subject=first.spelled,
        related=tuple(Related(one.use.at, "declared and never read") for one in copies[1:]),
        members=len(copies),
        confidence=Confidence.MEDIUM if all(one.use.logged for one in copies) else None,
    )
