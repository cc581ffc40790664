"""A way to go that is offered by name, and nothing ever chooses it.

## What it does
Finds conditions that choose by a name (`if args.loss == "l1": ... elif args.loss == "hinge": ...`)
with arms whose names stand nowhere else: in no default, configuration, script, test, notebook or
document. Only where something does choose another arm by name, where there are eight names at
most, and where five statements or more (functions that only such an arm calls included) run for
one of these arms alone. One choice that is asked in several places is one finding.

## Why it is debt
The arm was an experiment that lost, or that was never run. It is not tested; every change of what
surrounds it has to be made there as well, without a way to see whether it still works; and whoever
reads the choice takes it for one that is open.

## Example
```python
def loss_of(kind, scores, labels):
    if kind == "softmax":
        return cross_entropy(scores, labels)
    elif kind == "ranked":  # debt: choice-never-selected
        order = scores.argsort()
        pairs = pairs_of(labels[order])
        gaps = scores[pairs.left] - scores[pairs.right]
        gaps = gaps.clip(min=0)
        weights = weigh(pairs)
        return (gaps * weights).mean()

train(loss_of("softmax", scores, labels))
```

## How to pay it back
Delete the arm, and the functions that only it calls; version control keeps them. If the choice is
still open, add a script or a configuration that runs it, and a test.

## Known limits
Public functions of an installable package are not judged: users may choose what nobody inside
does; nor are names that the `choices` or the help of an option offer, unless the code makes the
choice itself. A name that stands in any other string or text counts as chosen. Names put together
at run time are not followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debtscan.project.options.unselected import Unselected, unselected
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
from debtscan.rulekit.wording import count, few


@dataclass(frozen=True)
class Options:
    """How large an arm, and how small a choice, is worth a remark."""

    #: Arms for which fewer statements run are let pass.
    min_statements: int = 5
    #: Choices among more names are a catalogue, which offers more than anybody takes.
    max_names: int = 8


@project_rule(
    "choice-never-selected",
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
def choice_never_selected(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per choice, at the first arm that nothing chooses."""
    same: dict[tuple[str, str], list[Unselected]] = defaultdict(list)
    for one in unselected(
        project.files, project.calls, project.mentions, options.min_statements, options.max_names
    ):
        same[one.dispatch.asked, min(one.names)].append(one)
    for places in same.values():
        yield _hit(max(places, key=lambda one: one.own), places)


def _hit(worst: Unselected, places: Sequence[Unselected]) -> Hit:
    others = [one for one in places if one is not worst]
    dispatch = worst.dispatch
    return Hit(
        at=dispatch.at(worst.arms[0]),
        message=_message(worst) + (f"; so in {count(len(others), 'more place')}" if others else ""),
        advice=f"Delete the code behind {few(worst.names)}, or run it in a script or a test",
        subject=f"{dispatch.function} {dispatch.subject}",
        related=(
            *(Related(at, f"chooses `{name}`") for name, at in list(worst.chosen.items())[:3]),
            *(Related(dispatch.at(arm), "nor this", "place") for arm in worst.arms[1:]),
            *(Related(one.dispatch.at(one.arms[0]), "the same choice", "place") for one in others),
        ),
        members=len(places),
        parts=tuple(
            part(one.dispatch.file.path, one.dispatch.function, name)
            for one in places
            for name in one.names
        ),
    )


def _message(one: Unselected) -> str:
    return (
        f"`{one.dispatch.subject}` may be {few(one.dispatch.names)}; {few(one.chosen)} "
        f"{'is' if len(one.chosen) == 1 else 'are'} chosen here, but nothing in the repository "
        f"names {few(one.names)}; {count(one.own, 'statement')} run for `{one.names[0]}` alone"
    )
