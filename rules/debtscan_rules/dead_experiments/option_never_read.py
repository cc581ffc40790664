"""An option that is declared and never read.

## What it does
Follows the parsed namespace (or the instances of a settings class, or the parameters of a click
command) through names, calls, returns and imports, and finds the options that nothing reads. An
option that several files, or several settings classes of one file, declare and leave unread is
one finding.

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

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.options.unread_options import UnreadOption, unread_options
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
from debtscan.rulekit.parts import part

#: what ignoring changes is how long a run takes, or what it prints
_COSTS_TIME = re.compile(r"workers|readers|threads|prefetch|verbose|log_?(every|freq|interval)")


@dataclass(frozen=True)
class Options:
    """What to leave alone and what to put together."""

    #: Options (by the name they arrive in) that are unread on purpose.
    ignored: tuple[str, ...] = ()
    #: From this many declarations on, one option that nothing reads in any of them is one finding.
    cluster_from: int = 2


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
    gives_way_to=("overwritten-option", "misnamed-option"),
)
def option_never_read(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per unread option, or per option that several declarations leave unread."""
    by_name: dict[tuple[str, str], list[UnreadOption]] = defaultdict(list)
    for unread in unread_options(project.options, project.symbols, project.commands):
        wanted = unread.use.option.name not in options.ignored
        if wanted and unread.use.file.role is Role.SOURCE:
            by_name[_cause(unread)].append(unread)
    for copies in by_name.values():
        if len({_place(one) for one in copies}) >= options.cluster_from:
            yield _cluster(copies)
        else:
            yield from map(_single, copies)


def _cause(unread: UnreadOption) -> tuple[str, str]:
    """What declarations of one mistake share: the flag, or the file and the field's name."""
    option = unread.use.option
    return ("", unread.spelled) if option.flags else (unread.use.file.path, option.name)


def _place(unread: UnreadOption) -> tuple[str, str]:
    return (unread.use.file.path, "" if unread.use.option.flags else unread.use.option.holder)


def _single(unread: UnreadOption) -> Hit:
    return Hit(
        at=unread.use.at,
        message=_message(unread),
        advice=f"Delete `{unread.spelled}`, or {_instead(unread)}",
        subject=unread.spelled,
        related=tuple(_evidence(unread)),
        parts=(_part(unread),),
        confidence=Confidence.MEDIUM if unread.use.logged else None,
        severity=_severity([unread]),
    )


def _part(unread: UnreadOption) -> str:
    return part(unread.use.file.path, unread.spelled)


def _instead(unread: UnreadOption) -> str:
    return (
        "read it where its value is fixed" if unread.fixed else "read it where it was meant to act"
    )


def _evidence(unread: UnreadOption) -> Iterator[Related]:
    for at in unread.fixed[:3]:
        yield Related(at, f"`{unread.use.option.name}` is a constant here")
    for at in unread.given[:5]:
        yield Related(at, "given here, to no effect")


def _severity(copies: Sequence[UnreadOption]) -> Severity | None:
    told = any(one.fixed or one.given for one in copies)
    return Severity.HIGH if told and not _COSTS_TIME.search(copies[0].use.option.name) else None


def _message(unread: UnreadOption) -> str:
    other = unread.read_elsewhere
    program = f"nothing in this program (unlike {other})" if other else "nothing"
    seen = f"`{unread.spelled}` is declared here and {program} reads it"
    if unread.siblings_read:
        others = "another option" if unread.siblings_read == 1 else f"{unread.siblings_read} others"
        seen += f", though {others} declared beside it {_verb(unread.siblings_read)} read"
    if unread.fixed:
        seen += f"; `{unread.use.option.name}` is a constant in the code"
    if unread.given:
        seen += f"; {_setters(len(unread.given))} it to no effect"
    return seen


def _verb(count: int) -> str:
    return "is" if count == 1 else "are"


def _cluster(copies: Sequence[UnreadOption]) -> Hit:
    first = copies[0]
    name = first.spelled if first.use.option.flags else first.use.option.name
    given = sum(len(one.given) for one in copies)
    return Hit(
        at=first.use.at,
        message=f"{_declarers(copies)} declare `{name}`, and {_nothing(copies)} reads it"
        + (f"; {_setters(given)} it to no effect" if given else ""),
        advice=f"Delete `{name}` in all of them, or read it",
        subject=first.spelled,
        related=(
            *(
                Related(one.use.at, "declared and never read", "place", _part(one))
                for one in copies[1:]
            ),
            *(place for one in copies for place in _evidence(one)),
        ),
        members=len(copies),
        parts=tuple(map(_part, copies)),
        confidence=Confidence.MEDIUM if all(one.use.logged for one in copies) else None,
        severity=_severity(copies),
    )


def _nothing(copies: Sequence[UnreadOption]) -> str:
    elsewhere = copies[0].read_elsewhere
    return f"nothing in their programs (unlike {elsewhere})" if elsewhere else "nothing"


def _declarers(copies: Sequence[UnreadOption]) -> str:
    files = {one.use.file.path for one in copies}
    if len(files) > 1:
        return f"{len(files)} files"
    return f"{len(copies)} classes of this file"


def _setters(given: int) -> str:
    return "a command sets" if given == 1 else f"{given} commands set"
