"""Methods that nothing calls or names.

## What it does
Finds methods whose name no code of the repository reads as an attribute, no string, configuration,
command or document says, and that no base class, decorator or framework calls; and those that only
such methods, or functions that nothing reaches, name. One finding per file.

## Why it is debt
A class shows what its objects are asked to do. A method that nobody asks for is the version that
was replaced, or a feature that never arrived; whoever changes the class keeps it working all the
same, and no test would say if it did not.

## Example
```python
class Replay:
    def __init__(self, size):
        self.size = size
        self.rows = []

    def keep(self, row):
        self.rows.append(row)

    def oldest_rows(self, count):  # debt: dead-method
        kept = []
        for row in self.rows[:count]:
            if row is not None:
                kept.append(row)
        return kept


replay = Replay(10)
replay.keep("row")
```

## How to pay it back
Delete it; version control keeps it. What is kept for later needs a test, so that it still works
then.

## Known limits
Names decide, since objects travel too far: a method is let pass when anything of its name is read
anywhere. So are names that objects of common libraries have, names that dispatchers put together
(`on_`, `visit_`, `do_`), overrides, properties that are read, public methods of published packages,
and classes of files in which, or next to which, `getattr` asks for computed names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.starts.unreached_methods import UnreachedMethod, UnreachedMethods
from debtscan.rulekit import (
    Category,
    Confidence,
    Hit,
    Project,
    Related,
    Severity,
    project_rule,
)
from debtscan.rulekit.wording import count

_MOST = 4  #: methods told by name
_SHOWN = 20


@dataclass(frozen=True)
class Options:
    """How much dead code is worth a remark."""

    #: Files whose unreached methods have fewer statements in all are let pass.
    min_statements: int = 3


@project_rule(
    "dead-method",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.MEDIUM,
    severity=Severity.LOW,
    minutes=5,
    minutes_per_member=3,
    minutes_cap=60,
    since="0.1",
    options=Options,
)
def dead_method(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per file, at its largest unreached method."""
    for file in project.unreached_methods:
        if file.statements >= options.min_statements:
            yield _hit(file)


def _hit(file: UnreachedMethods) -> Hit:
    ranked = sorted(file.found, key=lambda one: -one.symbol.definition.statements)
    verb = "is" if len(ranked) == 1 else "are"
    return Hit(
        at=ranked[0].symbol.at,
        message=f"{len(ranked)} of {count(file.of, 'method')} of this file {verb} called and named "
        f"by nothing: {_told(ranked)}",
        advice=f"Delete {'it' if len(ranked) == 1 else 'them'}; version control keeps what was",
        subject=file.path,
        related=tuple(_places(ranked[1:])),
        members=len(ranked),
        parts=tuple(one.symbol.name for one in ranked),
    )


def _told(ranked: Sequence[UnreachedMethod]) -> str:
    parts = [_one(one) for one in ranked[:_MOST]]
    rest = len(ranked) - _MOST
    return ", ".join(parts) + (f" and {rest} more" if rest > 0 else "")


def _one(one: UnreachedMethod) -> str:
    size = count(one.symbol.definition.statements, "statement")
    return f"`{one.symbol.name}` ({size}{_only(one)})"


def _places(rest: Sequence[UnreachedMethod]) -> Iterator[Related]:
    for one in rest[:_SHOWN]:
        yield Related(
            one.symbol.at,
            f"`{one.symbol.name}` is not called either{_only(one)}",
            "place",
            one.symbol.name,
        )


def _only(one: UnreachedMethod) -> str:
    """Names alone are compared, so only a user nearby is likely to mean this very method."""
    owner = one.symbol.name.rpartition(".")[0]
    here = [user.name for user in one.users if user.path == one.symbol.path]
    same = [name for name in here if name.startswith(f"{owner}.")]
    near = same or [name for name in here if "." not in name]
    return f", only `{near[0]}` names it" if near else ""
