"""A parameter that the function never reads, whatever callers give.

## What it does
Finds parameters that the body never reads, or that a constructor only stores in an attribute which
nothing reads, in functions all of whose uses are calls that were seen. A parameter that no call
sets to something else than its default counts too, as a lesser debt. The unread parameters of one
function are one finding, and so are three functions or more that share what they do not read.

## Why it is debt
It is a knob that does nothing. The caller turns it (a threshold, a seed, a key, a log folder) and
believes that it acts; what happens instead is fixed further down, or does not happen at all.

## Example
```python
def boxes_of(scores, threshold=0.01):  # debt: unused-parameter
    return [one for one in scores if one > 0.5]


print(boxes_of([0.2, 0.7], threshold=0.1))
```

## How to pay it back
Read it where it was meant to act; or delete it, together with the values that callers give.

## Known limits
Not judged are hooks, callbacks, stubs, decorated functions, overrides, functions that are passed on
or use `locals()`, and parameters that a function of the same name, or another method of the class,
does read. Parameters without a default are let pass where a namesake, a neighbour with the same
parameters or another call with the same arguments shows a common shape, and so are those of
functions that a string names or that a package publishes. An attribute counts as read where any
code reads one of its name, and where objects of its class may be copied or written as wholes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.project.names.unused_parameters import UnusedParameter
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Location,
    NoOptions,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.parts import inside, part
from debtscan.rulekit.wording import beside, count, few

_MOST = 6
_CONVENTION = 3  #: functions that share what they do not read
_TELLING = re.compile(r"seed|thresh|weight|scale|rate|api_key")  #: what is ignored changes results


@project_rule(
    "unused-parameter",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.MEDIUM,
    minutes=10,
    minutes_per_member=3,
    minutes_cap=60,
    since="0.1",
    options=NoOptions,
    gives_way_to=("unused-seed",),
)
def unused_parameter(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per function, at its definition, or per convention of several."""
    functions: dict[object, list[UnusedParameter]] = defaultdict(list)
    for one in project.unused_parameters:
        functions[one.function].append(one)
    alike: dict[object, list[list[UnusedParameter]]] = defaultdict(list)
    for unread in functions.values():
        alike[_convention(unread)].append(unread)
    for group in alike.values():
        if len(group) >= _CONVENTION:
            yield _shared(group)
        else:
            yield from map(_hit, group)


def _convention(unread: Sequence[UnusedParameter]) -> object:
    return tuple((one.parameter.name, bool(one.given), bool(one.stored)) for one in unread)


def _shared(group: Sequence[Sequence[UnusedParameter]]) -> Hit:
    """Several functions that take the same parameters and read none of them: one cause."""
    first, *others = group
    function, names = first[0].function, few(one.parameter.name for one in first)
    set_by = "though calls set" if first[0].given else "and no call sets"
    them = "it" if len(first) == 1 else "them"
    return Hit(
        at=function.at,
        message=f"`{function.name}` and {count(len(others), 'more function')} take {names} and "
        f"never read {them}, {set_by} {them}",
        advice=f"Delete {names} from these {len(group)} functions and their calls, or read {them}",
        subject=" ".join(one.parameter.name for one in first),
        related=tuple(
            Related(one[0].function.at, f"`{one[0].function.name}` does not read {them} either")
            for one in others
        ),
        members=len(group),
        parts=tuple(
            part(one.function.path, one.function.name, one.parameter.name)
            for unread in group
            for one in unread
        ),
        severity=Severity.LOW,
    )


def _hit(unread: Sequence[UnusedParameter]) -> Hit:
    function = unread[0].function
    names = [one.parameter.name for one in unread]
    sites = {site.at: one for one in reversed(unread) for site in reversed(one.given)}
    return Hit(
        at=function.at,
        message=f"`{function.name}` {_told(unread)}, {_calls(unread, list(sites))}",
        advice=_advice(unread),
        subject=f"{function.name} {' '.join(names)}",
        related=tuple(
            Related(at, f"sets `{one.parameter.name}`, to no effect")
            for at, one in list(reversed(sites.items()))[:_MOST]
        ),
        members=len(names),
        parts=tuple(inside(function.name, name) for name in names),
        severity=_severity(unread),
    )


def _calls(unread: Sequence[UnusedParameter], sites: Sequence[Location]) -> str:
    them = "it" if len(unread) == 1 else "them"
    if not sites:
        return f"and no call sets {them}"
    first = sites[-1]
    place = f"({beside(first.path, unread[0].function.path)}:{first.line})"
    one = len(sites) == 1
    return f"though {count(len(sites), 'call')} {'sets' if one else 'set'} {them} {place}"


def _told(unread: Sequence[UnusedParameter]) -> str:
    names = [one.parameter.name for one in unread if not one.stored]
    kept = [one.stored for one in unread if one.stored]
    told = [f"never reads {few(names)}"] if names else []
    told += [f"keeps {few(kept)}, which nothing reads"] if kept else []
    return " and ".join(told)


def _advice(unread: Sequence[UnusedParameter]) -> str:
    names = few(one.parameter.name for one in unread)
    if not any(one.given for one in unread):
        return f"Delete {names}, or read {'it' if len(unread) == 1 else 'them'} where meant to act"
    if all(one.spare for one in unread):
        return f"Delete {names} and what callers give: the value acts elsewhere"
    return f"Read {names} where that was meant to act, or delete it and what callers give"


def _severity(unread: Sequence[UnusedParameter]) -> Severity | None:
    """A spare argument misleads nobody who runs the program, one that no call sets nobody yet, one
    without default few."""
    turned = [
        one for one in unread if one.given and not one.spare and one.parameter.default is not None
    ]
    if not turned:
        return Severity.LOW
    telling = any(_TELLING.search(one.parameter.name) for one in turned)
    return Severity.HIGH if telling else None
