"""A part of a loss that is multiplied by nought.

## What it does
Finds terms that are worked out and added to a loss with a weight of nought: a constant in the
sum (`loss + 0.0 * penalty`), or a named weight that is nought wherever anything sets it: as a
constant, as the default of an option that no command gives though commands give others beside
it, or in every document of configuration.

## Why it is debt
The term is computed at every step and changes nothing. Readers take it for part of the method,
papers and reports repeat it, and whoever tunes the model believes in a regulariser that is off.

## Example
```python
def step(model, batch, labels):
    scores, hidden = model(batch)
    loss = cross_entropy(scores, labels)
    sparsity = hidden.abs().mean()
    loss = loss + 0.0 * sparsity  # debt: zero-weight-loss
    return loss
```

## How to pay it back
Delete the term and what computes it; or give it the weight it should have.

## Known limits
`0 * sum(p.sum() for p in ...)`, which keeps parameters in the graph of a distributed run, is let
pass, and so are weights that the file asks for (`if weight > 0`). Weights that
are looked up by a computed name are not followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debtscan.project.options.zero_weights import ZeroTerm, ZeroWeights
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
from debtscan.rulekit.parts import owner, part
from debtscan.rulekit.wording import count


@dataclass(frozen=True)
class Options:
    """When an option that is nought by default counts as never set."""

    #: So many other options beside it are set by commands of the repository.
    min_set_beside: int = 3


@project_rule(
    "zero-weight-loss",
    category=Category.DEAD_EXPERIMENTS,
    confidence=Confidence.MEDIUM,
    severity=Severity.MEDIUM,
    minutes=15,
    minutes_per_member=5,
    since="0.1",
    lifecycle=Lifecycle.PREVIEW,
    options=Options,
)
def zero_weight_loss(project: Project, options: Options) -> Iterator[Hit]:
    """One hit per weight, at the first sum that it spoils; per term where the nought is there."""
    weights = ZeroWeights(project.files, project.mentions, project.options, project.given_options)
    same: dict[tuple[str, str], list[ZeroTerm]] = {}
    for one in weights.found():
        if not one.typed or one.siblings >= options.min_set_beside:
            key = ("", one.weight) if one.weight else (one.file.path, one.term)
            same.setdefault(key, []).append(one)
    for terms in same.values():
        yield _hit(*terms)


def _hit(first: ZeroTerm, *others: ZeroTerm) -> Hit:
    term = f"`{first.term}`" if first.term else "a term"
    weight = f"`{first.weight}`" if first.weight else "0"
    more = f"; so in {count(len(others), 'more sum')}" if others else ""
    return Hit(
        at=first.at,
        message=f"{term} is multiplied by {weight}{_everywhere(first)} and added to "
        f"`{first.assignment.target}`{more}",
        advice=f"Delete the term and what computes it, or give {weight} the value it should have",
        subject=f"{first.assignment.target} {first.weight or first.term}",
        related=(
            *(Related(at, "nought here") for at in first.zeros[:5]),
            *(Related(one.at, "the same weight", part=_part(one)) for one in others),
        ),
        members=1 + len(others),
        parts=tuple(map(_part, (first, *others))),
    )


def _part(one: ZeroTerm) -> str:
    where = owner(one.file, one.assignment.scope)
    return part(one.file.path, where, one.weight or one.term)


def _everywhere(one: ZeroTerm) -> str:
    return ", which is nought wherever it is set," if one.weight else ""
