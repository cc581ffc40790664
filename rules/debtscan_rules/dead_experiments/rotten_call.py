"""A call whose arguments no longer fit what it calls.

## What it does
Compares the arguments of every call with the definition it surely resolves to, and finds those
that Python would refuse: too many, a keyword that is no parameter, a parameter given twice, a
parameter without default left out. Calls that fail in the same way on one definition are one
finding.

## Why it is debt
The definition moved on and this caller did not: running the line raises a `TypeError`. Whoever
takes that path, by an option, a button or a documented command, is stopped there, and debugs
somebody else's change first.

## Example
```python
def scale(rows, mean, std):
    return (rows - mean) / std


def prepare(rows):
    return scale(rows, 0.5)  # debt: rotten-call
```

## How to pay it back
If the path is still wanted, give what the definition takes now, and run it in a test. If nobody
missed it, delete the caller.

## Known limits
Silent where the arguments are spread (`*args`, `**options`), where the definition is decorated by
something unknown, bound twice or may be overridden, where callers alone tell which object is meant,
in tests, and under `except TypeError`. Types of arguments are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from debtscan.facts import Call, Literal, Parameter, Reference, Value
from debtscan.project import CallSite
from debtscan.project.names.misfits import Misfit
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
from debtscan.rulekit.parts import owner, part
from debtscan.rulekit.wording import beside, count, few

_JUDGED = (Role.SOURCE, Role.EXAMPLE)
_MOST = 6  #: parameters shown


@project_rule(
    "rotten-call",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.HIGH,
    severity=Severity.HIGH,
    minutes=20,
    minutes_per_member=5,
    minutes_cap=90,
    since="0.1",
    options=NoOptions,
    roles=_JUDGED,
    gives_way_to=("unbound-name",),
)
def rotten_call(project: Project, options: NoOptions) -> Iterator[Hit]:
    """One hit per definition and way not to fit it, at the first call."""
    causes: dict[tuple[object, ...], list[Misfit]] = defaultdict(list)
    for one in project.calls.misfits:
        if project.files[one.site.path].role in _JUDGED:
            causes[one.target, one.kind, one.names].append(one)
    for calls in causes.values():
        shipped = [one for one in calls if project.files[one.site.path].role is Role.SOURCE]
        live = [one for one in shipped or calls if not _is_dead(project, one)]
        severity = Severity.HIGH if shipped else Severity.MEDIUM
        ordered = _live_first(shipped or calls, live)
        yield _hit(project, ordered, severity if live else Severity.LOW)


def _is_dead(project: Project, one: Misfit) -> bool:
    """Whether the call stands in what nothing reaches: it fails nobody, and goes with that."""
    path = one.site.path
    return project.dead_code.holds(path, owner(project.files[path], one.site.call.scope))


def _live_first(calls: Sequence[Misfit], live: Sequence[Misfit]) -> Sequence[Misfit]:
    return (*live, *(one for one in calls if one not in live))


def _hit(project: Project, calls: Sequence[Misfit], severity: Severity) -> Hit:
    first, *others = calls
    name = first.target.name
    return Hit(
        at=first.site.at,
        message=f"{_problem(first)}{_so_too(others)}; `{name}` in "
        f"{beside(first.target.path, first.site.path)}:{first.target.at.line} "
        f"takes `({_shown(first.parameters)})`",
        advice=f"Call `{name}` as it is defined now, or delete what nobody could run",
        subject=f"{first.site.call.callee} {first.kind} {' '.join(first.names)}",
        related=(
            Related(first.target.at, "what is called"),
            *(
                Related(one.site.at, "does not fit either", part=_caller(project, one.site, name))
                for one in others
            ),
        ),
        members=len(calls),
        parts=tuple(_caller(project, one.site, name) for one in calls),
        severity=severity,
    )


def _problem(one: Misfit) -> str:
    call = f"`{_written(one.site.call)}`"
    if one.kind == "too-many":
        fit, given = one.names
        return f"{call} gives {count(int(given), 'positional argument')} where {fit} can be taken"
    if one.kind == "unknown-keyword":
        return f"{call} gives {few(one.names)}, which is no parameter"
    if one.kind == "given-twice":
        return f"{call} gives {few(one.names)} by place and by name"
    if first := _only_by_place(one.site.call):
        return f"{call} gives the first {count(first, 'argument')} and leaves out {few(one.names)}"
    return f"{call} leaves out {few(one.names)}"


def _only_by_place(call: Call) -> int:
    """How many arguments; 0 where any is given by name."""
    return 0 if call.keywords else len(call.arguments)


def _written(call: Call) -> str:
    """The call with names and constants as they stand there."""
    plain = [_argument(one) for one in call.arguments]
    named = [f"{one.name}={_argument(one.value)}" for one in call.keywords]
    given = [*plain, *named]
    rest = ", ..." if len(given) > _MOST else ""
    return f"{_short(call.callee.lstrip('?.'))}({', '.join(given[:_MOST])}{rest})"


def _argument(value: Value) -> str:
    if isinstance(value, Reference):
        return _short(value.name)
    if isinstance(value, Literal) and not isinstance(value.value, str):
        return repr(value.value)
    return "..."


def _short(name: str) -> str:
    """Without the packages that an import statement names, not the call."""
    return ".".join(name.split(".")[-2:])


def _caller(project: Project, site: CallSite, callee: str) -> str:
    return part(site.path, owner(project.files[site.path], site.call.scope), callee)


def _so_too(others: Sequence[Misfit]) -> str:
    if not others:
        return ""
    return f", as {'does' if len(others) == 1 else 'do'} {count(len(others), 'other call')}"


def _shown(parameters: Sequence[Parameter]) -> str:
    rest = ", ..." if len(parameters) > _MOST else ""
    return ", ".join(map(_parameter, parameters[:_MOST])) + rest


def _parameter(one: Parameter) -> str:
    stars = {"star": "*", "double-star": "**"}.get(one.kind, "")
    return f"{stars}{one.name}" + ("=..." if one.default is not None else "")
